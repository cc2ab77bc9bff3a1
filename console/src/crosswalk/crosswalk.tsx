import { Group, Modal, Select, Stack, Switch, Tabs, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Network } from '../../../src/crosswalk/network.ts'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Chains } from './chain.tsx'
import { ClaimCard } from './claim.tsx'
import { type Claim, claimsBetween, symbols } from './claims.ts'
import { HopsField, hopsOf } from './hops.tsx'
import { type InferredClaim, inferredBetween } from './inferred.ts'
import { InferredCard } from './inferred-card.tsx'
import { InferredList } from './inferred-list.tsx'
import { Matrix } from './matrix.tsx'
import { useCrosswalk } from './opened.ts'

/** Open to everybody. */
export function CrosswalkPage() {
  const { t } = useWords()
  return (
    <Page title={t('crosswalk/title')} lead={t('crosswalk/lead')}>
      <Loaded query={useCrosswalk()}>{(net) => <Between net={net} />}</Loaded>
    </Page>
  )
}

/** What stands at one place of the matrix. */
export interface Cell {
  readonly claims: readonly Claim[]
  readonly inferred: readonly InferredClaim[]
}

function Between({ net }: { net: Network }) {
  const { t, say } = useWords()
  const asked = useSearch({ from: '/crosswalk' })
  const navigate = useNavigate({ from: '/crosswalk' })
  const [opened, open] = useState<Cell>()
  const first = net.rows[0]?.set
  const [left, right] = [asked.left ?? first?.source ?? '', asked.right ?? first?.target ?? '']
  const hops = hopsOf(asked.hops)
  const set = (name: keyof typeof asked, value: string | null) => {
    open(undefined)
    const { start, ...rest } = asked
    const kept = name === 'left' || start === undefined ? rest : asked
    void navigate({ search: { ...kept, left, right, [name]: value || undefined }, replace: true })
  }
  const setHops = (wanted: number) => set('hops', String(wanted))
  const follows = asked.follows === 'yes'
  const inferred = useMemo(
    () => (follows ? inferredBetween(net, left, right, hops).filter((c) => c.weight !== 'candidate') : []),
    [follows, net, left, right, hops],
  )
  const data = net.frameworks.map((f) => ({ value: f.id, label: `${f.names[0]} ${say(f.title)}` }))
  const claims = claimsBetween(net, left, right)
  const nothing = <Empty title={t('crosswalk/none')} text={t('crosswalk/noneText')} />
  return (
    <>
      <Group align="flex-end">
        {(['left', 'right'] as const).map((name) => (
          <Select
            key={name}
            label={t(`crosswalk/${name}`)}
            data={data}
            searchable
            allowDeselect={false}
            value={name === 'left' ? left : right}
            onChange={(v) => set(name, v)}
            w={{ base: '100%', sm: 400 }}
          />
        ))}
      </Group>
      <Text size="sm">
        {t('crosswalk/legend')}{' '}
        {Object.entries(symbols)
          .map(([r, s]) => `${s} ${t(`relationOf/${r as Claim['relation']}`)}`)
          .join(' · ')}{' '}
        · (…) {t('crosswalk/inferred')}
      </Text>
      <Tabs value={asked.tab ?? 'matrix'} onChange={(v) => set('tab', v)} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="matrix">{t('crosswalk/matrix')}</Tabs.Tab>
          <Tabs.Tab value="beside">{t('crosswalk/beside')}</Tabs.Tab>
          <Tabs.Tab value="inferred">{t('crosswalk/inferredTab')}</Tabs.Tab>
          <Tabs.Tab value="chain">{t('crosswalk/chain')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="matrix" pt="md">
          <Group align="flex-end" mb="sm">
            <Switch
              label={t('crosswalk/alsoInferred')}
              checked={follows}
              onChange={(e) => set('follows', e.currentTarget.checked ? 'yes' : null)}
            />
            {follows && <HopsField value={hops} onChange={setHops} />}
          </Group>
          {claims.length + inferred.length === 0 ? (
            nothing
          ) : (
            <Matrix {...{ claims, inferred, left, right, net }} onOpen={open} />
          )}
          <Modal
            opened={opened !== undefined}
            onClose={() => open(undefined)}
            size="60rem"
            title={t('crosswalk/claim')}
            closeButtonProps={{ 'aria-label': t('catalogue/close') }}
          >
            <Stack gap="xs">
              {opened?.claims.map((c) => (
                <ClaimCard key={`${c.row.set.id} ${c.row.mapping.id}`} of={c} {...{ left, right, net }} />
              ))}
              {opened?.inferred.map((c) => (
                <InferredCard key={`${c.left} ${c.right}`} of={c} net={net} />
              ))}
            </Stack>
          </Modal>
        </Tabs.Panel>
        <Tabs.Panel value="beside" pt="md">
          {claims.length === 0 && nothing}
          <Stack gap="xs">
            {claims.map((c) => (
              <ClaimCard key={`${c.row.set.id} ${c.row.mapping.id}`} of={c} {...{ left, right, net }} />
            ))}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="inferred" pt="md">
          <InferredList {...{ net, left, right, hops }} onHops={setHops} />
        </Tabs.Panel>
        <Tabs.Panel value="chain" pt="md">
          <Chains net={net} framework={left} start={asked.start} onStart={(id) => set('start', id)} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
