import { sql } from 'kysely'
import { readReviews } from '../instruments/llm/judges/review/read.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { isEvidenceOf } from './assessment-evidence.ts'
import { assessment, lockedVersion, withPerson } from './assessments.ts'
import type { Filled } from './database.ts'
import { notNow } from './decisions.ts'
import { notHeld } from './evidence/held.ts'
import { bytesOf } from './evidence/store.ts'
import type { House } from './house.ts'
import { mayHoldReviews } from './subjects.ts'
import type { Unit } from './unit.ts'

/** bytes of a filled sheet at most */
const LARGEST = 64 * 1024 * 1024

/** Sheets that an assessment hands out, by measure, as of its present run; those that are filled in whole stay with no row open. */
export function sheetsOf({ db, org }: Unit, id: string, run: number) {
  return db
    .selectFrom('review_sheet')
    .select(['measure', 'run', 'sheet_sha256', 'open', 'save_as', 'filled'])
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', run)
    .orderBy('measure')
    .execute()
}

/** How many reviews wait, by assessment and run. */
export async function openReviews(
  { query, org }: Unit,
  assessments: readonly string[],
): Promise<readonly { readonly assessment: string; readonly run: number; readonly open: number }[]> {
  if (assessments.length === 0) return []
  const { rows } = await query<{ assessment: string; run: number; open: number }>(
    `SELECT assessment_id AS assessment, run, sum(open)::int AS open FROM registry.review_sheet
     WHERE org_id = $1 AND assessment_id = ANY($2) GROUP BY assessment_id, run`,
    [org, assessments],
  )
  return rows
}

/** No row of any sheet waits: said before those are handed out in which some do. */
export async function closeSheets({ db, org }: Unit, id: string): Promise<void> {
  await db
    .updateTable('review_sheet')
    .set({ open: 0 })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .execute()
}

/** Hands out a sheet for a measure in place of the one before; what was filled in of the same run stays. */
export async function handOut(
  unit: Unit,
  of: { readonly assessment: string; readonly run: number; readonly measure: string },
  sheet: { readonly sha256: string; readonly open: number; readonly saveAs: string },
): Promise<void> {
  const { db, org } = unit
  const row = { run: of.run, sheet_sha256: sheet.sha256, open: sheet.open, save_as: sheet.saveAs }
  await db
    .insertInto('review_sheet')
    .values({ org_id: org, assessment_id: of.assessment, measure: of.measure, ...row, filled: '[]' })
    .onConflict((c) =>
      c
        .columns(['org_id', 'assessment_id', 'measure'])
        // the answers of another run are others, and so are the reviews of them
        .doUpdateSet({
          ...row,
          filled: sql<string>`CASE WHEN review_sheet.run = ${of.run} THEN review_sheet.filled ELSE '[]' END`,
        }),
    )
    .execute()
  unit.record({ what: 'sheet.handed-out', assessment: of.assessment, measure: of.measure, open: sheet.open })
}

/**
 * Takes a sheet that was filled in, which is evidence here already, and goes on measuring: what waited for people alone is looked at again, nothing is asked
 * twice. Whoever fills one in determines. Problems: not-now, sheet-unknown, evidence-not-held, review-* (with their lines), sheet-empty.
 */
export async function takeSheet(
  house: House,
  unit: Unit,
  id: string,
  { measure, sha256 }: { readonly measure: string; readonly sha256: string },
): Promise<Outcome<void>> {
  const { db, org, person } = unit
  await lockedVersion(unit, id)
  const row = await assessment(unit, id)
  if (row?.state !== 'review' || row.activity !== 'idle') return failed(notNow(row))
  const sheet = (await sheetsOf(unit, id, row.run)).find((each) => each.measure === measure)
  if (sheet === undefined || !mayHoldReviews(sheet.save_as)) return failed(unknownSheet(measure))
  if (!(await isEvidenceOf(unit, id, sha256))) return failed(notHeld({ sha256, place: `sheet ${measure}` }))
  const size = await house.evidence.size(org, sha256)
  const bytes = size !== undefined && size <= LARGEST ? await house.evidence.get(org, sha256) : undefined
  if (bytes === undefined) return failed(notHeld({ sha256, place: `sheet ${measure}` }))
  const read = readReviews(Buffer.from(await bytesOf(bytes)).toString('utf8'), 'sheet.csv')
  if (!read.ok) return read
  if (read.value.size === 0) return failed(emptySheet(measure))
  const filled: readonly Filled[] = [...sheet.filled, { sha256, by: person, at: new Date().toISOString() }]
  await db
    .updateTable('review_sheet')
    .set({ filled: JSON.stringify(filled) })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('measure', '=', measure)
    .execute()
  unit.record({ what: 'sheet.filled', assessment: id, measure, sha256, reviews: read.value.size })
  const sharing = (await sheetsOf(unit, id, row.run)).filter(({ save_as }) => save_as === sheet.save_as)
  return goOn(
    house,
    unit,
    { assessment: id, run: row.run },
    sharing.map((each) => each.measure),
  )
}

/** Hands out again the parts of these measures; their journals are gone on with. */
async function goOn(
  house: House,
  unit: Unit,
  { assessment: id, run }: { readonly assessment: string; readonly run: number },
  measures: readonly string[],
): Promise<Outcome<void>> {
  const { db, org, person } = unit
  const waiting = await db
    .updateTable('chunk')
    .set({ state: 'waiting' })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', run)
    .where('measure', 'in', [...measures])
    .returning(['measure', 'number', 'stage'])
    .execute()
  const stage = Math.min(...waiting.map((each) => each.stage))
  const first = waiting.filter((each) => each.stage === stage)
  await db
    .updateTable('assessment')
    .set({
      state: 'determination',
      activity: 'running',
      stage: Number.isFinite(stage) ? stage : 0,
      remaining: first.length,
      determined_by: withPerson(person),
      updated_at: sql<Date>`now()`,
      row_version: sql<number>`row_version + 1`,
    })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .execute()
  if (first.length === 0) await house.jobs.send(unit, 'conclude', [{ org, assessment: id, run }])
  else
    await house.jobs.send(
      unit,
      'chunk',
      first.map(({ measure, number }) => ({ org, assessment: id, run, measure, number })),
    )
  unit.record({ what: 'assessment.gone-on', assessment: id, run, parts: first.length })
  return done(undefined)
}

const unknownSheet = (got: string): Problem =>
  problem('sheet-unknown', { zh: '这个测量没有发出评审表', en: 'No sheet was handed out for this measure' }, { got })

const emptySheet = (got: string): Problem =>
  problem(
    'sheet-empty',
    { zh: '评审表中没有填写评审', en: 'Nothing is filled in on the sheet' },
    {
      got,
      next: {
        zh: '填写 label（safe、unsafe、unsure）、reviewer、ts 后再提交',
        en: 'fill in label (safe, unsafe, unsure), reviewer and ts, then hand it in',
      },
    },
  )
