import { sql } from 'kysely'
import { parseDay } from '../judge/dates.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { AssessmentRow } from './assessments.ts'
import { assessment, lockedVersion } from './assessments.ts'
import type { AssessmentState } from './database.ts'
import type { Unit } from './unit.ts'

/** Whether two different persons are asked for: where somebody else relies on the outcome (ISO/IEC 17065, 7.5 and 7.6). A first party decides about itself. */
export const dutiesApart = ({ kind }: Pick<AssessmentRow, 'kind'>) => kind !== 'self'

/** Somebody who worked through a program stays the same person: a token stands behind its maker's name. */
function determinedBy({ determined_by }: AssessmentRow, actor: string): boolean {
  const person = (name: string) => name.split(':')[0]
  return determined_by.some((name) => person(name) === person(actor))
}

/**
 * Says that determination was looked through, or sends it back (ISO/IEC 17000, 7.1). Who measured does not review, where duties are apart.
 * Problems: not-now, duties-not-apart.
 */
export async function review(unit: Unit, id: string, passed: boolean, note: string): Promise<Outcome<void>> {
  await lockedVersion(unit, id)
  const row = await assessment(unit, id)
  if (row?.state !== 'review' || row.activity !== 'idle') return failed(notNow(row))
  if (dutiesApart(row) && determinedBy(row, unit.person)) return failed(samePerson())
  await move(unit, id, passed ? 'decision' : 'determination', passed ? unit.person : null)
  unit.record({ what: passed ? 'assessment.reviewed' : 'assessment.sent-back', assessment: id, note })
  return done(undefined)
}

export interface Decision {
  readonly granted: boolean
  readonly reason: string
  /** days, ISO 8601; of a decision that grants */
  readonly from?: string
  readonly until?: string
  /** days on which it is looked at again, ISO 8601 */
  readonly surveillance?: readonly string[]
}

/**
 * Decides about the latest report of an assessment, and attests it where it is granted (ISO/IEC 17000, 7.2 and 7.3). Who measured does not decide, where duties are apart.
 * Problems: not-now, duties-not-apart, report-open (a report whose outcome is not known cannot be attested), wrong-value.
 */
export async function decide(unit: Unit, id: string, decision: Decision): Promise<Outcome<string>> {
  await lockedVersion(unit, id)
  const row = await assessment(unit, id)
  if (row?.state !== 'decision') return failed(notNow(row))
  if (dutiesApart(row) && determinedBy(row, unit.person)) return failed(samePerson())
  const { db, org, person } = unit
  const report = await latestReport(unit, id)
  if (report === undefined) return failed(notNow(row))
  const { granted, reason, from = row.date, until, surveillance = [] } = decision
  if (granted && report.verdict !== 'conforms')
    return failed(
      problem(
        'report-not-conforming',
        {
          zh: '报告的结论不是“符合”，不能授予证明',
          en: 'The report does not say that it conforms, and cannot be attested',
        },
        {
          expected: 'conforms',
          got: report.verdict,
          next: { zh: '不予证明，或补充证据后重新测量', en: 'refuse it, or measure again with more evidence' },
        },
      ),
    )
  const days = [from, ...(until === undefined ? [] : [until]), ...surveillance]
  const wrong = days.find((day) => parseDay(day) === undefined)
  if (wrong !== undefined || (until !== undefined && parseDay(until)! < parseDay(from)!))
    return failed(
      problem(
        'wrong-value',
        { zh: '日期有误', en: 'The dates are not right' },
        { expected: '2026-11-22 … 2029-11-21', got: wrong ?? `${from} … ${until}` },
      ),
    )
  await db
    .insertInto('attestation')
    .values({
      org_id: org,
      report_id: report.report_id,
      decision: granted ? 'granted' : 'refused',
      reason,
      decided_by: person,
      valid_from: granted ? from : null,
      valid_until: granted ? (until ?? null) : null,
      status: granted ? 'valid' : 'none',
      status_reason: null,
      status_by: null,
      surveillance: JSON.stringify(granted ? surveillance : []),
    })
    .execute()
  await db
    .updateTable('request')
    .set({ finished_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .execute()
  await move(unit, id, granted ? (surveillance.length > 0 ? 'surveillance' : 'attestation') : 'closed')
  unit.record({
    what: granted ? 'attestation.granted' : 'attestation.refused',
    assessment: id,
    report: report.report_id,
    reason,
  })
  return done(report.report_id)
}

export type Status = 'valid' | 'suspended' | 'withdrawn'

/** Suspends, restores or withdraws an attestation, here and where it was published (ISO/IEC 17000, 8.2 and 8.3). What is withdrawn stays so. */
export async function setStatus(unit: Unit, report: string, status: Status, reason: string): Promise<Outcome<void>> {
  const { db, org, person } = unit
  const { numUpdatedRows } = await db
    .updateTable('attestation')
    .set({ status, status_reason: reason, status_by: person, status_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('report_id', '=', report)
    .where('status', 'in', ['valid', 'suspended'])
    .where('status', '<>', status)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return failed(notNow(undefined))
  await db
    .updateTable('publication')
    .set({ status, status_reason: reason, changed_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('report_id', '=', report)
    .execute()
  unit.record({ what: `attestation.${status}`, report, reason })
  return done(undefined)
}

export function latestReport({ db, org }: Unit, id: string) {
  return db
    .selectFrom('report')
    .selectAll()
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
}

async function move({ db, org }: Unit, id: string, state: AssessmentState, reviewedBy?: string | null) {
  await db
    .updateTable('assessment')
    .set({
      state,
      ...(reviewedBy === undefined ? {} : { reviewed_by: reviewedBy }),
      updated_at: sql<Date>`now()`,
      row_version: sql<number>`row_version + 1`,
    })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .execute()
}

function samePerson(): Problem {
  return problem(
    'duties-not-apart',
    { zh: '测量的人不能复核或决定同一次评价', en: 'Who measured may not review or decide the same assessment' },
    { next: { zh: '请另一位成员来做', en: 'ask another member' } },
  )
}

export function notNow(row: AssessmentRow | undefined): Problem {
  return problem(
    'not-now',
    { zh: '现在的状态不允许这样做', en: 'This cannot be done in the present state' },
    { got: row === undefined ? '' : `${row.state}, ${row.activity}` },
  )
}
