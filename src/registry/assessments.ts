import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { parseDay } from '../judge/dates.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import type { Activity, AssessmentKind, AssessmentState, MeasureState } from './database.ts'
import type { Jobs } from './jobs.ts'
import { unknownStandard } from './standards.ts'
import type { Unit } from './unit.ts'

export interface NewAssessment {
  readonly subject: string
  /** version of the subject; the latest where it is left out */
  readonly version?: number
  /** hash of the standard */
  readonly standard: string
  readonly kind: AssessmentKind
  /** who assesses, where it is not the organization itself */
  readonly performer?: string
  /** day of judgement, ISO 8601 */
  readonly date: string
}

/** Chooses what is assessed against what (ISO/IEC 17000: selection). Problems: subject-unknown, standard-unknown, wrong-value. */
export async function select(unit: Unit, given: NewAssessment): Promise<Outcome<string>> {
  const { db, org, person } = unit
  if (parseDay(given.date) === undefined)
    return failed(
      problem(
        'wrong-value',
        { zh: '日期有误', en: 'The date is not a date' },
        { expected: '2026-11-22', got: given.date },
      ),
    )
  const version = await db
    .selectFrom('subject_version')
    .select('number')
    .where('org_id', '=', org)
    .where('subject_id', '=', given.subject)
    .$if(given.version !== undefined, (q) => q.where('number', '=', given.version!))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (version === undefined)
    return failed(
      problem(
        'subject-unknown',
        { zh: '没有这个被测对象或版本', en: 'There is no such subject or version' },
        { got: given.subject },
      ),
    )
  const standard = await db.selectFrom('standard').select('id').where('hash', '=', given.standard).executeTakeFirst()
  if (standard === undefined) return failed(unknownStandard(given.standard))
  const assessment = randomUUID()
  await db
    .insertInto('assessment')
    .values({
      org_id: org,
      assessment_id: assessment,
      subject_id: given.subject,
      version_number: version.number,
      standard_hash: given.standard,
      kind: given.kind,
      performer_org: given.performer ?? org,
      state: 'selection',
      activity: 'idle',
      reference_date: given.date,
      measures: '[]',
      problems: '[]',
      determined_by: '[]',
      reviewed_by: null,
      created_by: person,
    })
    .execute()
  unit.record({ what: 'assessment.selected', assessment, standard: standard.id, kind: given.kind })
  return done(assessment)
}

