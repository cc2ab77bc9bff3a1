import { Group, List, Select, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { adoptionLag, type Lag } from '../../../src/catalogue/check.ts'
import { ownSystem } from '../../../src/catalogue/classification/systems.ts'
import { keyOf } from '../../../src/catalogue/edition.ts'
import { resolve } from '../../../src/catalogue/relations/resolve.ts'
import { placedIn, systemMap, withoutRecord } from '../../../src/catalogue/system-map.ts'
import { TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf } from './day.tsx'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

export function Gaps() {
  const { t } = useWords()
  return (
    <Page title={t('catalogue/gaps')} lead={t('catalogue/gapsLead')}>
      <CataloguePlaces />
      <Loaded query={useCatalogue()}>{(opened) => <Found opened={opened} />}</Loaded>
    </Page>
  )
}

const to = (number: string) => (
  <TextLink to="/catalogue/edition" search={{ number }}>
    {number}
  </TextLink>
)

/** Those that lag first, the longest foremost. */
const weightOf = ({ lag }: { lag: Lag | undefined }) => (lag ? 1 + (lag.days?.low ?? 0) : 0)

function Found({ opened: { catalogue, systems, headings, relations } }: { opened: Opened }) {
  const { t, say, number } = useWords()
  const asked = useSearch({ from: '/catalogue/gaps' })
  const navigate = useNavigate({ from: '/catalogue/gaps' })
  const { text, day } = dayOf(asked.day)
  const tree = systems.find(asked.system ?? ownSystem) ?? systems.taxonomies[0]
  const missing = tree ? withoutRecord(systemMap(catalogue, tree, day, placedIn(systems, tree)), tree) : []
  const adopting = catalogue.editions
    .flatMap((edition) => (edition.adopts ? [{ edition, lag: adoptionLag(catalogue, edition, day) }] : []))
    .sort((a, b) => weightOf(b) - weightOf(a))
  const broken = resolve(catalogue, relations, day).filter((r) => r.broken)
  return (
    <>
      <Group align="flex-end">
        <Select
          label={t('catalogue/system')}
          data={headings.map((h) => ({ value: h.id, label: say(h.title) }))}
          value={tree?.id ?? null}
          allowDeselect={false}
          onChange={(v) => void navigate({ search: { ...asked, ...(v ? { system: v } : {}) }, replace: true })}
          w={{ base: '100%', xs: 380 }}
        />
        <DayField
          value={text}
          onChange={(v) => void navigate({ search: { ...asked, ...(v ? { day: v } : {}) }, replace: true })}
        />
      </Group>
      <Section title={t('catalogue/noRecord')}>
        <Text size="sm" c="dimmed" mb="xs">
          {t('catalogue/noRecordText')} {t('catalogue/unsure')}
        </Text>
        <List>
          {missing.map((c) => (
            <List.Item key={c.code}>
              {c.code} {say(c.title)}{' '}
              <Text span size="sm" c="dimmed">
                {t(`knownAs/${c.known}`)}
              </Text>
            </List.Item>
          ))}
        </List>
      </Section>
      <Section title={t('catalogue/broken')}>
        {broken.length === 0 ? (
          <Empty title={t('catalogue/noBroken')} />
        ) : (
          <Listing
            name={t('catalogue/broken')}
            of={broken}
            keyOf={(r) => `${r.relation.from} ${r.relation.to}`}
            columns={[
              { head: t('catalogue/from'), of: (r) => to(r.relation.from) },
              { head: t('catalogue/to'), of: (r) => to(r.relation.to) },
              { head: t('catalogue/successor'), of: (r) => r.successor && to(keyOf(r.successor)) },
              { head: t('catalogue/known'), of: (r) => `${r.relation.source} · ${t(`knownAs/${r.relation.known}`)}` },
            ]}
          />
        )}
      </Section>
      <Section title={t('catalogue/lag')}>
        <Listing
          name={t('catalogue/lag')}
          of={adopting}
          keyOf={({ edition }) => keyOf(edition)}
          columns={[
            { head: t('catalogue/number'), of: ({ edition }) => to(keyOf(edition)) },
            {
              head: t('catalogue/adopts'),
              of: ({ edition: { adopts } }) => `${adopts!.degree} ${adopts!.number}`,
            },
            { head: t('catalogue/known'), of: ({ edition }) => t(`knownAs/${edition.adopts!.known}`) },
            {
              head: t('catalogue/lagging'),
              of: ({ lag }) => (lag ? to(keyOf(lag.latest)) : t('catalogue/noLag')),
            },
            {
              head: t('catalogue/lagDays'),
              number: true,
              of: ({ lag }) =>
                lag &&
                (lag.days
                  ? lag.days.low === lag.days.high
                    ? number(lag.days.low)
                    : t('catalogue/range', { low: number(lag.days.low), high: number(lag.days.high) })
                  : t('catalogue/noDate')),
            },
          ]}
        />
      </Section>
    </>
  )
}
