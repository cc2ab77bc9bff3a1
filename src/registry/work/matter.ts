import { type Answer, answersOf, reliances } from '../answers.ts'
import { type AssessmentRow, assessment } from '../assessments.ts'
import type { AssessmentKind } from '../database.ts'
import type { Reliance } from '../evidence/held.ts'
import type { House } from '../house.ts'
import type { AssessmentWork } from '../jobs.ts'
import { sheetsOf } from '../review-sheets.ts'
import { asTenant } from '../unit.ts'
import { type FilledSheets, subjectFolder } from './folder.ts'
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
  { org, assessment: id, run }: AssessmentWork,
): Promise<{ readonly row: AssessmentRow; readonly matter: Matter; readonly relied: readonly Reliance[] } | undefined> {
  const found = await asTenant(house.engine, { org, person: workerPerson }, async (unit) => {
    const row = await assessment(unit, id)
    if (row === undefined || row.run !== run || !['queued', 'running'].includes(row.activity)) return undefined
    return { row, answers: await answersOf(unit, id) }
  })
  if (found === undefined) return undefined
  const { row, answers } = found
  return { row, matter: await matterFor(house, org, row, answers), relied: reliances(answers) }
}

/** What is measured of which subject against which standard, its files laid out on this machine. */
export async function matterFor(
  house: House,
  org: string,
  row: AssessmentRow,
  answers: readonly Pick<Answer, 'part' | 'name' | 'value'>[],
): Promise<Matter> {
  const { version, standard, sheets } = await asTenant(house.engine, { org, person: workerPerson }, async (unit) => ({
    sheets: await sheetsOf(unit, row.assessment_id, row.run),
    version: await unit.db
      .selectFrom('subject_version')
      .select(['description', 'files'])
      .where('org_id', '=', org)
      .where('subject_id', '=', row.subject_id)
      .where('number', '=', row.version_number)
      .executeTakeFirstOrThrow(),
    standard: await unit.db
      .selectFrom('standard')
      .select('files')
      .where('hash', '=', row.standard_hash)
      .executeTakeFirstOrThrow(),
  }))
  const of = (part: Answer['part']) =>
    Object.fromEntries(answers.filter((a) => a.part === part).map((a) => [a.name, a.value]))
  const kept = { subject: row.subject_id, number: row.version_number, ...version }
  return {
    folder: await subjectFolder(house, org, kept, filledIn(sheets)),
    asKept: await subjectFolder(house, org, kept),
    standard: standard.files,
    facts: of('fact'),
    findings: of('finding'),
    date: row.date,
    party: parties[row.kind],
    width: 8,
  }
}

/** What people filled in, by the file that it belongs to: several measures may share one. */
function filledIn(sheets: Awaited<ReturnType<typeof sheetsOf>>): readonly FilledSheets[] {
  const names = [...new Set(sheets.filter(({ filled }) => filled.length > 0).map(({ save_as }) => save_as))].sort()
  return names.map((saveAs) => {
    const own = sheets.filter(({ save_as }) => save_as === saveAs).flatMap(({ filled }) => filled)
    return { saveAs, sheets: own.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ sha256 }) => sha256) }
  })
}
