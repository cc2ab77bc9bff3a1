import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { draftsQuery, standardQuery, standardsQuery } from '../api/queries.ts'
import { queries } from '../api/query-client.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { TextLink } from '../ui/links.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { blank } from './blank.ts'

export function Drafts() {
  const { t, say, time } = useWords()
  const may = useMay()
  const drafts = useQuery(draftsQuery)
  return (
    <Page title={t('drafting/title')} lead={t('drafting/lead')}>
      {may('standard.draft') && <Begin />}
      <Loaded query={drafts}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('drafting/empty')} text={t('drafting/emptyText')} />
          ) : (
            <Stack component="ul" className="plain" gap="xs">
              {rows.map((d) => (
                <li key={d.id} className="sheet">
                  <TextLink to="/drafting/$id" params={{ id: d.id }} fw={600}>
                    {say(d.title) || d.standard || t('drafting/draft')}
                  </TextLink>
                  <Text size="sm" c="dimmed">
                    <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{d.standard}</span> ·{' '}
                    {t('drafting/version', { n: d.number })} · {t('drafting/changed')} {time(d.updatedAt)}
                  </Text>
                </li>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  )
}

function Begin() {
  const { t, say } = useWords()
  const go = useNavigate()
  const standards = useQuery(standardsQuery())
  const [from, setFrom] = useState('')
  const begin = useDoing(
    async (hash: string, key) => {
      const text = hash === '' ? blank : ((await queries.ensureQueryData(standardQuery(hash))).files[0]?.[1] ?? blank)
      return ask('POST /drafts', { body: { text, ...(hash === '' ? {} : { basedOn: hash }) }, key })
    },
    { touches: [['drafts']], done: ({ id }) => void go({ to: '/drafting/$id', params: { id } }) },
  )
  return (
    <Section title={t('drafting/begin')}>
      <Stack gap="xs">
        <Group align="flex-end">
          <NativeSelect
            label={t('drafting/from')}
            value={from}
            onChange={(e) => setFrom(e.currentTarget.value)}
            style={{ flex: '1 1 16rem' }}
            maw={520}
            data={[
              { value: '', label: t('drafting/blank') },
              ...(standards.data ?? []).map((s) => ({
                value: s.hash,
                label: `${say(s.title)} (${s.id} ${s.edition})`,
              })),
            ]}
          />
          <Button loading={begin.isPending} onClick={() => begin.mutate(from)}>
            {t('drafting/begin')}
          </Button>
        </Group>
        {begin.isError && <Problems error={begin.error} />}
      </Stack>
    </Section>
  )
}