export interface AssessmentRow {
  readonly assessment_id: string
  readonly subject_id: string
  readonly version_number: number
  readonly standard_hash: string
  readonly kind: AssessmentKind
  readonly performer_org: string
  readonly state: AssessmentState
  readonly activity: Activity
  readonly date: string
  readonly measures: readonly MeasureState[]
  readonly run: number
  readonly stage: number
  readonly items_total: number
  readonly problems: readonly unknown[]
  readonly determined_by: readonly string[]
  readonly reviewed_by: string | null
  readonly row_version: number
  readonly created_by: string
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = [
  ...([
    'assessment_id',
    'subject_id',
    'version_number',
    'standard_hash',
    'kind',
    'performer_org',
    'state',
    'activity',
  ] as const),
  ...(['measures', 'run', 'stage', 'items_total', 'problems', 'determined_by', 'reviewed_by', 'row_version'] as const),
  ...(['created_by', 'created_at', 'updated_at'] as const),
] as const

export function assessment({ db, org }: Unit, id: string): Promise<AssessmentRow | undefined> {
  return db
    .selectFrom('assessment')
    .select(columns)
    .select(sql<string>`reference_date::text`.as('date'))
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .executeTakeFirst()
}

/** Its version, with the row locked until the transaction ends: what is decided by it stays true. */
export async function lockedVersion({ db, org }: Unit, id: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('assessment')
    .select('row_version')
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row?.row_version
}

/** A place in a list that is ordered by time and id, behind which the next page begins. */
export interface Cursor {
  /** with microseconds, as the database writes it */
  readonly at: string
  readonly id: string
}

/** Newest change first, from behind a cursor. */
export function assessments(
  { db, org }: Unit,
  filter: {
    readonly subject?: string
    readonly state?: AssessmentState
    /** these alone */
    readonly among?: readonly string[]
    readonly after?: Cursor
    readonly limit: number
  },
): Promise<readonly (AssessmentRow & { readonly at: string })[]> {
  const { subject, state, among, after, limit } = filter
  return db
    .selectFrom('assessment')
    .select(columns)
    .select([sql<string>`reference_date::text`.as('date'), sql<string>`updated_at::text`.as('at')])
    .where('org_id', '=', org)
    .$if(subject !== undefined, (q) => q.where('subject_id', '=', subject!))
    .$if(state !== undefined, (q) => q.where('state', '=', state!))
    .$if(among !== undefined, (q) => q.where('assessment_id', 'in', [...among!]))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(updated_at, assessment_id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('updated_at', 'desc')
    .orderBy('assessment_id', 'desc')
    .limit(limit)
    .execute()
}

/** Items answered of each measure in the present run, and how many of them ended in a set-up error. */
export interface Progress {
  readonly assessment: string
  readonly measure: string
  readonly measured: number
  readonly errors: number
}

/** How far assessments are, asked of all of a list at once. */
export async function progress({ query, org }: Unit, ids: readonly string[]): Promise<readonly Progress[]> {
  if (ids.length === 0) return []
  const { rows } = await query<Progress>(
    `SELECT c.assessment_id::text AS assessment, c.measure, sum(c.measured)::int AS measured, sum(c.errors)::int AS errors
     FROM registry.chunk c JOIN registry.assessment a ON a.org_id = c.org_id AND a.assessment_id = c.assessment_id AND a.run = c.run
     WHERE c.org_id = $1 AND c.assessment_id = ANY ($2::uuid[]) GROUP BY c.assessment_id, c.measure`,
    [org, ids],
  )
  return rows
}

/** Sets an activity where the assessment is in one of those from which it may follow. */
async function turn(
  { db, org }: Unit,
  id: string,
  from: readonly Activity[],
  set: { activity: Activity; state?: AssessmentState; problems?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('assessment')
    .set({ ...set, updated_at: sql<Date>`now()`, row_version: sql<number>`row_version + 1` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('activity', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function notNow(activity: string): Outcome<never> {
  return failed<never>(
    problem(
      'not-now',
      { zh: '评价现在的状态不允许这样做', en: 'The assessment is not in a state to do that' },
      { got: activity },
    ),
  )
}

/** Those who determined (ISO/IEC 17000, 6), with one more. */
export const withPerson = (person: string) =>
  sql<string>`CASE WHEN determined_by ? ${person} THEN determined_by ELSE determined_by || to_jsonb(${person}::text) END`

/** Begins measuring, or begins it again: what an earlier run measured stays in its chunks and counts no more. */
export async function begin(unit: Unit, jobs: Jobs, id: string): Promise<Outcome<number>> {
  const { db, org, person } = unit
  const row = await db
    .updateTable('assessment')
    .set({
      state: 'determination',
      activity: 'queued',
      problems: '[]',
      run: sql`run + 1`,
      stage: 0,
      remaining: 0,
      items_total: 0,
      determined_by: withPerson(person),
      updated_at: sql<Date>`now()`,
      row_version: sql<number>`row_version + 1`,
    })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('state', 'in', ['selection', 'determination', 'review'])
    .where('activity', 'in', ['idle', 'paused', 'failed'])
    .returning('run')
    .executeTakeFirst()
  if (row === undefined) return refused(unit, id)
  await jobs.send(unit, 'prepare', [{ org, assessment: id, run: row.run }])
  unit.record({ what: 'assessment.begun', assessment: id, run: row.run })
  return done(row.run)
}

/** Stops handing out chunks; those that run are finished, and all that is measured stays. */
export async function pause(unit: Unit, id: string): Promise<Outcome<void>> {
  if (!(await turn(unit, id, ['running'], { activity: 'paused' }))) return refused(unit, id)
  unit.record({ what: 'assessment.paused', assessment: id })
  return done(undefined)
}

/** Hands out the chunks that still wait. */
export async function resume(unit: Unit, jobs: Jobs, id: string): Promise<Outcome<void>> {
  const { db, org } = unit
  const row = await assessment(unit, id)
  if (row === undefined || !(await turn(unit, id, ['paused'], { activity: 'running' }))) return refused(unit, id)
  const waiting = await db
    .selectFrom('chunk')
    .select(['measure', 'number'])
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', row.run)
    .where('stage', '=', row.stage)
    .where('state', '=', 'waiting')
    .execute()
  const data = waiting.map(({ measure, number }) => ({ org, assessment: id, run: row.run, measure, number }))
  await jobs.send(unit, 'chunk', data)
  if (data.length === 0) await jobs.send(unit, 'conclude', [{ org, assessment: id, run: row.run }])
  unit.record({ what: 'assessment.resumed', assessment: id })
  return done(undefined)
}

/** What stopped it, for people; the subject is not to blame. */
export async function fail(unit: Unit, id: string, problems: readonly unknown[]): Promise<void> {
  await turn(unit, id, ['queued', 'running', 'paused'], { activity: 'failed', problems: JSON.stringify(problems) })
  unit.record({ what: 'assessment.failed', assessment: id, problems: problems.length })
}

async function refused(unit: Unit, id: string): Promise<Outcome<never>> {
  const row = await assessment(unit, id)
  return row === undefined ? failed<never>(unknownAssessment(id)) : notNow(`${row.state}, ${row.activity}`)
}

export function unknownAssessment(got: string) {
  return problem('assessment-unknown', { zh: '没有这次评价', en: 'There is no such assessment' }, { got })
}
