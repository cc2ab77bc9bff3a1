import { SegmentedControl, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { archivedSubjectsQuery, assessmentsQuery, subjectsQuery } from '../api/queries.ts'
import { useMay } from '../shell/principal.ts'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

export function Systems() {
  const { t, say, time } = useWords()
  const may = useMay()
  const away = useSearch({ from: '/inside/systems' }).archived === 'only'
  const navigate = useNavigate()
  const subjects = useQuery(away ? archivedSubjectsQuery : subjectsQuery)
  const assessments = useInfiniteQuery(assessmentsQuery())
  const latest = (id: string) => assessments.data?.pages.flatMap((p) => p.items).find((a) => a.subject === id)
  const add = may('subject.write') && <ButtonLink to="/systems/new">{t('systems/add')}</ButtonLink>
  return (
    <Page title={t('systems/title')} lead={t('systems/lead')} actions={add}>
      <SegmentedControl
        aria-label={t('systems/which')}
        style={{ alignSelf: 'flex-start' }}
        value={away ? 'only' : ''}
        data={[
          { value: '', label: t('systems/inUse') },
          { value: 'only', label: t('systems/archived') },
        ]}
        onChange={(to) =>
          void navigate({ to: '/systems', search: to === 'only' ? { archived: to } : {}, replace: true })
        }
      />
      <Loaded query={subjects}>
        {(all) =>
          all.length === 0 && away ? (
            <Empty title={t('systems/emptyArchived')} />
          ) : all.length === 0 ? (
            <Empty title={t('systems/empty')} text={t('systems/emptyText')}>
              {add}
            </Empty>
          ) : (
            <Listing
              name={t('systems/title')}
              of={all}
              keyOf={(s) => s.id}
              columns={[
                {
                  head: t('systems/name'),
                  of: (s) => (
                    <>
                      <TextLink to="/systems/$id" params={{ id: s.id }}>
                        {say(s.title) || s.name}
                      </TextLink>
                      <Text size="xs" c="dimmed" ff="monospace">
                        {s.name}
                      </Text>
                    </>
                  ),
                },
                { head: t('systems/latestVersion'), of: (s) => s.version },
                { head: t('systems/versions'), number: true, of: (s) => s.versions },
                {
                  head: t('systems/state'),
                  of: (s) => {
                    const a = latest(s.id)
                    return a ? <AssessmentState of={a} /> : t('home/neverAssessed')
                  },
                },
                { head: t('systems/created'), whole: true, of: (s) => time(s.createdAt) },
              ]}
            />
          )
        }
      </Loaded>
    </Page>
  )
}
