import { sql } from 'kysely'
import { withPerson } from './assessments.ts'
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

/** Answers stand until they are given anew; while it is measured none is taken. Who answers determines, as who measures does. False where the assessment does not take answers now. */
export async function answer(unit: Unit, assessment: string, answers: readonly Answer[]): Promise<boolean> {
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
  if (open === undefined) return false
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
  return true
}

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
