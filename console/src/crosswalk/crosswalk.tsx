import { Group, Select, Stack, Tabs, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Network } from '../../../src/crosswalk/network.ts'
import { Page, Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Chains } from './chain.tsx'
import { ClaimCard } from './claim.tsx'
import { type Claim, claimsBetween, symbols } from './claims.ts'
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

function Between({ net }: { net: Network }) {
  const { t, say } = useWords()
  const asked = useSearch({ from: '/crosswalk' })
  const navigate = useNavigate({ from: '/crosswalk' })
  const [opened, open] = useState<readonly Claim[]>([])
  const first = net.rows[0]?.set
  const [left, right] = [asked.left ?? first?.source ?? '', asked.right ?? first?.target ?? '']
  const set = (name: keyof typeof asked, value: string | null) => {
    open([])
    const start = name === 'left' ? undefined : asked.start
    void navigate({ search: { left, right, ...(start ? { start } : {}), [name]: value || undefined }, replace: true })
  }
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
          .join(' · ')}
      </Text>
      <Tabs defaultValue="matrix" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="matrix">{t('crosswalk/matrix')}</Tabs.Tab>
          <Tabs.Tab value="beside">{t('crosswalk/beside')}</Tabs.Tab>
          <Tabs.Tab value="chain">{t('crosswalk/chain')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="matrix" pt="md">
          {claims.length === 0 ? nothing : <Matrix {...{ claims, left, right, net }} onOpen={open} />}
          {opened.length > 0 && (
            <Section title={t('crosswalk/claim')}>
              {opened.map((c) => (
                <ClaimCard key={`${c.row.set.id} ${c.row.mapping.id}`} of={c} {...{ left, right, net }} />
              ))}
            </Section>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="beside" pt="md">
          {claims.length === 0 && nothing}
          <Stack gap="xs">
            {claims.map((c) => (
              <ClaimCard key={`${c.row.set.id} ${c.row.mapping.id}`} of={c} {...{ left, right, net }} />
            ))}
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="chain" pt="md">
          <Chains net={net} framework={left} start={asked.start} onStart={(id) => set('start', id)} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
