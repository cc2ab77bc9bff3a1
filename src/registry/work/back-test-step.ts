import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { backTest as judgeAgain } from '../../assessment/back-test/run.ts'
import { readBundle } from '../../attestation/bundle/read.ts'
import { names } from '../../attestation/layout.ts'
import { loadFiles } from '../../language/load.ts'
import { type Problem, problem, warning } from '../../language/problem.ts'
import type { BackTestWish } from '../back-tests.ts'
import { bytesOf } from '../evidence/store.ts'
import type { House } from '../house.ts'
import type { BackTestWork, Job } from '../jobs.ts'
import { asTenant, EVENTS } from '../unit.ts'
import { workerPerson } from './matter.ts'
import { ended, own, type Step } from './steps.ts'

/** Milliseconds between two words on how far it is. */
const TELLS_EVERY = 1000

/**
 * Judges the attested evidence of the installation under both editions. What is read of others stays on this machine until the end of the job
 * and is named nowhere; the committee gets the document, in which small counts are kept back.
 */
export async function backTestStep({ house, job, alive }: Step<BackTestWork>): Promise<void> {
  const { org, backTest: id } = job.data
  const found = await taken(house, org, id)
  if (found === undefined) return ended(house, job)
  const [from, to] = [loadFiles(found.from), loadFiles(found.draft)]
  if (!from.ok || !to.ok)
    return over(house, job, { problems: [...(from.ok ? [] : from.problems), ...(to.ok ? [] : to.problems)] })
  const folder = join(house.workFolder, 'back-tests', id)
  await mkdir(folder, { recursive: true })
  const stop = new AbortController()
  const gone = () => stop.abort()
  alive.addEventListener('abort', gone)
  let told = 0
  const tell = (judged: number, reports: number | null) => {
    if (Date.now() - told < TELLS_EVERY) return
    told = Date.now()
    void progress(house, org, id, judged, reports).then((goesOn) => goesOn || stop.abort(), gone)
  }
  try {
    const { file, unread, reports } = await gather(house, found.evidence, folder, stop.signal, tell)
    if (stop.signal.aborted) return await leave(house, job, alive, folder)
    if (reports < found.settings.least)
      return await over(house, job, { problems: [tooFew(reports, found.settings.least)] }, folder)
    const { result, draws, search, rate, least, sector, zone } = found.settings
    const tested = await judgeAgain({
      from: from.value,
      to: to.value,
      reports: file,
      settings: { draws, ...(result === undefined ? {} : { result }), ...(search === undefined ? {} : { search }) },
      groups: { ...(sector === undefined ? {} : { sector }), ...(zone === undefined ? {} : { zone }) },
      least,
      ...(rate === undefined ? {} : { rate }),
      journal: join(folder, 'journal'),
      threads: 1,
      signal: stop.signal,
      onProgress: (p) => tell(p.done, reports),
    })
    if (tested.ok && tested.value === 'stopped') return await leave(house, job, alive, folder)
    await over(
      house,
      job,
      tested.ok
        ? { document: JSON.stringify(tested.value), reports, problems: unread > 0 ? [notRead(unread)] : [] }
        : { problems: withoutPlaces(tested.problems) },
      folder,
    )
  } finally {
    alive.removeEventListener('abort', gone)
  }
}

/** A job that was taken up too often. */
export const giveUpBackTest = (house: House, job: Job<BackTestWork>): Promise<void> =>
  over(house, job, { problems: [givenUp()] }, join(house.workFolder, 'back-tests', job.data.backTest))

interface Taken {
  readonly from: readonly (readonly [name: string, text: string])[]
  readonly draft: readonly (readonly [name: string, text: string])[]
  readonly settings: BackTestWish
  readonly evidence: readonly { readonly org_id: string; readonly bundle_sha256: string }[]
}

