import { Paper, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { resultOf } from '../../../src/exchange/text/results.ts'
import { showMain } from '../../../src/exchange/text/values.ts'
import { at, labelOf, type View, viewOf } from '../../../src/exchange/text/view.ts'
import { Headline } from '../report/grade.tsx'
import { readReport } from '../report/read.ts'
import { AuthorityBanner } from '../ui/authority.tsx'
import { Listing } from '../ui/listing.tsx'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { Items } from './items.tsx'

export function SideBySide({ first, second }: { first: Uint8Array; second: Uint8Array }) {
  const { t, lang } = useWords()
  const [a, b] = [useMemo(() => readReport(first), [first]), useMemo(() => readReport(second), [second])]
  const [only, setOnly] = useState(true)
  if (!a.ok) return <Problems problems={a.problems as never} title={t('compare/first')} />
  if (!b.ok) return <Problems problems={b.problems as never} title={t('compare/second')} />
  const views = [viewOf(a.value.report, lang), viewOf(b.value.report, lang)] as const
  const [s1, s2] = [views[0].standard, views[1].standard]
  const same = s1.id === s2.id
  return (
    <Stack gap="xl">
      {!same && <Note>{t('compare/otherStandard')}</Note>}
      {same && s1.hash !== s2.hash && <Note>{t('compare/otherEdition')}</Note>}
      <AuthorityBanner authority={s1.authority} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Side title={t('compare/first')} view={views[0]} />
        <Side title={t('compare/second')} view={views[1]} />
      </SimpleGrid>
      <Items first={first} second={second} />
      {same && (
        <Section
          title={t('compare/difference')}
          aside={
            <Switch
              label={t('compare/onlyDifferent')}
              checked={only}
              onChange={(e) => setOnly(e.currentTarget.checked)}
            />
          }
        >
          <Rows views={views} only={only} />
        </Section>
      )}
    </Stack>
  )
}

function Side({ title, view }: { title: string; view: View }) {
  const { say, colon } = useWords()
  const { subject, assessment } = view.report
  const id = view.standard.results[0]
  const r = id === undefined ? undefined : resultOf(view, id)
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} fz={16}>
        {title}
        {colon}
        {say(subject.title)}
      </Title>
      <Text size="sm" c="dimmed">
        {subject.version} · {view.standard.id}@{view.standard.edition} · {assessment.date} ·{' '}
        {view.words.partyShort[assessment.party]}
      </Text>
      {r && <Headline view={view} of={r} />}
    </Paper>
  )
}

function Rows({ views: [one, two], only }: { views: readonly [View, View]; only: boolean }) {
  const { t } = useWords()
  const shown = (view: View, path: string) => {
    const found = at(view, path)
    return found ? showMain(view, found.judged, found.node).text : '–'
  }
  const rows = [...new Set([...Object.keys(one.nodes), ...Object.keys(two.nodes)])]
    .map((path) => ({ path, name: labelOf(at(one, path) ? one : two, path), a: shown(one, path), b: shown(two, path) }))
    .filter(({ a, b }) => !only || a !== b)
  if (rows.length === 0) return <Text>{t('compare/same')}</Text>
  return (
    <Listing
      name={t('compare/difference')}
      of={rows}
      keyOf={({ path }) => path}
      columns={[
        { head: t('report/indicator'), of: ({ name }) => name },
        { head: t('compare/first'), whole: true, of: ({ a }) => a },
        {
          head: t('compare/second'),
          whole: true,
          of: ({ a, b }) => (
            <>
              {a !== b && <span aria-hidden="true">≠ </span>}
              {b}
            </>
          ),
        },
      ]}
    />
  )
}
