import { Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { ask } from '../api/client.ts'
import type { RequestRow } from '../api/types.ts'
import { useNames } from '../assess/names.ts'
import { useMay } from '../shell/principal.ts'
import { Confirm } from '../ui/confirm.tsx'
import { useDoing } from '../ui/doing.ts'
import { Due } from '../ui/due.tsx'
import { ButtonLink, TextLink } from '../ui/links.tsx'
import { Note } from '../ui/note.tsx'
import { Page } from '../ui/page.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords, type WordKey } from '../words/words.ts'
import { Actions } from './actions.tsx'
import { AnswerInspection } from './answer-inspection.tsx'
import { Demand } from './demand.tsx'
import { Stands } from './inspection-list.tsx'
import { useInspections } from './side.ts'
import { standingOf } from './standing.ts'

/** One inspection, from its order to what is to be mended: by its own id, or by that of its assessment. */
export function InspectionPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/inside/inspections/$id' })
  const { isRegulator, query } = useInspections()
  return (
    <Loaded query={query}>
      {(all) => {
        const found = all.find((r) => r.id === id || r.assessment === id)
        if (found) return <Shown of={found} isRegulator={isRegulator} />
        return (
          <Page title={t('inspections/title')}>
            <Empty title={t('inspections/notFound')} text={t('inspections/notFoundText')}>
              <ButtonLink to="/inspections">{t('inspections/title')}</ButtonLink>
            </Empty>
          </Page>
        )
      }}
    </Loaded>
  )
}

function Shown({ of: r, isRegulator }: { of: RequestRow; isRegulator: boolean }) {
  const { t, say, time } = useWords()
  const names = useNames()
  const standing = standingOf(r)
  const next = nextOf(r, isRegulator)
  return (
    <Page
      title={say(r.subjectTitle ?? undefined) || t('inspections/notNamed')}
      lead={
        <>
          {t('inspections/title')} · <Stands of={r} />
        </>
      }
      actions={
        <>
          {r.assessment && standing !== 'withdrawn' && (
            <ButtonLink to="/assessments/$id" params={{ id: r.assessment }}>
              {t('inspections/toAssessment')}
            </ButtonLink>
          )}
          {isRegulator && (standing === 'waiting' || standing === 'under-way') && <Abandon of={r} />}
        </>
      }
    >
      <Pairs
        of={[
          isRegulator
            ? [t('inspections/company'), say(r.orgName)]
            : [t('inspections/regulator'), say(r.performerName ?? undefined)],
          [
            t('assess/standard'),
            <TextLink key="s" to="/standards/$hash" params={{ hash: r.standard }}>
              {names.standard(r.standard)}
            </TextLink>,
          ],
          [t('inspections/due'), <Due key="d" day={r.due ?? ''} overdue={r.overdue} />],
          [t('inspections/orderedAt'), time(r.createdAt)],
          [t('inspections/basis'), r.basis],
          [t('inspections/message'), r.message],
          [
            t('inspections/answerOf'),
            r.answeredAt && `${r.answer || t('inspections/noComment')} · ${time(r.answeredAt)}`,
          ],
        ]}
      />
      {next && (
        <Note>
          <strong>{t('inspections/next')}</strong>
          {t(next)}
        </Note>
      )}
      <Stack gap="xl">
        {!isRegulator && r.answeredAt === null && standing !== 'withdrawn' && standing !== 'decided' && (
          <AnswerInspection of={r} />
        )}
        {standing === 'decided' && r.assessment && (
          <>
            <Actions assessment={r.assessment} />
            {isRegulator && <Demand assessment={r.assessment} />}
          </>
        )}
      </Stack>
    </Page>
  )
}

function nextOf(r: RequestRow, isRegulator: boolean): WordKey | undefined {
  switch (standingOf(r)) {
    case 'waiting':
      return isRegulator ? 'inspections/nextNameRegulator' : 'inspections/nextNameCompany'
    case 'under-way':
      return isRegulator ? 'inspections/nextAssessRegulator' : 'inspections/nextAssessCompany'
    case 'decided':
      return isRegulator ? 'inspections/nextMendRegulator' : 'inspections/nextMendCompany'
    default:
      return undefined
  }
}

function Abandon({ of: r }: { of: RequestRow }) {
  const { t } = useWords()
  const may = useMay()
  const abandon = useDoing(
    (_: 'withdraw', key) => ask('POST /inspections/:id/withdraw', { params: { id: r.id }, key }),
    { touches: [['requests'], ['assessments']], says: t('inspections/abandoned') },
  )
  if (!may('inspection.order')) return null
  return (
    <>
      <Confirm
        label={t('inspections/abandon')}
        text={t('inspections/abandonText')}
        loading={abandon.isPending}
        onYes={() => abandon.mutate('withdraw')}
      />
      {abandon.isError && <Problems error={abandon.error} />}
    </>
  )
}
