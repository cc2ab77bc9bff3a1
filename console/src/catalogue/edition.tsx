import { List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Days } from '../../../src/catalogue/days.ts'
import { type Edition, keyOf } from '../../../src/catalogue/edition.ts'
import { standingsOf } from '../../../src/catalogue/system-map.ts'
import { standardsQuery } from '../api/queries.ts'
import { TextLink } from '../ui/links.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DayField, dayOf, writtenDay } from './day.tsx'
import { standingSaid } from './edition-list.tsx'
import { type Opened, useCatalogue } from './opened.ts'
import { CataloguePlaces } from './places.tsx'

export function EditionPage() {
  const { t, say } = useWords()
  const { number = '' } = useSearch({ from: '/catalogue/edition' })
  const query = useCatalogue()
  const edition = query.data?.catalogue.find(number)
  return (
    <Page title={edition ? keyOf(edition) : number} lead={edition && say(edition.title)}>
      <CataloguePlaces />
      <Loaded query={query}>
        {(opened) => (edition ? <About of={edition} opened={opened} /> : <Empty title={t('catalogue/empty')} />)}
      </Loaded>
    </Page>
  )
}

/** A month or a year alone is shown as what is known of the date. */
function daysSaid(days: Days | undefined): string | undefined {
  if (days === undefined) return undefined
  const from = writtenDay(days.first)
  return days.first === days.last ? from : from.slice(0, days.last - days.first > 31 ? 4 : 7)
}

function About({ of: edition, opened: { catalogue, relations } }: { of: Edition; opened: Opened }) {
  const words = useWords()
  const { t, say, lang } = words
  const asked = useSearch({ from: '/catalogue/edition' })
  const navigate = useNavigate({ from: '/catalogue/edition' })
  const { text, day } = dayOf(asked.day)
  const own = useQuery(standardsQuery()).data?.filter((s) => names(s.id))
  const key = keyOf(edition)
  const related = relations.filter((r) => catalogue.find(r.from) === edition || catalogue.find(r.to) === edition)
  function names(id: string): boolean {
    return relations.some((r) => r.source === id && catalogue.find(r.from) === edition)
  }
  const link = (number: string) => {
    const found = catalogue.find(number)
    return found ? (
      <TextLink to="/catalogue/edition" search={{ number: keyOf(found) }} underline="always">
        {number}
      </TextLink>
    ) : (
      `${number} (${t('catalogue/empty')})`
    )
  }
  const replaced = catalogue.successionOf(edition)
  const others = catalogue.editionsOf(edition.identifier).filter((e) => e !== edition)
  return (
    <>
      <DayField
        value={text}
        onChange={(v) => void navigate({ search: { ...asked, ...(v ? { day: v } : {}) }, replace: true })}
      />
      <Pairs
        of={[
          [t('catalogue/standing'), standingSaid(words, standingsOf(catalogue, edition, day))],
          [t('catalogue/otherName'), edition.title[lang === 'zh' ? 'en' : 'zh']],
          [t('catalogue/level'), t(`levelOf/${edition.level}`)],
          [t('catalogue/class'), edition.class],
          [t('catalogue/body'), edition.body],
          [t('catalogue/published'), daysSaid(edition.published)],
          [t('catalogue/effective'), daysSaid(edition.effective)],
          [t('catalogue/withdrawn'), daysSaid(edition.withdrawn)],
          [
            t('catalogue/adopts'),
            edition.adopts && (
              <>
                {edition.adopts.degree} {link(edition.adopts.number)} ({t(`knownAs/${edition.adopts.known}`)})
              </>
            ),
          ],
          [
            t('catalogue/successor'),
            replaced && (
              <>
                {link(keyOf(replaced.successor))}
                {replaced.known !== 'seen' && ` (${t(`knownAs/${replaced.known}`)})`}
              </>
            ),
          ],
        ]}
      />
      {others.length > 0 && (
        <Section title={t('catalogue/otherEditions')}>
          <List>
            {others.map((e) => (
              <List.Item key={keyOf(e)}>{link(keyOf(e))}</List.Item>
            ))}
          </List>
        </Section>
      )}
      {related.length > 0 && (
        <Section title={t('catalogue/relations')}>
          <List>
            {related.map((r) => (
              <List.Item key={`${r.from} ${r.type} ${r.to}`}>
                {link(r.from)} {t(`relationTo/${r.type}`)} {link(r.to)} {r.detail}{' '}
                <Text span size="sm" c="dimmed">
                  {r.source} · {t(`knownAs/${r.known}`)}
                </Text>
              </List.Item>
            ))}
          </List>
        </Section>
      )}
      {own && own.length > 0 && (
        <Section title={t('catalogue/ours')}>
          <List>
            {own.map((s) => (
              <List.Item key={s.hash}>
                <TextLink to="/standards/$hash" params={{ hash: s.hash }}>
                  {say(s.title)}
                </TextLink>
              </List.Item>
            ))}
          </List>
        </Section>
      )}
      <Section title={t('catalogue/row')}>
        <Pairs
          of={[
            [t('catalogue/number'), key],
            [t('catalogue/source'), edition.source],
            [t('catalogue/known'), t(`knownAs/${edition.known}`)],
            [t('catalogue/statusRead'), edition.statusRead],
            [t('catalogue/note'), edition.note],
          ]}
        />
      </Section>
    </>
  )
}
