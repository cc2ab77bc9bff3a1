import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { done, failed, type Outcome, ProblemError, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import { assessment, type Cursor, lockedVersion, select } from './assessments.ts'
import { latestReport, notNow } from './decisions.ts'
import type { Engine } from './engine.ts'
import { unknownStandard } from './standards.ts'
import { type Actor, asTenant, type Unit } from './unit.ts'

export interface NewRequest {
  readonly performer: string
  readonly subject: string
  readonly version?: number
  /** hash */
  readonly standard: string
  readonly message: string
}

/** Asks a laboratory or an authority for an assessment of a version of a subject. Problems: subject-unknown, performer-unknown, standard-unknown. */
export async function ask(unit: Unit, given: NewRequest): Promise<Outcome<string>> {
  const { db, org, person } = unit
  const subject = await subjectVersion(unit, given.subject, given.version)
  if (subject === undefined) return failed(unknownSubject(given.subject))
  const performer = await db
    .selectFrom('organization')
    .select('kind')
    .where('org_id', '=', given.performer)
    .where('kind', 'in', ['laboratory', 'regulator'])
    .executeTakeFirst()
  if (performer === undefined)
    return failed(
      problem(
        'performer-unknown',
        { zh: '没有这个实验室', en: 'There is no such laboratory' },
        { got: given.performer },
      ),
    )
  const standard = await db.selectFrom('standard').select('id').where('hash', '=', given.standard).executeTakeFirst()
  if (standard === undefined) return failed(unknownStandard(given.standard))
  const own = await db
    .selectFrom('organization')
    .select(['name_zh', 'name_en'])
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow()
  const request = randomUUID()
  await db
    .insertInto('request')
    .values({
      org_id: org,
      request_id: request,
      performer_org: given.performer,
      org_name: JSON.stringify({ zh: own.name_zh, en: own.name_en } satisfies Text),
      subject_id: given.subject,
      version_number: subject.number,
      subject_title: JSON.stringify(subject.title),
      standard_hash: given.standard,
      message: given.message,
      state: 'sent',
      answer: null,
      assessment_id: null,
      created_by: person,
    })
    .execute()
  unit.record({ what: 'request.sent', request, performer: given.performer })
  return done(request)
}

/** A version of a subject with its title; the latest where none is named. */
export function subjectVersion({ db, org }: Unit, subject: string, version?: number) {
  return db
    .selectFrom('subject as s')
    .innerJoin('subject_version as v', (j) =>
      j.onRef('v.org_id', '=', 's.org_id').onRef('v.subject_id', '=', 's.subject_id'),
    )
    .select(['s.title', 'v.number'])
    .where('s.org_id', '=', org)
    .where('s.subject_id', '=', subject)
    .$if(version !== undefined, (q) => q.where('v.number', '=', version!))
    .orderBy('v.number', 'desc')
    .executeTakeFirst()
}

export const unknownSubject = (got: string) =>
  problem('subject-unknown', { zh: '没有这个被测对象或版本', en: 'There is no such subject or version' }, { got })

export interface RequestFilter {
  readonly side: 'sent' | 'received'
  readonly kind?: 'commission' | 'inspection'
  /** not answered, or under way */
  readonly open?: boolean
  readonly overdue?: boolean
  readonly after?: Cursor
  readonly limit: number
}

/** Of both sides: what the organization of the unit asked or ordered, and what was asked or ordered of it; newest first. */
export function requests({ db, org }: Unit, { side, kind, open, overdue, after, limit }: RequestFilter) {
  const isOpen = sql<boolean>`(finished_at IS NULL AND state IN ('sent', 'accepted'))`
  const isOverdue = sql<boolean>`(coalesce(due < current_date, false) AND ${isOpen})`
  const [begun, other] =
    side === 'sent' ? (['commission', 'inspection'] as const) : (['inspection', 'commission'] as const)
  return db
    .selectFrom('request')
    .selectAll()
    .select([sql<string | null>`due::text`.as('due'), isOverdue.as('overdue'), sql<string>`created_at::text`.as('at')])
    .where((e) =>
      e.or([
        e.and([e('org_id', '=', org), e('kind', '=', begun)]),
        e.and([e('performer_org', '=', org), e('kind', '=', other)]),
      ]),
    )
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
    .$if(open !== undefined, (q) => q.where(sql<boolean>`${isOpen} = ${open}`))
    .$if(overdue !== undefined, (q) => q.where(sql<boolean>`${isOverdue} = ${overdue}`))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, request_id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('request_id', 'desc')
    .limit(limit)
    .execute()
}

/** Takes back a request: at any time before it is answered, and one that was accepted until there is a report. The laboratory then sees no more of it. Problems: not-now. */
export async function withdraw(unit: Unit, request: string): Promise<Outcome<void>> {
  const { db, org } = unit
  const row = await db
    .selectFrom('request')
    .select(['state', 'assessment_id', 'performer_org'])
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .where('kind', '=', 'commission')
    .where('state', 'in', ['sent', 'accepted'])
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return failed(notNow(undefined))
  if (row.assessment_id !== null) {
    await lockedVersion(unit, row.assessment_id)
    if (await latestReport(unit, row.assessment_id)) return failed(notNow(await assessment(unit, row.assessment_id)))
    await endAssessment(unit, row.assessment_id, row.performer_org)
  }
  await db
    .updateTable('request')
    .set({ state: 'withdrawn', ...(row.state === 'sent' ? { answered_at: sql<Date>`now()` } : {}) })
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .execute()
  unit.record({ what: 'request.withdrawn', request })
  return done(undefined)
}

/** Closes an assessment that comes to nothing, and ends what its performer may see and do. */
export async function endAssessment({ db, org, record }: Unit, assessment: string, performer: string): Promise<void> {
  await db
    .updateTable('assessment')
    .set({ state: 'closed', activity: 'idle', updated_at: sql<Date>`now()`, row_version: sql<number>`row_version + 1` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .execute()
  await db
    .updateTable('access')
    .set({ until: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .where('grantee_org', '=', performer)
    .execute()
  record({ what: 'access.ended', assessment, to: performer })
}

/** Lets another organization assess in the space of the unit. */
export async function letAssess({ db, org, record }: Unit, assessment: string, performer: string): Promise<void> {
  await db
    .insertInto('access')
    .values({ org_id: org, grantee_org: performer, assessment_id: assessment, may: 'assess', until: null })
    .execute()
  record({ what: 'access.granted', assessment, to: performer, may: 'assess' })
}

type Answered = Outcome<{ readonly org: string; readonly assessment?: string }>

/**
 * The answer of whoever was asked. Accepting makes the assessment, in the company's own space, and lets the laboratory work there: it is the
 * company's row, and the laboratory is recorded as who acted. Problems: not-now, and those of `select`.
 */
export async function respond(
  engine: Engine,
  by: Actor,
  request: string,
  answer: { readonly accept: boolean; readonly message: string; readonly date: string },
): Promise<Answered> {
  const asked = await asTenant(engine, by, ({ db, org }) =>
    db
      .selectFrom('request')
      .selectAll()
      .where('request_id', '=', request)
      .where('performer_org', '=', org)
      .where('kind', '=', 'commission')
      .executeTakeFirst(),
  )
  if (asked?.state !== 'sent' || asked.subject_id === null || asked.version_number === null)
    return failed(notNow(undefined))
  const { subject_id: subject, version_number: version } = asked
  // it was seen from the side of who was asked: from here on in the space of who asked
  return asTenant<Answered>(engine, { org: asked.org_id, person: by.person }, async (unit) => {
    const { db, org } = unit
    const { numUpdatedRows } = await db
      .updateTable('request')
      .set({ state: answer.accept ? 'accepted' : 'declined', answer: answer.message, answered_at: sql<Date>`now()` })
      .where('org_id', '=', org)
      .where('request_id', '=', request)
      .where('state', '=', 'sent')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return failed(notNow(undefined))
    unit.record({ what: answer.accept ? 'request.accepted' : 'request.declined', request, by: by.org })
    if (!answer.accept) return done({ org })
    const made = await select(unit, {
      subject,
      version,
      standard: asked.standard_hash,
      kind: 'third-party',
      performer: by.org,
      date: answer.date,
    })
    // thrown, so that the request stays unanswered
    if (!made.ok) throw new ProblemError(made.problems)
    await db
      .updateTable('request')
      .set({ assessment_id: made.value })
      .where('org_id', '=', org)
      .where('request_id', '=', request)
      .execute()
    await letAssess(unit, made.value, by.org)
    return done({ org, assessment: made.value })
  }).catch((error: unknown) => {
    if (error instanceof ProblemError) return failed(...error.problems)
    throw error
  })
}

/** Assessments of others that the organization of the unit may see or work on. */
export function shared({ db, org }: Unit) {
  return db
    .selectFrom('access')
    .select(['org_id', 'assessment_id', 'may', 'until'])
    .where('grantee_org', '=', org)
    .where((e) => e.or([e('until', 'is', null), e('until', '>', sql<Date>`now()`)]))
    .execute()
}

/** In whose space an assessment lies for this organization, and what it may do there; undefined where it may not know of it. */
export async function whereIs(
  unit: Unit,
  id: string,
): Promise<{ readonly org: string; readonly may: 'own' | 'read' | 'assess' } | undefined> {
  const { db, org } = unit
  const own = await db
    .selectFrom('assessment')
    .select('performer_org')
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .executeTakeFirst()
  // what another assesses for us we see, and leave alone
  if (own) return { org, may: own.performer_org === org ? 'own' : 'read' }
  const granted = (await shared(unit)).find((row) => row.assessment_id === id)
  return granted && { org: granted.org_id, may: granted.may }
}
