import { Stack, Stepper } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { assessmentQuery, reportsQuery } from '../api/queries.ts'
import type { Assessment } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { TextLink } from '../ui/links.tsx'
import { AssessmentState } from '../ui/marks.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { AllEvidence } from './all-evidence.tsx'
import { Begin } from './begin.tsx'
import { Deciding } from './deciding.tsx'
import { useNames } from './names.ts'
import { takesEvidence } from './own.ts'
import { Planned } from './planned.tsx'
import { Progressing } from './progressing.tsx'
import { Reports } from './reports.tsx'
import { Reviewing } from './reviewing.tsx'
import { Sheets } from './sheets.tsx'

const busy: readonly string[] = ['queued', 'running', 'pausing']

export function AssessmentPage() {
  const { id } = useParams({ from: '/inside/assessments/$id' })
  const assessment = useQuery({
    ...assessmentQuery(id),
    // events come first; this is for where they cannot
    refetchInterval: ({ state }) => (state.data && busy.includes(state.data.activity) ? 4000 : false),
  })
  return <Loaded query={assessment}>{(a) => <Shown of={a} />}</Loaded>
}

function Shown({ of: a }: { of: Assessment }) {
  const { t } = useWords()
  const names = useNames()
  const reports = useQuery(reportsQuery(a.id))
  const { org, kind } = usePrincipal()
  const inspected = a.kind === 'supervisory' && a.performer !== a.org && (kind === 'company' || kind === 'regulator')
  const asking = a.state === 'selection' || a.state === 'determination'
  return (
    <Page
      title={names.system(a.subject)}
      lead={
        <>
          <TextLink to="/standards/$hash" params={{ hash: a.standard }} underline="always">
            {names.standard(a.standard)}
          </TextLink>{' '}
          · {t(`kindOf/${a.kind}`)} · {a.date}
          {inspected && (
            <>
              {' · '}
              <TextLink to="/inspections/$id" params={{ id: a.id }} underline="always">
                {t('assess/ofInspection')}
              </TextLink>
            </>
          )}
        </>
      }
      actions={
        <>
          <AssessmentState of={a} />
          <Begin of={a} />
        </>
      }
    >
      <Steps of={a} reported={(reports.data?.length ?? 0) > 0} />
      {a.problems.length > 0 && <Problems problems={a.problems} title={t('assess/problems')} />}
      {a.performer !== org && (
        <Note>
          {t(a.org === org && takesEvidence(a) ? 'assess/performedByBring' : 'assess/performedBy', {
            name: names.organization(a.performer),
          })}
        </Note>
      )}
      <Stack gap="xl">
        {a.state !== 'selection' && <Sheets of={a} />}
        {(reports.data?.length ?? 0) > 0 && <Reports of={reports.data!} />}
        {a.state === 'review' && a.activity === 'idle' && <Reviewing of={a} />}
        {a.state === 'decision' && <Deciding of={a} report={reports.data?.[0]} />}
        <Progressing of={a} />
        {(asking || a.state === 'review') && <Planned of={a} />}
        <AllEvidence of={a} />
      </Stack>
    </Page>
  )
}

function Steps({ of: a, reported }: { of: Assessment; reported: boolean }) {
  const { t, colon } = useWords()
  const narrow = useMediaQuery('(max-width: 48em)')
  const order = ['selection', 'determination', 'review', 'decision', 'attestation']
  const at = a.state === 'surveillance' || a.state === 'closed' ? 5 : Math.max(0, order.indexOf(a.state))
  const step = at === 4 && reported ? 5 : at
  const words = [
    'assess/stepPlan',
    'assess/stepMeasure',
    'assess/stepReview',
    'assess/stepDecide',
    'assess/stepReport',
  ] as const
  if (narrow)
    return (
      <p style={{ margin: 0 }}>
        {t('assess/steps')}
        {colon}
        {Math.min(step + 1, 5)} / 5 · <strong>{t(words[Math.min(step, 4)]!)}</strong>
      </p>
    )
  return (
    <Stepper active={step} size="sm" aria-label={t('assess/steps')} allowNextStepsSelect={false} wrap={false}>
      {words.map((word, i) => (
        <Stepper.Step
          key={word}
          label={t(word)}
          {...(i === step ? { 'aria-current': 'step' as const } : {})}
          tabIndex={-1}
        />
      ))}
    </Stepper>
  )
}
