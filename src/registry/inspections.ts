import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { parseDay } from '../judge/dates.ts'
import { done, failed, type Outcome, type Problem, ProblemError, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import { select } from './assessments.ts'
import { notNow } from './decisions.ts'
import type { Engine } from './engine.ts'
import { endAssessment, letAssess, subjectVersion, unknownSubject } from './requests.ts'
import { unknownStandard } from './standards.ts'
import { type Actor, asTenant, type Unit } from './unit.ts'

export interface NewInspection {
  /** what was published of a company, or the company, which then appoints the system */
  readonly of: { readonly publication: string } | { readonly company: string }
  /** hash */
  readonly standard: string
  /** the law or the reason */
  readonly basis: string
  /** day, ISO 8601 */
  readonly due: string
  readonly message: string
}

/** Companies of the installation, by name; nobody but a regulator is told of any. */
export async function supervised({ query }: Unit) {
  const { rows } = await query<{ org_id: string; name_zh: string; name_en: string }>(
    'SELECT org_id, name_zh, name_en FROM registry.supervised()',
  )
  return rows
}

/**
 * A regulator orders an inspection. Of something published the assessment is made at once; of a company, when it appoints the system.
 * It lies in the company's space, and nobody there can refuse it. Problems: company-unknown, publication-unknown, standard-unknown, wrong-value.
 */
export async function order(
  engine: Engine,
  by: Actor,
  given: NewInspection,
): Promise<Outcome<{ readonly request: string; readonly company: string }>> {
  if (parseDay(given.due) === undefined || given.due < today()) return failed(wrongDue(given.due))
  const known = await asTenant(engine, by, async (unit) => {
    const { db } = unit
    const named = 'publication' in given.of ? given.of.publication : undefined
    const published =
      named === undefined
        ? undefined
        : await db
            .selectFrom('publication')
            .select(['org_id', 'report_id'])
            .where('publication_id', '=', named)
            .executeTakeFirst()
    if (named !== undefined && published === undefined) return failed<never>(unknownPublication(named))
    const company = 'company' in given.of ? given.of.company : published!.org_id
    const found = (await supervised(unit)).find(({ org_id }) => org_id === company)
    if (found === undefined) return failed<never>(unknownCompany(company))
    const standard = await db.selectFrom('standard').select('id').where('hash', '=', given.standard).executeTakeFirst()
    if (standard === undefined) return failed<never>(unknownStandard(given.standard))
    return done({ found, report: published?.report_id, name: await nameOf(unit) })
  })
  if (!known.ok) return known
  const { found, report, name } = known.value
  const request = randomUUID()
  return asTenant(engine, { org: found.org_id, person: by.person }, async (unit) => {
    const { db, org, person } = unit
    await db
      .insertInto('request')
      .values({
        org_id: org,
        request_id: request,
        kind: 'inspection',
        performer_org: by.org,
        performer_name: JSON.stringify(name),
        org_name: JSON.stringify({ zh: found.name_zh, en: found.name_en } satisfies Text),
        subject_id: null,
        version_number: null,
        subject_title: null,
        standard_hash: given.standard,
        message: given.message,
        basis: given.basis,
        due: given.due,
        state: 'sent',
        answer: null,
        assessment_id: null,
        created_by: person,
      })
      .execute()
    unit.record({ what: 'inspection.ordered', request, by: by.org, due: given.due, basis: given.basis })
    if (report === undefined) return done({ request, company: org })
    const of = await db
      .selectFrom('report as r')
      .innerJoin('assessment as a', (j) =>
        j.onRef('a.org_id', '=', 'r.org_id').onRef('a.assessment_id', '=', 'r.assessment_id'),
      )
      .select(['a.subject_id as subject', 'a.version_number as version'])
      .where('r.org_id', '=', org)
      .where('r.report_id', '=', report)
      .executeTakeFirstOrThrow()
    await appoint(unit, { request, performer: by.org, standard: given.standard }, of)
    return done({ request, company: org })
  })
}

/**
 * What the company says to an inspection: which system is looked at, where the regulator named none, and a comment. Said once, and no refusal.
 * Problems: not-now, subject-unknown, subject-appointed (the regulator chose the system).
 */
export async function answerInspection(
  unit: Unit,
  request: string,
  answer: { readonly subject?: string; readonly version?: number; readonly comment: string },
): Promise<Outcome<{ readonly assessment: string | null }>> {
  const { db, org } = unit
  const row = await db
    .selectFrom('request')
    .selectAll()
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .where('kind', '=', 'inspection')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.answered_at !== null || row.finished_at !== null || row.state === 'withdrawn')
    return failed(notNow(undefined))
  if (row.subject_id === null && answer.subject === undefined) return failed(unknownSubject(''))
  if (row.subject_id !== null && answer.subject !== undefined) return failed(appointedBefore())
  await db
    .updateTable('request')
    .set({ answer: answer.comment, answered_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .execute()
  unit.record({ what: 'inspection.answered', request })
  if (answer.subject === undefined) return done({ assessment: row.assessment_id })
  const of = await subjectVersion(unit, answer.subject, answer.version)
  if (of === undefined) throw new ProblemError([unknownSubject(answer.subject)])
  const order = { request, performer: row.performer_org, standard: row.standard_hash }
  return done({ assessment: await appoint(unit, order, { subject: answer.subject, version: of.number }) })
}

/** Makes the assessment of an inspection and lets the regulator work on it. */
async function appoint(
  unit: Unit,
  order: { readonly request: string; readonly performer: string; readonly standard: string },
  of: { readonly subject: string; readonly version: number },
): Promise<string> {
  const { db, org } = unit
  const { request, performer, standard } = order
  const made = await select(unit, { ...of, standard, kind: 'supervisory', performer, date: today() })
  if (!made.ok) throw new ProblemError(made.problems)
  const { title } = (await subjectVersion(unit, of.subject, of.version))!
  await db
    .updateTable('request')
    .set({
      state: 'accepted',
      subject_id: of.subject,
      version_number: of.version,
      subject_title: JSON.stringify(title),
      assessment_id: made.value,
    })
    .where('org_id', '=', org)
    .where('request_id', '=', request)
    .execute()
  await letAssess(unit, made.value, performer)
  return made.value
}

/** The regulator gives an inspection up that is not decided; what was done of it stays with the company. Problems: not-now. */
export async function abandon(engine: Engine, by: Actor, request: string): Promise<Outcome<void>> {
  const row = await asTenant(engine, by, ({ db, org }) =>
    db
      .selectFrom('request')
      .select('org_id')
      .where('performer_org', '=', org)
      .where('request_id', '=', request)
      .where('kind', '=', 'inspection')
      .executeTakeFirst(),
  )
  if (row === undefined) return failed(notNow(undefined))
  return asTenant(engine, { org: row.org_id, person: by.person }, async (unit) => {
    const ended = await unit.db
      .updateTable('request')
      .set({ state: 'withdrawn' })
      .where('org_id', '=', unit.org)
      .where('request_id', '=', request)
      .where('state', 'in', ['sent', 'accepted'])
      .where('finished_at', 'is', null)
      .returning('assessment_id')
      .executeTakeFirst()
    if (ended === undefined) return failed(notNow(undefined))
    unit.record({ what: 'inspection.withdrawn', request, by: by.org })
    if (ended.assessment_id !== null) await endAssessment(unit, ended.assessment_id, by.org)
    return done(undefined)
  })
}

async function nameOf({ db, org }: Unit): Promise<Text> {
  const own = await db
    .selectFrom('organization')
    .select(['name_zh', 'name_en'])
    .where('org_id', '=', org)
    .executeTakeFirstOrThrow()
  return { zh: own.name_zh, en: own.name_en }
}

const today = () => new Date().toISOString().slice(0, 10)

const wrongDue = (got: string): Problem =>
  problem(
    'wrong-value',
    { zh: '期限必须是今天或以后的日期', en: 'What is due is due today or later' },
    { expected: `>= ${today()}`, got },
  )

const unknownCompany = (got: string): Problem =>
  problem(
    'company-unknown',
    { zh: '没有这家企业', en: 'There is no such company' },
    { got, next: { zh: '从企业列表中选择', en: 'choose one from the list of companies' } },
  )

const unknownPublication = (got: string): Problem =>
  problem(
    'publication-unknown',
    { zh: '公开名录中没有这一项', en: 'There is no such entry in the public register' },
    { got },
  )

const appointedBefore = (): Problem =>
  problem(
    'subject-appointed',
    { zh: '监管方已指定被检查的系统', en: 'The regulator has chosen the system that is inspected' },
    { next: { zh: '只需填写说明', en: 'answer with a comment alone' } },
  )
