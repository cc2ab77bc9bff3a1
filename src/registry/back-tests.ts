import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { libraryTexts } from '../assessment/library.ts'
import type { BackTest } from '../judge/back-test/document.ts'
import { planBackTest, type Search } from '../judge/back-test/plan.ts'
import { loadFiles, loadStandard } from '../language/load.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { Cursor } from './assessments.ts'
import type { House } from './house.ts'
import { unknownStandard } from './standards.ts'
import { type Actor, asAnyone, asTenant, type Unit } from './unit.ts'

/** What somebody wants to know of a draft. */
export interface BackTestWish {
  readonly result?: string
  /** paired draws for each report whose range straddles */
  readonly draws: number
  readonly search?: Search
  /** wanted pass rate of the search, from 0 to 1 as decimal text */
  readonly rate?: string
  /** facts that name the sector and the zone of an object */
  readonly sector?: string
  readonly zone?: string
  /** fewer reports than this are kept back, wherever they would show */
  readonly least: number
}

/** Below this a count may name somebody: nobody may ask for less. Ours (proposed). */
export const FEWEST = 3

export interface BackTestRow {
  /** as the database writes the time, to page by */
  readonly at: string
  readonly id: string
  readonly from: string
  readonly draft: { readonly id: string; readonly edition: string; readonly hash: string; readonly title: Text }
  readonly settings: BackTestWish
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'stopped'
  readonly judged: number
  readonly reports: number | null
  readonly problems: readonly Problem[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

/**
 * Has the evidence of an edition judged under a draft. The draft and what is asked are checked before anything waits. Problems: standard-unknown,
 * and those of a standard or of a back-test's settings.
 */
export async function beginBackTest(
  { engine, jobs }: Pick<House, 'engine' | 'jobs'>,
  by: Actor,
  given: { readonly from: string; readonly draft: string; readonly settings: BackTestWish },
): Promise<Outcome<string>> {
  const row = await asAnyone(engine, (db) =>
    db.selectFrom('standard').select(['hash', 'files']).where('hash', '=', given.from).executeTakeFirst(),
  )
  if (row === undefined) return failed(unknownStandard(given.from))
  const from = loadFiles(row.files)
  const draft = loadStandard('standard.yaml', given.draft, libraryTexts)
  if (!from.ok || !draft.ok) return failed(...(from.ok ? [] : from.problems), ...(draft.ok ? [] : draft.problems))
  if (from.value.id !== draft.value.id) return failed(otherStandard(from.value.id, draft.value.id))
  const { draws, result, search, least } = given.settings
  const plan = planBackTest(from.value, draft.value, {
    draws,
    ...(result === undefined ? {} : { result }),
    ...(search === undefined ? {} : { search }),
  })
  if (!plan.ok) return plan
  const id = randomUUID()
  const { edition, hash, title, files } = draft.value
  await asTenant(engine, by, async (unit) => {
    await unit.db
      .insertInto('back_test')
      .values({
        org_id: unit.org,
        back_test_id: id,
        from_hash: row.hash,
        draft: JSON.stringify([...files]),
        draft_id: draft.value.id,
        draft_edition: edition,
        draft_hash: hash,
        draft_title: JSON.stringify(title),
        settings: JSON.stringify({ ...given.settings, least: Math.max(FEWEST, least) }),
        state: 'queued',
        reports: null,
        problems: '[]',
        created_by: unit.person,
      })
      .execute()
    await jobs.send(unit, 'back-test', [{ org: unit.org, backTest: id }])
    unit.record({ what: 'back-test.begun', backTest: id, from: row.hash, draft: hash })
  })
  return done(id)
}

const columns = [
  'back_test_id',
  'from_hash',
  'draft_id',
  'draft_edition',
  'draft_hash',
  'draft_title',
  'settings',
  'state',
  'judged',
  'reports',
  'problems',
  'created_by',
  'created_at',
  'finished_at',
] as const

const at = sql<string>`created_at::text`.as('at')

/** Newest first. */
export async function backTests({ db }: Unit, limit: number, after?: Cursor): Promise<readonly BackTestRow[]> {
  const rows = await db
    .selectFrom('back_test')
    .select([...columns, at])
    .$if(after !== undefined, (q) => q.where(sql<boolean>`(created_at, back_test_id) < (${after!.at}, ${after!.id})`))
    .orderBy('created_at', 'desc')
    .orderBy('back_test_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(shown)
}

/** One with its document, once it has one; undefined where there is none of this organization. */
export async function backTest(
  { db }: Unit,
  id: string,
): Promise<(BackTestRow & { readonly document: BackTest | null }) | undefined> {
  const row = await db
    .selectFrom('back_test')
    .select([...columns, at, 'document'])
    .where('back_test_id', '=', id)
    .executeTakeFirst()
  return row && { ...shown(row), document: row.document }
}

/** It is judged no further; what was asked stays. False where it was over already. */
export async function stopBackTest({ db, record }: Unit, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('back_test')
    .set({ state: 'stopped', finished_at: sql<Date>`now()` })
    .where('back_test_id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  if (numUpdatedRows > 0n) record({ what: 'back-test.stopped', backTest: id })
  return numUpdatedRows > 0n
}

function shown(row: {
  readonly at: string
  readonly back_test_id: string
  readonly from_hash: string
  readonly draft_id: string
  readonly draft_edition: string
  readonly draft_hash: string
  readonly draft_title: Text
  readonly settings: BackTestWish
  readonly state: BackTestRow['state']
  readonly judged: number
  readonly reports: number | null
  readonly problems: readonly Problem[]
  readonly created_by: string
  readonly created_at: Date
  readonly finished_at: Date | null
}): BackTestRow {
  return {
    at: row.at,
    id: row.back_test_id,
    from: row.from_hash,
    draft: { id: row.draft_id, edition: row.draft_edition, hash: row.draft_hash, title: row.draft_title },
    settings: row.settings,
    state: row.state,
    judged: row.judged,
    reports: row.reports,
    problems: row.problems,
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

const otherStandard = (expected: string, got: string): Problem =>
  problem(
    'other-standard',
    { zh: '草案不是这个标准的新版', en: 'The draft is no edition of that standard' },
    { place: { path: 'id' }, expected, got },
  )
