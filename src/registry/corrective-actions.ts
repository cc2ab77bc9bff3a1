import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { parseDay } from '../judge/dates.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Cursor } from './assessments.ts'
import { assessment } from './assessments.ts'
import { notNow } from './decisions.ts'
import type { Engine } from './engine.ts'
import { unheld } from './evidence/held.ts'
import type { EvidenceStore } from './evidence/store.ts'
import { type Actor, asTenant, type Unit } from './unit.ts'

export interface Finding {
  /** of the standard or the law */
  readonly clause: string
  readonly finding: string
  /** day, ISO 8601 */
  readonly due: string
}

/**
 * After the decision of an inspection its regulator says what is to be mended, and until when. In the space of the company; `by`: the regulator.
 * Problems: not-now (no inspection of theirs, or not decided), wrong-value.
 */
export async function demand(
  unit: Unit,
  { assessment: id, by }: { readonly assessment: string; readonly by: string },
  findings: readonly Finding[],
): Promise<Outcome<readonly string[]>> {
  const row = await assessment(unit, id)
  const isDecided = row !== undefined && ['attestation', 'surveillance', 'closed'].includes(row.state)
  if (!isDecided || row.kind !== 'supervisory' || row.performer_org !== by) return failed(notNow(row))
  const wrong = findings.find(({ due }) => parseDay(due) === undefined)
  if (wrong) return failed(wrongDay(wrong.due))
  const made = findings.map((each) => ({ ...each, action_id: randomUUID() }))
  for (const each of made) {
    await unit.db
      .insertInto('corrective_action')
      .values({
        ...each,
        org_id: unit.org,
        assessment_id: id,
        performer_org: by,
        state: 'open',
        answer: null,
        evidence: '[]',
        answered_by: null,
        note: null,
        concluded_by: null,
        created_by: unit.person,
      })
      .execute()
    const { action_id: action, clause, due } = each
    unit.record({ what: 'corrective-action.demanded', assessment: id, action, clause, due, by })
  }
  return done(made.map(({ action_id }) => action_id))
}

/** The company says what it did, and which of its files show it. Problems: not-now, evidence-not-held. */
export async function mend(
  unit: Unit,
  store: EvidenceStore,
  action: string,
  { answer, evidence }: { readonly answer: string; readonly evidence: readonly string[] },
): Promise<Outcome<void>> {
  const problems = await unheld(
    unit,
    store,
    evidence.map((sha256) => ({ sha256, place: `corrective action ${action}` })),
  )
  if (problems.length > 0) return failed(...problems)
  const { numUpdatedRows } = await unit.db
    .updateTable('corrective_action')
    .set({
      state: 'answered',
      answer,
      evidence: JSON.stringify(evidence),
      answered_by: unit.person,
      answered_at: sql<Date>`now()`,
    })
    .where('org_id', '=', unit.org)
    .where('action_id', '=', action)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return failed(notNow(undefined))
  unit.record({ what: 'corrective-action.answered', action, answer, evidence })
  return done(undefined)
}

/**
 * The regulator closes it, or gives it back, with a new day or the old one. `by` sees it from their own side first; the row is the company's.
 * Problems: not-now, wrong-value.
 */
export async function conclude(
  engine: Engine,
  by: Actor,
  action: string,
  { closed, note, due }: { readonly closed: boolean; readonly note: string; readonly due?: string },
): Promise<Outcome<{ readonly company: string }>> {
  if (due !== undefined && parseDay(due) === undefined) return failed(wrongDay(due))
  const row = await asTenant(engine, by, ({ db, org }) =>
    db
      .selectFrom('corrective_action')
      .select('org_id')
      .where('performer_org', '=', org)
      .where('action_id', '=', action)
      .executeTakeFirst(),
  )
  if (row === undefined) return failed(notNow(undefined))
  return asTenant(engine, { org: row.org_id, person: by.person }, async (unit) => {
    const { numUpdatedRows } = await unit.db
      .updateTable('corrective_action')
      .set({
        state: closed ? 'closed' : 'open',
        note,
        concluded_by: unit.person,
        concluded_at: sql<Date>`now()`,
        ...(closed ? {} : { reopened: sql<number>`reopened + 1`, ...(due === undefined ? {} : { due }) }),
      })
      .where('org_id', '=', unit.org)
      .where('action_id', '=', action)
      .where('state', 'in', closed ? ['open', 'answered'] : ['answered', 'closed'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return failed(notNow(undefined))
    unit.record({
      what: closed ? 'corrective-action.closed' : 'corrective-action.reopened',
      action,
      note,
      by: by.org,
      ...(due === undefined || closed ? {} : { due }),
    })
    return done({ company: unit.org })
  })
}

/** Of both sides: what the organization of the unit has to mend, and what it has asked others to; newest first. */
export function correctiveActions(
  { db, org }: Unit,
  filter: {
    readonly side: 'own' | 'demanded'
    readonly assessment?: string
    readonly overdue?: boolean
    readonly after?: Cursor
    readonly limit: number
  },
) {
  const { side, assessment: id, overdue, after, limit } = filter
  const isOverdue = sql<boolean>`state = 'open' AND due < current_date`
  return db
    .selectFrom('corrective_action')
    .select(['org_id', 'action_id', 'assessment_id', 'performer_org', 'clause', 'finding', 'state', 'answer'])
    .select(['evidence', 'answered_by', 'answered_at', 'note', 'concluded_at', 'reopened', 'created_at'])
    .select([sql<string>`due::text`.as('due'), isOverdue.as('overdue'), sql<string>`created_at::text`.as('at')])
    .where(side === 'own' ? 'org_id' : 'performer_org', '=', org)
    .$if(id !== undefined, (q) => q.where('assessment_id', '=', id!))
    .$if(overdue !== undefined, (q) => q.where(sql<boolean>`(${isOverdue}) = ${overdue}`))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, action_id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('action_id', 'desc')
    .limit(limit)
    .execute()
}

const wrongDay = (got: string): Problem =>
  problem('wrong-value', { zh: '日期有误', en: 'The date is not a date' }, { expected: '2026-11-22', got })
