import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Problem, problem } from '../../language/problem.ts'
import { fail } from '../assessments.ts'
import type { MeasureState } from '../database.ts'
import { damaged } from '../evidence/held.ts'
import { keepEvidence } from '../evidence/keep.ts'
import type { House } from '../house.ts'
import type { AssessmentWork, Job, JobData } from '../jobs.ts'
import { closeSheets, handOut } from '../review-sheets.ts'
import { keysFor } from '../secrets.ts'
import { asTenant, type Unit } from '../unit.ts'
import type { Crew } from './crew.ts'
import { cut } from './cut.ts'
import { localEvidence } from './folder.ts'
import { machineFault, withoutMachinePaths } from './machine-faults.ts'
import { matterOf, workerPerson } from './matter.ts'
import { copyWithoutReviews } from './reviews-again.ts'
import type { Matter } from './tasks/task.ts'

/** What a step needs beside its job. `alive` is aborted when the job was lost or the worker ends. */
export interface Step<D extends JobData = AssessmentWork> {
  readonly house: House
  readonly crew: Crew
  readonly job: Job<D>
  readonly alive: AbortSignal
  readonly onProgress: (measured: number) => void
}

const mediaTypes = {
  sheet: 'text/csv',
  journal: 'application/x-ndjson',
  bundle: 'application/vnd.plumbline.bundle+zip',
} as const

/** Plans, checks the set-up, cuts the work into chunks and hands out those of the first measure. */
export async function prepareStep({ house, crew, job }: Step): Promise<void> {
  const found = await matterOf(house, job.data)
  if (found === undefined) return ended(house, job)
  const faults = await damaged(house, job.data.org, found.relied)
  if (faults.length > 0) return stopped(house, job, faults)
  const keys = await keysOf(house, job.data.org, found.matter)
  if (!keys.ok) return stopped(house, job, keys.problems)
  const prepared = await crew.run({ kind: 'prepare', matter: found.matter, keys: keys.value })
  if (!prepared.ok) return stopped(house, job, prepared.problems)
  const measures = prepared.value.measures.map(
    ({ items, ...m }): MeasureState => ({ ...m, items, chunks: Math.ceil(items / cut(items)) }),
  )
  await own(house, job, async (unit) => {
    const { org, assessment: id, run } = job.data
    for (const [stage, { measure, items, chunks }] of measures.entries()) {
      await unit.query(
        `INSERT INTO registry.chunk (org_id, assessment_id, run, measure, stage, number, first, items, state)
         SELECT $1, $2, $3, $4, $5, n, n * $6, least($6, $7 - n * $6), 'waiting' FROM generate_series(0, $8 - 1) AS n`,
        [org, id, run, measure, stage, cut(items), items, chunks],
      )
    }
    await unit.db
      .updateTable('assessment')
      .set({
        activity: 'running',
        measures: JSON.stringify(measures),
        items_total: measures.reduce((n, m) => n + m.items, 0),
        problems: JSON.stringify(prepared.value.warnings),
        updated_at: sql<Date>`now()`,
        row_version: sql<number>`row_version + 1`,
      })
      .where('org_id', '=', org)
      .where('assessment_id', '=', id)
      .execute()
    await enter(house, unit, job.data, measures, 0)
    unit.record({ what: 'assessment.planned', assessment: id, run, items: measures.reduce((n, m) => n + m.items, 0) })
  })
}

