import type { Answer } from '../answers.ts'
import { answersOf } from '../answers.ts'
import { type AssessmentRow, assessment } from '../assessments.ts'
import type { AssessmentKind } from '../database.ts'
import type { House } from '../house.ts'
import type { JobData } from '../jobs.ts'
import { asTenant } from '../unit.ts'
import { subjectFolder } from './folder.ts'
import type { Matter } from './tasks/task.ts'

/** In whose name the work runs; what it does is recorded under it. */
export const workerPerson = 'worker'

const parties: Readonly<Record<AssessmentKind, Matter['party']>> = {
  self: 'first',
  supervisory: 'second',
  'third-party': 'third',
}

/** What a job is about; undefined where it is about nothing any more: the run was begun anew, or ended. */
export async function matterOf(
  house: House,
  { org, assessment: id, run }: JobData,
): Promise<{ readonly row: AssessmentRow; readonly matter: Matter } | undefined> {
  const found = await asTenant(house.engine, { org, person: workerPerson }, async (unit) => {
    const row = await assessment(unit, id)
    if (row === undefined || row.run !== run || !['queued', 'running'].includes(row.activity)) return undefined
    const { db } = unit
    const version = await db
      .selectFrom('subject_version')
      .select(['description', 'files'])
      .where('org_id', '=', org)
      .where('subject_id', '=', row.subject_id)
      .where('number', '=', row.version_number)
      .executeTakeFirstOrThrow()
    const standard = await db
      .selectFrom('standard')
      .select('files')
      .where('hash', '=', row.standard_hash)
      .executeTakeFirstOrThrow()
    return { row, version, standard, answers: await answersOf(unit, id) }
  })
  if (found === undefined) return undefined
  const { row, version, standard, answers } = found
  const folder = await subjectFolder(house, org, { subject: row.subject_id, number: row.version_number, ...version })
  const of = (part: Answer['part']) =>
    Object.fromEntries(answers.filter((a) => a.part === part).map((a) => [a.name, a.value]))
  return {
    row,
    matter: {
      folder,
      standard: standard.files,
      facts: of('fact'),
      findings: of('finding'),
      date: row.date,
      party: parties[row.kind],
      width: 8,
    },
  }
}