/** What is to be done; undefined where it is over, or stopped. In an order that names nobody. */
function taken(house: House, org: string, id: string): Promise<Taken | undefined> {
  return asTenant(house.engine, { org, person: workerPerson }, async ({ db, query }) => {
    const row = await db
      .updateTable('back_test')
      .set({ state: 'running' })
      .where('back_test_id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .returning(['from_hash', 'draft', 'settings'])
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { files } = await db
      .selectFrom('standard')
      .select('files')
      .where('hash', '=', row.from_hash)
      .executeTakeFirstOrThrow()
    const { rows } = await query<{ org_id: string; bundle_sha256: string }>(
      'SELECT org_id::text AS org_id, bundle_sha256 FROM registry.back_test_evidence($1) ORDER BY bundle_sha256 COLLATE "C"',
      [id],
    )
    return { from: files, draft: row.draft, settings: row.settings, evidence: rows }
  })
}

/** The evidence alone of every report, a line each: what it is and not whose. Reports whose bytes are not there are counted. */
async function gather(
  house: House,
  evidence: Taken['evidence'],
  folder: string,
  signal: AbortSignal,
  tell: (judged: number, reports: number | null) => void,
): Promise<{ readonly file: string; readonly unread: number; readonly reports: number }> {
  const file = join(folder, 'evidence.jsonl')
  const out = createWriteStream(file)
  let [unread, reports] = [0, 0]
  for (const { org_id, bundle_sha256 } of evidence) {
    if (signal.aborted) break
    const line = await evidenceOf(house, org_id, bundle_sha256)
    if (line === undefined) unread++
    else {
      reports++
      if (!out.write(`${line}\n`)) await once(out, 'drain')
    }
    tell(0, evidence.length)
  }
  out.end()
  await once(out, 'finish')
  return { file, unread, reports }
}

async function evidenceOf({ evidence }: House, org: string, sha256: string): Promise<string | undefined> {
  const stream = await evidence.get(org, sha256)
  if (stream === undefined) return undefined
  const read = readBundle(await bytesOf(stream))
  const bytes = read.ok ? new Map(read.value).get(names.evidence) : undefined
  return bytes === undefined ? undefined : JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)))
}

/** Whether it goes on: somebody may have stopped it. */
function progress(house: House, org: string, id: string, judged: number, reports: number | null): Promise<boolean> {
  return asTenant(house.engine, { org, person: workerPerson }, async ({ db, query }) => {
    const { numUpdatedRows } = await db
      .updateTable('back_test')
      .set({ judged, reports })
      .where('back_test_id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst()
    await query('SELECT pg_notify($1, $2)', [EVENTS, org])
    return numUpdatedRows > 0n
  })
}

/** A worker that ends leaves its journal to the next; what somebody stopped is over. */
async function leave(house: House, job: Job, alive: AbortSignal, folder: string): Promise<void> {
  if (alive.aborted) return
  await ended(house, job)
  await rm(folder, { recursive: true, force: true })
}

async function over(
  house: House,
  job: Job<BackTestWork>,
  result: { readonly document?: string; readonly reports?: number; readonly problems: readonly Problem[] },
  folder?: string,
): Promise<void> {
  const { backTest: id } = job.data
  const state = result.document === undefined ? 'failed' : 'done'
  await own(house, job, async ({ db, record }) => {
    const { numUpdatedRows } = await db
      .updateTable('back_test')
      .set({
        state,
        problems: JSON.stringify(result.problems),
        finished_at: sql<Date>`now()`,
        ...(result.document === undefined ? {} : { document: result.document }),
        ...(result.reports === undefined ? {} : { reports: result.reports, judged: result.reports }),
      })
      .where('back_test_id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst()
    if (numUpdatedRows > 0n) record({ what: `back-test.${state}`, backTest: id })
  })
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}

/** Where a file lies on a machine is told to nobody. */
const withoutPlaces = (problems: readonly Problem[]): Problem[] =>
  problems.map(({ place: _, got: __, ...rest }) => rest)

const tooFew = (got: number, expected: number): Problem =>
  problem(
    'too-few-reports',
    {
      zh: '已作出决定的报告太少：结果会透露某一家的等级',
      en: 'Too few attested reports: what comes out would show the grade of one of them',
    },
    {
      expected: `≥ ${expected}`,
      // how many there are is no secret: it is fewer than are kept back
      got: String(got),
      next: {
        zh: '等登记的报告增多，或用示例证据在命令行上做回溯检验',
        en: 'wait until more reports are registered, or run a back-test on sample evidence with the command',
      },
    },
  )

const notRead = (n: number): Problem =>
  warning('evidence-not-read', {
    zh: `${n} 份报告的文件已不在，未计入`,
    en: `The files of ${n} reports are no longer there; they are not counted`,
  })

const givenUp = (): Problem =>
  problem(
    'measuring-given-up',
    { zh: '回溯检验多次中断，已停止再试', en: 'The back-test broke off many times and is not tried again' },
    {
      next: {
        zh: '请管理员查看磁盘、内存与服务日志，然后重新开始',
        en: 'have disk, memory and the log of the server looked at, then begin it again',
      },
    },
  )
