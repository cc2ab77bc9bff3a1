import { Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { assessmentsQuery, subjectsQuery } from '../api/queries.ts'
import { useNames } from '../assess/names.ts'
import { nextOf } from '../assess/next.ts'
import { usePrincipal } from '../shell/principal.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** Each system with where it stands and the one thing to do next. */
export function MySystems() {
  const { t, say } = useWords()
  const { person, permissions } = usePrincipal()
  const subjects = useQuery(subjectsQuery)
  const assessments = useInfiniteQuery(assessmentsQuery())
  const names = useNames()
  const latest = (id: string) => assessments.data?.pages.flatMap((p) => p.items).find((a) => a.subject === id)
  const add = permissions.includes('subject.write') && <ButtonLink to="/systems/new">{t('home/addSystem')}</ButtonLink>
  return (
    <Section title={t('home/companyTitle')} aside={subjects.data && subjects.data.length > 0 && add}>
      <Loaded query={subjects}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('home/companyEmpty')} text={t('home/companyEmptyText')}>
              {add}
            </Empty>
          ) : (
            <Stack component="ul" className="plain" gap="xs">
              {all.map((s) => {
                const a = latest(s.id)
                return (
                  <li key={s.id} className="sheet">
                    <Group justify="space-between" gap="sm">
                      <div style={{ flex: '1 1 16rem' }}>
                        <TextLink to="/systems/$id" params={{ id: s.id }} fw={600}>
                          {say(s.title)}
                        </TextLink>{' '}
                        <Text span size="sm" c="dimmed">
                          {s.version}
                        </Text>
                        <Text size="sm" c="dimmed">
                          {a ? names.standard(a.standard) : t('home/neverAssessed')}
                        </Text>
                      </div>
                      <Group gap="sm">
                        {a && <AssessmentState of={a} />}
                        {a ? (
                          <ButtonLink to="/assessments/$id" params={{ id: a.id }} size="xs" variant="light">
                            {t(nextOf(a, person, permissions))}
                          </ButtonLink>
                        ) : (
                          <ButtonLink to="/assessments/new" search={{ subject: s.id }} size="xs" variant="light">
                            {t('home/nextAssess')}
                          </ButtonLink>
                        )}
                      </Group>
                    </Group>
                  </li>
                )
              })}
            </Stack>
          )
        }
      </Loaded>
    </Section>
  )
}
