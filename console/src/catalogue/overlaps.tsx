import { Group, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Edition, keyOf } from '../../../src/catalogue/edition.ts'
import { overlapCandidates, overlapLines, overlapWeights } from '../../../src/catalogue/overlap.ts'
import { reviewTriggers } from '../../../src/catalogue/review-triggers.ts'
import { parseDay } from '../../../src/judge/dates.ts'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf, writtenDay } from './day.tsx'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

export function Overlaps() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/overlaps')} lead={t('catalogue/overlapsLead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <Pairs opened={opened} />}</Loaded>
    </Page>
  )
}

function Pairs({ opened: { catalogue } }: { opened: Opened }) {
  const { t } = useWords()
  const found = useMemo(() => overlapCandidates(catalogue.editions), [catalogue])
  const document = (e: Edition) => <Document of={e} />
  const part = (n: number | undefined) => n?.toFixed(2) ?? t('catalogue/notRecorded')
  return (
    <>
      <Since catalogue={catalogue} />
      <Section title={t('catalogue/howComputed')}>
        <Text size="sm">{t('catalogue/overlapFormula', { ...overlapWeights, ...overlapLines })}</Text>
      </Section>
      <Section title={t('catalogue/overlapPairs', { n: found.length })}>
        {found.length === 0 ? (
          <Empty title={t('catalogue/noOverlap')} />
        ) : (
          <Listing
            name={t('catalogue/overlaps')}
            of={found}
            keyOf={({ a, b }) => `${keyOf(a)} ${keyOf(b)}`}
            columns={[
              { head: t('catalogue/first'), of: ({ a }) => document(a) },
              { head: t('catalogue/second'), of: ({ b }) => document(b) },
              { head: t('catalogue/score'), number: true, of: ({ score }) => score.toFixed(2) },
              {
                head: t('catalogue/scoreParts'),
                of: (o) =>
                  t('catalogue/scoreOf', {
                    title: part(o.title),
                    scope: part(o.scope),
                    terms: part(o.terms),
                    basis: Math.round(o.basis * 100),
                  }),
              },
              { head: t('catalogue/verdict'), of: ({ verdict }) => t(`overlapVerdict/${verdict}`) },
            ]}
          />
        )}
      </Section>
    </>
  )
}

function Document({ of: e }: { of: Edition }) {
  const { t, say } = useWords()
  return (
    <>
      <TextLink to="/catalogue/edition" search={{ number: keyOf(e) }} underline="always">
        {keyOf(e)}
      </TextLink>{' '}
      {say(e.title)}
      <Text span size="sm" c="dimmed">
        {' '}
        {t(`knownAs/${e.known}`)}
      </Text>
    </>
  )
}

/** Which local standards are to be looked at again because of what was published since a day. */
function Since({ catalogue }: { catalogue: Opened['catalogue'] }) {
  const { t } = useWords()
  const asked = useSearch({ from: '/catalogue/overlaps' })
  const navigate = useNavigate({ from: '/catalogue/overlaps' })
  const set = (name: 'since' | 'day', value: string) =>
    void navigate({ search: (old) => ({ ...old, [name]: value || undefined }), replace: true })
  const since = asked.since === undefined ? undefined : parseDay(asked.since)
  const { text, day } = dayOf(asked.day)
  const found = useMemo(
    () => (since === undefined ? [] : reviewTriggers(catalogue, since, day)),
    [catalogue, since, day],
  )
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('catalogue/sinceLead')}
      </Text>
      <Group align="flex-end" gap="sm">
        <DayField label={t('catalogue/since')} value={asked.since ?? ''} onChange={(v) => set('since', v)} />
        {since !== undefined && <DayField value={text} onChange={(v) => set('day', v)} />}
      </Group>
      {asked.since !== undefined && since === undefined && (
        <Text role="alert">{t('catalogue/sinceWrong', { got: asked.since })}</Text>
      )}
      {since !== undefined && (
        <Section title={t('catalogue/reviews', { n: found.length })}>
          {found.length === 0 ? (
            <Empty title={t('catalogue/noReview')} />
          ) : (
            <Listing
              name={t('catalogue/reviews', { n: found.length })}
              of={found}
              keyOf={({ local, published }) => `${keyOf(local)} ${keyOf(published)}`}
              columns={[
                { head: t('catalogue/local'), of: ({ local }) => <Document of={local} /> },
                { head: t('catalogue/publishedSince'), of: ({ published }) => <Document of={published} /> },
                { head: t('catalogue/score'), number: true, of: ({ overlap }) => overlap.score.toFixed(2) },
                { head: t('catalogue/reviewBy'), of: ({ by }) => writtenDay(by) },
              ]}
            />
          )}
        </Section>
      )}
    </>
  )
}
