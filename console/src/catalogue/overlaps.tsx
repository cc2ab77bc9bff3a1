import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { type Edition, keyOf } from '../../../src/catalogue/edition.ts'
import { overlapCandidates, overlapLines, overlapWeights } from '../../../src/catalogue/overlap.ts'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
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
  const { t, say } = useWords()
  const found = useMemo(() => overlapCandidates(catalogue.editions), [catalogue])
  const document = (e: Edition) => (
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
  const part = (n: number | undefined) => n?.toFixed(2) ?? t('catalogue/notRecorded')
  return (
    <>
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
