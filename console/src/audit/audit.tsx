import { Button, Code, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { auditQuery, membersQuery } from '../api/queries.ts'
import { usePrincipal } from '../shell/principal.ts'
import { Listing } from '../ui/listing.tsx'
import { Mark } from '../ui/marks.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { acts } from '../words/acts.ts'
import { useWords } from '../words/words.ts'
import { firstFault } from './chain.ts'

/** The chain of what was done, checked again in this browser. */
export function Audit() {
  const { t, time } = useWords()
  const { org } = usePrincipal()
  const [before, setBefore] = useState<readonly number[]>([])
  const members = useQuery(membersQuery)
  const who = (id: unknown) =>
    members.data?.find((m) => m.person === id)?.name ?? (typeof id === 'string' ? short(id) : '')
  const entries = useQuery(auditQuery(before.at(-1)))
  return (
    <Page title={t('audit/title')} lead={t('audit/lead')}>
      <Loaded query={entries}>
        {(all) => {
          if (all.length === 0 && before.length === 0) return <Empty title={t('audit/empty')} />
          const fault = firstFault(org, all)
          return (
            <>
              <Text role="status">
                {fault === undefined ? (
                  <Mark kind="good">{t('audit/chainGood', { n: all.length })}</Mark>
                ) : (
                  <Mark kind="bad">{t('audit/chainBad', { n: fault })}</Mark>
                )}
              </Text>
              <Listing
                name={t('audit/title')}
                of={all.toReversed()}
                keyOf={(e) => e.seq}
                columns={[
                  { head: t('audit/what'), of: (e) => <Act of={String(bodyOf(e.body)['what'] ?? '')} /> },
                  { head: t('audit/who'), whole: true, of: (e) => who(bodyOf(e.body)['actor']) },
                  { head: t('audit/at'), whole: true, of: (e) => time(e.at) },
                  { head: t('audit/details'), of: (e) => <Details of={bodyOf(e.body)} who={who} /> },
                  { head: t('audit/number'), number: true, of: (e) => e.seq },
                ]}
              />
              <Group>
                <Button variant="default" disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>
                  {t('audit/newer')}
                </Button>
                <Button
                  variant="default"
                  disabled={(all[0]?.seq ?? 1) === 1}
                  onClick={() => setBefore([...before, all[0]!.seq])}
                >
                  {t('audit/older')}
                </Button>
              </Group>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

/** An act in words, and the word that the chain holds; where there are no words for it, that alone. */
function Act({ of }: { of: string }) {
  const { t } = useWords()
  return (
    <>
      {isAct(of) && <Text size="sm">{t(`acts/${of}`)}</Text>}
      <Code>{of}</Code>
    </>
  )
}

const isAct = (word: string): word is keyof typeof acts => word in acts

/** What an entry says besides what, who and when; ids are shortened, and whole where one points at them. */
function Details({ of, who }: { of: Readonly<Record<string, unknown>>; who: (id: unknown) => string }) {
  return Object.entries(of)
    .filter(([k]) => k !== 'what' && k !== 'actor')
    .map(([k, v]) => {
      const whole = typeof v === 'string' ? v : JSON.stringify(v)
      return (
        <Text key={k} size="sm" title={whole}>
          <Text span c="dimmed" size="sm">
            {k}
          </Text>{' '}
          {k === 'person' || k === 'member' ? who(v) : short(whole)}
        </Text>
      )
    })
}

const short = (value: string) => value.replace(/\b([0-9a-f]{8})[0-9a-f-]{20,}\b/g, '$1…')

function bodyOf(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) as Record<string, unknown>
  } catch {
    return { what: body }
  }
}
