import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { projectsQuery } from '../api/queries.ts'
import type { ProjectLine, Scorecard } from '../api/types.ts'
import { useMay } from '../shell/principal.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { DueIn } from './due-in.tsx'

/** The board of a committee: late projects first. */
export function Projects() {
  const { t } = useWords()
  const may = useMay()
  const open = may('standard.draft') && <ButtonLink to="/projects/new">{t('projects/open')}</ButtonLink>
  return (
    <Page title={t('projects/title')} lead={t('projects/lead')} actions={open}>
      <Loaded query={useQuery(projectsQuery)}>
        {({ items, scorecards }) =>
          items.length === 0 ? (
            <Empty title={t('projects/empty')} text={t('projects/emptyText')}>
              {open}
            </Empty>
          ) : (
            <>
              <Board of={items} />
              {scorecards.map((card) => (
                <Card key={card.procedure} of={card} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Board({ of }: { of: readonly ProjectLine[] }) {
  const { t, say } = useWords()
  return (
    <Listing
      name={t('projects/title')}
      of={of}
      keyOf={(p) => p.id}
      columns={[
        {
          head: t('projects/project'),
          of: (p) => (
            <TextLink to="/projects/$id" params={{ id: p.id }}>
              {say(p.title)}
            </TextLink>
          ),
        },
        { head: t('projects/number'), of: (p) => p.number ?? '–', whole: true },
        { head: t('projects/state'), of: (p) => `${p.state} ${say(p.stateTitle)}` },
        { head: t('projects/next'), of: (p) => (p.deadlines[0] ? <DueIn of={p.deadlines[0]} /> : '–') },
      ]}
    />
  )
}

function Card({ of }: { of: Scorecard }) {
  const { t, say, number } = useWords()
  const lines = [
    ['projects/late0', { kept: of.late, of: of.projects }],
    ['projects/onTime', of.onTime],
    ['projects/replied', of.replied],
    ['projects/reviewOverdue', of.reviewOverdue],
  ] as const
  return (
    <Section title={say(of.title)}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {lines.map(([word, { kept, of: all }]) => (
          <div key={word} className="sheet">
            <Text fz={24} fw={700} component="div">
              {all === 0 ? '–' : `${number(kept)} / ${number(all)}`}
            </Text>
            <Text size="sm" c="dimmed">
              {t(word)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Section>
  )
}
