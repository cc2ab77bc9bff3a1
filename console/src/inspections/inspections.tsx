import { NativeSelect, Stack, Tabs } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMay } from '../shell/principal.ts'
import { ButtonLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { Actions } from './actions.tsx'
import { InspectionList } from './inspection-list.tsx'
import { useInspections } from './side.ts'
import { byDue, standingOf, standings } from './standing.ts'

/** What a regulator has ordered, or what was ordered of a company; and what is to be mended. */
export function Inspections() {
  const { t } = useWords()
  const may = useMay()
  const { isRegulator } = useInspections(false)
  const { tab, state } = useSearch({ from: '/inside/inspections' })
  const navigate = useNavigate()
  const order = may('inspection.order') && <ButtonLink to="/inspections/new">{t('inspections/order')}</ButtonLink>
  return (
    <Page
      title={t('inspections/title')}
      lead={t(isRegulator ? 'inspections/leadRegulator' : 'inspections/leadCompany')}
      actions={order}
    >
      <Tabs
        value={tab === 'actions' ? tab : 'inspections'}
        onChange={(to) =>
          void navigate({ to: '/inspections', search: to === 'actions' ? { tab: to } : {}, replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('inspections/tabs')}>
          <Tabs.Tab value="inspections">{t('inspections/title')}</Tabs.Tab>
          <Tabs.Tab value="actions">{t('inspections/actions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="inspections">
          <List state={state} />
        </Tabs.Panel>
        <Tabs.Panel value="actions">
          <Actions />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function List({ state }: { state: string | undefined }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { isRegulator, query } = useInspections()
  const wanted = standings.find((s) => s === state)
  return (
    <Loaded query={query}>
      {(all) => {
        if (all.length === 0)
          return (
            <Empty title={t('inspections/empty')} {...(isRegulator ? { text: t('inspections/emptyRegulator') } : {})} />
          )
        const shown = all.filter((r) => !wanted || (wanted === 'overdue' ? r.overdue : standingOf(r) === wanted))
        return (
          <Stack>
            <NativeSelect
              label={t('assess/stateFilter')}
              maw={260}
              value={wanted ?? ''}
              data={[
                { value: '', label: t('inspections/all') },
                ...standings.map((s) => ({ value: s, label: t(`inspections/${s}`) })),
              ]}
              onChange={(e) =>
                void navigate({
                  to: '/inspections',
                  search: e.currentTarget.value ? { state: e.currentTarget.value } : {},
                  replace: true,
                })
              }
            />
            {shown.length === 0 ? (
              <Empty title={t('inspections/emptyFiltered')} />
            ) : (
              <InspectionList of={byDue(shown)} name={t('inspections/title')} isRegulator={isRegulator} />
            )}
          </Stack>
        )
      }}
    </Loaded>
  )
}
