import PgBoss from 'pg-boss'
import type { Engine } from './engine.ts'
import { roles } from './roles.ts'
import { type Telemetry, unobserved } from './telemetry.ts'
import type { Unit } from './unit.ts'

/** `dead`: what was taken up too often without coming to an end */
export type Queue = 'prepare' | 'chunk' | 'conclude' | 'back-test' | 'dead'

/** What a job says: whose it is and of what. Never more: the queue knows no tenants. */
export type JobData = AssessmentWork | BackTestWork

export interface BackTestWork {
  readonly org: string
  readonly backTest: string
  /** as of an assessment */
  readonly trace?: string
}

export interface AssessmentWork {
  readonly org: string
  readonly assessment: string
  readonly run: number
  readonly measure?: string
  readonly number?: number
  /** W3C traceparent of what sent it, where somebody observes */
  readonly trace?: string
}

export interface Job<D extends JobData = JobData> {
  readonly id: string
  readonly queue: Queue
  readonly data: D
  /** how often it was taken before */
  readonly tries: number
}

/** The job has been given to another worker: what this one did counts for nothing. */
export class LostJob extends Error {
  constructor() {
    super('the job was given to another worker')
    this.name = 'LostJob'
  }
}

/** Work that waits in the database (pg-boss): sent, taken and finished in the transactions of what it belongs to. */
export interface Jobs {
  /** committed with the unit, or not at all */
  send(unit: Pick<Unit, 'jobs'>, queue: Queue, data: readonly JobData[]): Promise<void>
  /** undefined where nothing waits */
  take(queue: Queue): Promise<Job | undefined>
  /** Says that the worker lives; false where the job is no longer its own. To be said well within a minute. */
  beat(job: Job): Promise<boolean>
  /** Ends the job inside a unit, with its result; throws LostJob where it is no longer this worker's, so that nothing is kept. */
  finish(unit: Unit, job: Job): Promise<void>
  /** gives it back, to be taken again after some seconds, default 1 */
  giveBack(job: Job, why: string, seconds?: number): Promise<void>
  /** After the only process that works here was killed: what it held is taken again at once. */
  releaseOrphans(): Promise<void>
  stop(): Promise<void>
}

/** Schema and queues are there by migration; this process need not be able to make any. */
export async function openJobs(engine: Engine, telemetry: Telemetry = unobserved): Promise<Jobs> {
  const asJobs = `SET LOCAL ROLE ${roles.jobs}`
  const executeSql = (text: string, values?: unknown[]) =>
    engine.transaction(asJobs, async ({ query, script }) => {
      if (values?.length) return { rows: [...(await query(text, values)).rows] }
      // a transaction is open already, and its end would be ours
      const inner = text.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '')
      if (/^\s*SELECT|RETURNING/i.test(inner) && !/;\s*\S/.test(inner)) return { rows: [...(await query(inner)).rows] }
      await script(inner)
      return { rows: [] }
    })
  const boss = new PgBoss({
    db: { executeSql },
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: 5,
    archiveCompletedAfterSeconds: 3600,
  })
  boss.on('error', () => {})
  await boss.start()
  const mine = 'WHERE name = $1 AND id = $2 AND state = $3 AND retry_count = $4'
  const key = ({ queue, id, tries }: Job) => [queue, id, 'active', tries]
  return {
    send: async (unit, queue, data) => {
      if (data.length === 0) return
      const trace = telemetry.current()
      await boss.insert(
        data.map((each) => ({ name: queue, data: trace === undefined ? each : { ...each, trace } })),
        { db: unit.jobs },
      )
    },
    take: async (queue) => {
      const [job] = await boss.fetch<JobData>(queue, { includeMetadata: true })
      return job && { id: job.id, queue, data: job.data, tries: job.retryCount }
    },
    beat: async (job) => {
      const { rows } = await executeSql(
        `UPDATE pgboss.job SET started_on = now() ${mine} RETURNING 1 AS alive`,
        key(job),
      )
      return rows.length > 0
    },
    finish: async (unit, job) => {
      const { rows } = await unit.jobs.executeSql(`SELECT 1 AS mine FROM pgboss.job ${mine} FOR UPDATE`, key(job))
      if (rows.length === 0) throw new LostJob()
      await boss.complete(job.queue, job.id, {}, { db: unit.jobs })
    },
    giveBack: async (job, why, seconds = 1) => {
      await executeSql(
        `UPDATE pgboss.job SET state = 'retry', retry_count = retry_count + 1, start_after = now() + make_interval(secs => $6),
           output = $5::jsonb ${mine}`,
        [...key(job), JSON.stringify({ why }), seconds],
      )
    },
    releaseOrphans: async () => {
      await executeSql(
        `UPDATE pgboss.job SET state = 'retry', retry_count = retry_count + 1, start_after = now() WHERE state = $1`,
        ['active'],
      )
    },
    stop: () => boss.stop({ graceful: false, wait: false, close: false } as never),
  }
}
