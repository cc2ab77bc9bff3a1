import { Group, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { correctiveActionsQuery } from '../api/queries.ts'
import { InspectionList } from '../inspections/inspection-list.tsx'
import { useInspections } from '../inspections/side.ts'
import { byDue, isOpen, standingOf, standings } from '../inspections/standing.ts'
import { useMay } from '../shell/principal.ts'
import { Due } from '../ui/due.tsx'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Listing } from '../ui/listing.tsx'
import { Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** Inspections that are not decided, what is overdue first, and what of the corrective actions lies with the reader. */
export function Oversight() {
  const { t, number } = useWords()
  const may = useMay()
  const { isRegulator, query } = useInspections()
  const actions = useInfiniteQuery(correctiveActionsQuery({ side: isRegulator ? 'demanded' : 'own' }))
  const due = (actions.data?.pages.flatMap((p) => p.items) ?? [])
    .filter((a) => a.state === (isRegulator ? 'answered' : 'open') || a.overdue)
    .toSorted((a, b) => (a.due < b.due ? -1 : 1))
    .slice(0, 8)
  // a company that nobody inspects is not told of it
  if (!isRegulator && !query.data?.some(isOpen) && due.length === 0) return null
  const order = may('inspection.order') && (
    <ButtonLink to="/inspections/new" size="xs">
      {t('inspections/order')}
    </ButtonLink>
  )
  return (
    <>
      <Section
        title={t('home/inspections')}
        aside={
          <Group gap="sm">
            {order}
            <TextLink to="/inspections">{t('shell/inspections')}</TextLink>
          </Group>
        }
      >
        <Loaded query={query} lines={3}>
          {(all) => (
            <Stack gap="sm">
              {isRegulator && all.length > 0 && (
                <Group component="ul" className="plain" gap="md">
                  {standings.map((s) => {
                    const n = all.filter((r) => (s === 'overdue' ? r.overdue : standingOf(r) === s)).length
                    return (
                      n > 0 && (
                        <li key={s}>
                          <TextLink to="/inspections" search={{ state: s }}>
                            {t(`inspections/${s}`)} {number(n)}
                          </TextLink>
                        </li>
                      )
                    )
                  })}
                </Group>
              )}
              {all.some(isOpen) ? (
                <InspectionList
                  of={byDue(all.filter(isOpen)).slice(0, 8)}
                  name={t('inspections/openOnes')}
                  isRegulator={isRegulator}
                />
              ) : (
                <Empty title={t('inspections/noneOpen')} />
              )}
            </Stack>
          )}
        </Loaded>
      </Section>
      {due.length > 0 && (
        <Section
          title={t(isRegulator ? 'home/toConfirm' : 'home/toMend')}
          aside={
            <TextLink to="/inspections" search={{ tab: 'actions' }}>
              {t('inspections/actions')}
            </TextLink>
          }
        >
          <Listing
            name={t('actions/title')}
            of={due}
            keyOf={(a) => a.id}
            columns={[
              {
                head: t('actions/clause'),
                of: (a) => (
                  <TextLink to="/inspections/$id" params={{ id: a.assessment }}>
                    {a.clause}
                  </TextLink>
                ),
              },
              { head: t('actions/finding'), of: (a) => a.finding },
              { head: t('actions/due'), whole: true, of: (a) => <Due day={a.due} overdue={a.overdue} /> },
              { head: t('assess/stateFilter'), whole: true, of: (a) => t(`actions/${a.state}`) },
            ]}
          />
        </Section>
      )}
    </>
  )
}
