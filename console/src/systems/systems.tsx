import { Table, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { assessmentsQuery, subjectsQuery } from '../api/queries.ts'
import { useMay } from '../shell/principal.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

export function Systems() {
  const { t, say, time } = useWords()
  const may = useMay()
  const subjects = useQuery(subjectsQuery)
  const assessments = useInfiniteQuery(assessmentsQuery())
  const latest = (id: string) => assessments.data?.pages.flatMap((p) => p.items).find((a) => a.subject === id)
  const add = may('subject.write') && <ButtonLink to="/systems/new">{t('systems/add')}</ButtonLink>
  return (
    <Page title={t('systems/title')} lead={t('systems/lead')} actions={add}>
      <Loaded query={subjects}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('systems/empty')} text={t('systems/emptyText')}>
              {add}
            </Empty>
          ) : (
            <div className="scroll">
              <Table highlightOnHover aria-label={t('systems/title')}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('systems/name')}</Table.Th>
                    <Table.Th>{t('systems/latestVersion')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('systems/versions')}</Table.Th>
                    <Table.Th>{t('systems/state')}</Table.Th>
                    <Table.Th visibleFrom="sm">{t('systems/created')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {all.map((s) => {
                    const a = latest(s.id)
                    return (
                      <Table.Tr key={s.id}>
                        <Table.Td>
                          <TextLink to="/systems/$id" params={{ id: s.id }}>
                            {say(s.title) || s.name}
                          </TextLink>
                          <Text size="xs" c="dimmed" ff="monospace">
                            {s.name}
                          </Text>
                        </Table.Td>
                        <Table.Td>{s.version}</Table.Td>
                        <Table.Td visibleFrom="sm">{s.versions}</Table.Td>
                        <Table.Td>{a ? <AssessmentState of={a} /> : t('home/neverAssessed')}</Table.Td>
                        <Table.Td visibleFrom="sm">{time(s.createdAt)}</Table.Td>
                      </Table.Tr>
                    )
                  })}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
