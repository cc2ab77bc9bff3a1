import { sql } from 'kysely'
import { done, failed, type Outcome } from '../language/problem.ts'
import { evidenceOf } from './assessment-evidence.ts'
import { withPerson } from './assessments.ts'
import { notNow } from './decisions.ts'
import { notHeld, type Reliance, unheld } from './evidence/held.ts'
import type { EvidenceStore } from './evidence/store.ts'
import type { Unit } from './unit.ts'

/** What somebody answered in the questionnaire of an assessment, and with which evidence. */
export interface Answer {
  readonly part: 'fact' | 'finding'
  readonly name: string
  /** of a fact its value, of a finding `{satisfied, evidence, note?}`; null takes it back */
  readonly value: unknown
  /** hashes of evidence */
  readonly evidence: readonly string[]
}

/**
 * Answers stand until they are given anew; while it is measured none is taken. Who answers determines, as who measures does. `by`: the organization that
 * answers; a guest names only what the assessment holds already, so that a hash opens nothing to them.
 * Problems: not-now, evidence-not-held (each with its answer).
 */
export async function answer(
  unit: Unit,
  store: EvidenceStore,
  { assessment, by }: { readonly assessment: string; readonly by: string },
  answers: readonly Answer[],
): Promise<Outcome<void>> {
  const { db, org, person } = unit
  const open = await db
    .selectFrom('assessment')
    .select('assessment_id')
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .where('state', 'in', ['selection', 'determination', 'review'])
    .where('activity', 'in', ['idle', 'failed'])
    .forUpdate()
    .executeTakeFirst()
  if (open === undefined) return failed(notNow(undefined))
  const named = reliances(answers)
  const seen = by === org ? undefined : new Set((await evidenceOf(unit, assessment)).map(({ sha256 }) => sha256))
  const problems = [
    ...(await unheld(unit, store, named)),
    ...named.filter(({ sha256 }) => seen?.has(sha256) === false).map(notHeld),
  ]
  if (problems.length > 0) return failed(...new Map(problems.map((p) => [JSON.stringify(p), p])).values())
  for (const { part, name, value, evidence } of answers) {
    if (value === null) {
      await db
        .deleteFrom('answer')
        .where('org_id', '=', org)
        .where('assessment_id', '=', assessment)
        .where('part', '=', part)
        .where('name', '=', name)
        .execute()
      continue
    }
    const set = { value: JSON.stringify(value), evidence: JSON.stringify(evidence), answered_by: person }
    await db
      .insertInto('answer')
      .values({ org_id: org, assessment_id: assessment, part, name, ...set })
      .onConflict((c) =>
        c.columns(['org_id', 'assessment_id', 'part', 'name']).doUpdateSet({ ...set, answered_at: sql<Date>`now()` }),
      )
      .execute()
  }
  await db
    .updateTable('assessment')
    .set({
      updated_at: sql<Date>`now()`,
      row_version: sql<number>`row_version + 1`,
      determined_by: withPerson(person),
    })
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .execute()
  unit.record({ what: 'assessment.answered', assessment, names: answers.map((a) => `${a.part} ${a.name}`) })
  return done(undefined)
}

/** The files that answers rest on, each with the answer that names it. */
export const reliances = (
  answers: readonly Pick<Answer, 'part' | 'name' | 'value' | 'evidence'>[],
): readonly Reliance[] =>
  answers
    .filter(({ value }) => value !== null)
    .flatMap(({ part, name, evidence }) => evidence.map((sha256) => ({ sha256, place: `${part} ${name}` })))

export function answersOf({ db, org }: Unit, assessment: string) {
  return db
    .selectFrom('answer')
    .select(['part', 'name', 'value', 'evidence', 'answered_by', 'answered_at'])
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .orderBy('part')
    .orderBy('name')
    .execute()
}