/** Hands out the chunks of a stage that wait, or of the next one that has any; behind the last one everything is put together. */
async function enter(house: House, unit: Unit, data: AssessmentWork, measures: readonly MeasureState[], from: number) {
  const { org, assessment: id, run } = data
  const waiting = await unit.db
    .selectFrom('chunk')
    .select(['measure', 'number', 'stage'])
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', run)
    .where('stage', '>=', from)
    .where('state', '=', 'waiting')
    .orderBy('stage')
    .orderBy('number')
    .execute()
  const stage = waiting[0]?.stage ?? measures.length
  const chunks = waiting.filter((each) => each.stage === stage)
  await unit.db
    .updateTable('assessment')
    .set({ stage, remaining: chunks.length, updated_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .execute()
  if (chunks.length === 0) return house.jobs.send(unit, 'conclude', [{ org, assessment: id, run }])
  const jobs = chunks.map(({ measure, number }) => ({ org, assessment: id, run, measure, number }))
  return house.jobs.send(unit, 'chunk', jobs)
}

/** Measures one chunk; its journal is evidence before the database says that it is done. */
export async function chunkStep({ house, crew, job, alive, onProgress }: Step): Promise<void> {
  const { org, assessment: id, run, measure = '', number = 0 } = job.data
  const found = await matterOf(house, job.data)
  if (found === undefined || found.row.activity !== 'running') return ended(house, job)
  const actor = { org, person: workerPerson }
  const mine = await asTenant(house.engine, actor, ({ db }) =>
    db
      .selectFrom('chunk')
      .select(['first', 'items', 'stage', 'state', 'journal_sha256'])
      .where('org_id', '=', org)
      .where('assessment_id', '=', id)
      .where('run', '=', run)
      .where('measure', '=', measure)
      .where('number', '=', number)
      .executeTakeFirst(),
  )
  if (mine === undefined || mine.state === 'done') return ended(house, job)
  const keys = await keysOf(house, org, found.matter)
  if (!keys.ok) return stopped(house, job, keys.problems)
  const earlier = await journalsOf(house, job.data, (stage) => stage < mine.stage)
  const folder = join(house.workFolder, 'chunks')
  await mkdir(folder, { recursive: true })
  // a job may be delivered twice, to two processes that share this folder
  const journal = join(folder, `${job.id}-${job.tries}.jsonl`)
  try {
    // it was measured before, and people have looked at it since
    if (mine.journal_sha256 !== null)
      await copyWithoutReviews(await localEvidence(house, org, mine.journal_sha256), journal)
    const ran = await crew.run(
      {
        kind: 'chunk',
        matter: found.matter,
        keys: keys.value,
        measure,
        first: mine.first,
        count: mine.items,
        journal,
        earlier: [...earlier.values()].flat(),
      },
      { signal: alive, onProgress },
    )
    if (alive.aborted) return
    // awaited here: a rejection must not stand alone while the journal is taken away
    if (!ran.ok) return await stopped(house, job, ran.problems)
    const stored = await keepEvidence(house, actor, createReadStream(journal), {
      name: `${measure}-${number}.jsonl`,
      mediaType: mediaTypes.journal,
    })
    await own(house, job, (unit) => chunkDone(house, unit, job.data, { ...stored, ...ran.value }))
    const { measured, errors } = ran.value
    house.telemetry.count('plumbline.items', measured - errors, { 'plumbline.outcome': 'measured' })
    house.telemetry.count('plumbline.items', errors, { 'plumbline.outcome': 'set-up-error' })
  } finally {
    await rm(journal, { force: true })
  }
}

async function chunkDone(
  house: House,
  unit: Unit,
  data: AssessmentWork,
  done: { readonly sha256: string; readonly size: number; readonly measured: number; readonly errors: number },
): Promise<void> {
  const { org, assessment: id, run, measure = '', number = 0 } = data
  const { numUpdatedRows } = await unit.db
    .updateTable('chunk')
    .set({
      state: 'done',
      measured: done.measured,
      errors: done.errors,
      journal_sha256: done.sha256,
      journal_size: done.size,
      finished_at: sql<Date>`now()`,
    })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', run)
    .where('measure', '=', measure)
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  // delivered twice: the first one counts
  if (numUpdatedRows === 0n) return
  unit.record({ what: 'chunk.done', assessment: id, run, measure, number, journal: done.sha256 })
  const row = await unit.db
    .updateTable('assessment')
    .set({ remaining: sql<number>`remaining - 1`, updated_at: sql<Date>`now()` })
    .where('org_id', '=', org)
    .where('assessment_id', '=', id)
    .where('run', '=', run)
    .returning(['remaining', 'stage', 'measures', 'activity'])
    .executeTakeFirst()
  if (row?.remaining === 0 && row.activity === 'running') await enter(house, unit, data, row.measures, row.stage + 1)
}

/** Puts the chunks together, judges, signs, and keeps the report. */
export async function concludeStep({ house, crew, job }: Step): Promise<void> {
  const { org, assessment: id } = job.data
  const found = await matterOf(house, job.data)
  if (found === undefined) return ended(house, job)
  // somebody may have lost a file while it was measured
  const faults = await damaged(house, org, found.relied)
  if (faults.length > 0) return stopped(house, job, faults)
  const keys = await keysOf(house, org, found.matter)
  if (!keys.ok) return stopped(house, job, keys.problems)
  const names = Object.entries(keys.value).map(([name, { hosts }]) => [name, { value: '', hosts }] as const)
  const journals = await journalsOf(house, job.data, () => true)
  const out = join(house.workFolder, 'reports', `${job.id}-${job.tries}`)
  await mkdir(out, { recursive: true })
  try {
    const concluded = await crew.run({
      kind: 'conclude',
      matter: found.matter,
      keys: Object.fromEntries(names),
      journals: Object.fromEntries(journals),
      out,
      key: { folder: house.keysFolder },
    })
    if (!concluded.ok) return await stopped(house, job, concluded.problems)
    const { bundle, subject, verdict, headline, signedBy, sheets, warnings } = concluded.value
    const { size } = await stat(bundle)
    const stored = await keepEvidence(house, { org, person: workerPerson }, createReadStream(bundle), {
      name: `${subject.id}.plumb`,
      mediaType: mediaTypes.bundle,
      expected: { size },
    })
    const handed: { measure: string; sha256: string; open: number; saveAs: string }[] = []
    for (const { measure, file, ...sheet } of sheets) {
      const name = `${measure}.csv`
      const about = { name, mediaType: mediaTypes.sheet }
      const { sha256 } = await keepEvidence(house, { org, person: workerPerson }, createReadStream(file), about)
      handed.push({ measure, sha256, ...sheet })
    }
    await own(house, job, async (unit) => {
      await closeSheets(unit, id)
      for (const { measure, ...sheet } of handed)
        await handOut(unit, { assessment: id, run: job.data.run, measure }, sheet)
      const report = randomUUID()
      await unit.db
        .insertInto('report')
        .values({
          org_id: org,
          report_id: report,
          assessment_id: id,
          bundle_sha256: stored.sha256,
          standard_hash: found.row.standard_hash,
          subject: JSON.stringify(subject),
          verdict,
          headline: JSON.stringify(headline),
          signed_by: signedBy,
        })
        .execute()
      await unit.db
        .updateTable('assessment')
        .set({
          state: 'review',
          activity: 'idle',
          problems: JSON.stringify(warnings),
          updated_at: sql<Date>`now()`,
          row_version: sql<number>`row_version + 1`,
        })
        .where('org_id', '=', org)
        .where('assessment_id', '=', id)
        .execute()
      unit.record({ what: 'report.made', assessment: id, report, verdict, bundle: stored.sha256 })
    })
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

/** The organization's secrets that its description names. */
const keysOf = async (house: House, org: string, { folder }: Matter) =>
  keysFor(house, { org, person: workerPerson }, await readFile(join(folder, 'subject.yaml'), 'utf8'))

/** Journals of the chunks that are done, on this machine, by measure in the order of the work list. */
async function journalsOf(
  house: House,
  { org, assessment: id, run }: AssessmentWork,
  wanted: (stage: number) => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const chunks = await asTenant(house.engine, { org, person: workerPerson }, ({ db }) =>
    db
      .selectFrom('chunk')
      .select(['measure', 'stage', 'journal_sha256'])
      .where('org_id', '=', org)
      .where('assessment_id', '=', id)
      .where('run', '=', run)
      .where('state', '=', 'done')
      .orderBy('stage')
      .orderBy('number')
      .execute(),
  )
  const journals = new Map<string, string[]>()
  for (const { measure, stage, journal_sha256 } of chunks) {
    if (!wanted(stage) || journal_sha256 === null) continue
    const path = await localEvidence(house, org, journal_sha256)
    journals.set(measure, [...(journals.get(measure) ?? []), path])
  }
  return journals
}

/** A transaction that ends the job with its work, or keeps nothing of it. */
export function own<T>(house: House, job: Job, work: (unit: Unit) => Promise<T>): Promise<T> {
  return asTenant(house.engine, { org: job.data.org, person: workerPerson }, async (unit) => {
    await house.jobs.finish(unit, job)
    return work(unit)
  })
}

/** Nothing to do any more. */
export const ended = (house: House, job: Job) => own(house, job, async () => {})

/** The assessment cannot go on, and says why. @throws where only a machine is at fault: the job is then tried again. */
async function stopped(house: House, job: Job<AssessmentWork>, problems: readonly Problem[]): Promise<void> {
  const fault = machineFault(problems)
  if (fault !== undefined) throw new Error(fault)
  await own(house, job, (unit) => fail(unit, job.data.assessment, withoutMachinePaths(problems)))
}

/** A job that failed too often: the assessment says so, instead of being measured for ever. */
export const giveUp = (house: House, job: Job<AssessmentWork>, why: string): Promise<void> =>
  stopped(house, job, [givenUp(why)])

/** The same for one whose workers were lost each time; an earlier run's is nothing any more. */
export async function deadStep({ house, job }: Step): Promise<void> {
  const found = await matterOf(house, job.data)
  await (found ? giveUp(house, job, '') : ended(house, job))
}

const givenUp = (got: string): Problem =>
  problem(
    'measuring-given-up',
    {
      zh: '测量多次中断，已停止再试；与被测对象无关',
      en: 'Measuring broke off many times and is not tried again; the object under test is not to blame',
    },
    {
      ...(got ? { got } : {}),
      next: {
        zh: '请管理员查看磁盘、内存与服务日志，然后重新开始测量',
        en: 'have disk, memory and the log of the server looked at, then begin measuring again',
      },
    },
  )
