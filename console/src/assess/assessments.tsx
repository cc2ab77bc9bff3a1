import { NativeSelect, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { assessmentsQuery } from '../api/queries.ts'
import type { AssessmentState } from '../api/types.ts'
import { useMay } from '../shell/principal.ts'
import { ButtonLink } from '../ui/links.tsx'
import { More } from '../ui/more.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { AssessmentTable } from './assessment-table.tsx'

const states: readonly AssessmentState[] = [
  'selection',
  'determination',
  'review',
  'decision',
  'attestation',
  'surveillance',
  'closed',
]

export function Assessments() {
  const { t } = useWords()
  const may = useMay()
  const search = useSearch({ from: '/inside/assessments' })
  const navigate = useNavigate()
  const state = states.find((s) => s === search.state)
  const list = useInfiniteQuery(assessmentsQuery(state ? { state } : {}))
  const all = list.data?.pages.flatMap((p) => p.items)
  const start = may('assessment.run') && <ButtonLink to="/assessments/new">{t('assess/start')}</ButtonLink>
  return (
    <Page title={t('assess/listTitle')} actions={start}>
      <NativeSelect
        label={t('assess/stateFilter')}
        maw={260}
        value={state ?? ''}
        data={[
          { value: '', label: t('assess/allStates') },
          ...states.map((s) => ({ value: s, label: t(`state/${s}`) })),
        ]}
        onChange={(e) =>
          void navigate({
            to: '/assessments',
            search: e.currentTarget.value ? { state: e.currentTarget.value } : {},
            replace: true,
          })
        }
      />
      {list.isError && <Problems error={list.error} />}
      {list.isPending && <Loading />}
      {all?.length === 0 && (
        <Empty title={t('assess/empty')} text={t('assess/emptyText')}>
          {start}
        </Empty>
      )}
      {all && all.length > 0 && (
        <Stack align="flex-start" style={{ alignItems: 'stretch' }}>
          <AssessmentTable of={all} caption={t('assess/listTitle')} />
          <More of={list} />
        </Stack>
      )}
    </Page>
  )
}
