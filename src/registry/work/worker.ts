import type { House } from '../house.ts'
import { type AssessmentWork, type BackTestWork, type Job, type JobData, LostJob, type Queue } from '../jobs.ts'
import { asTenant, EVENTS } from '../unit.ts'
import { backTestStep, giveUpBackTest } from './back-test-step.ts'
import { type Crew, crewOf } from './crew.ts'
import { workerPerson } from './matter.ts'
import { chunkStep, concludeStep, deadStep, giveUp, prepareStep, type Step } from './steps.ts'
import { TELLS_AFTER, tellGoingOn, tellWaiting } from './waits.ts'

export interface WorkerOptions {
  /** jobs at once, default 2 */
  readonly width?: number
  /** milliseconds between two looks at an empty queue, default 500 */
  readonly pause?: number
  /** milliseconds between two signs of life, default 5,000 */
  readonly beat?: number
  /** what went wrong with a job, for the log */
  readonly onError?: (error: unknown, job: Job) => void
}

export interface RunningWorker {
  /** Takes no more jobs and waits for those it has; with `now` gives them up, for another to take. */
  stop(now?: boolean): Promise<void>
}

/** a run that is nearly done is finished before another is begun */
const queues: readonly Queue[] = ['conclude', 'chunk', 'prepare', 'back-test', 'dead']
const steps: Readonly<Record<Exclude<Queue, 'back-test'>, (step: Step) => Promise<void>>> = {
  prepare: prepareStep,
  chunk: chunkStep,
  conclude: concludeStep,
  dead: deadStep,
}

/** how often a job is taken up that fails each time */
const MOST_TRIES = 49

/** milliseconds that a thread has to end what it does */
const LONGEST_FAREWELL = 5000

/** Takes jobs from the queue and does them until it is stopped; any number of workers may share one database. */
export function startWorker(house: House, options: WorkerOptions = {}): RunningWorker {
  const { width = 2, pause = 500, beat = 5000, onError = () => {} } = options
  const ending = new AbortController()
  const leaving = new AbortController()
  const crew = crewOf(width)
  const loops = Array.from({ length: width }, async () => {
    while (!ending.signal.aborted) {
      const job = await next(house).catch(() => undefined)
      if (job === undefined) await sleep(pause, ending.signal)
      else await doJob(house, crew, job, leaving.signal, beat, onError)
    }
  })
  return {
    stop: async (now = false) => {
      ending.abort()
      if (now) {
        leaving.abort()
        // one that does not hear is ended; its job is taken up by another
        await Promise.race([Promise.allSettled(loops), sleep(LONGEST_FAREWELL, new AbortController().signal)])
        await crew.close()
      }
      await Promise.allSettled(loops)
      await crew.close()
    },
  }
}

async function next(house: House): Promise<Job | undefined> {
  for (const queue of queues) {
    const job = await house.jobs.take(queue)
    if (job) return job
  }
  return undefined
}

async function doJob(
  house: House,
  crew: Crew,
  job: Job,
  leaving: AbortSignal,
  beat: number,
  onError: (error: unknown, job: Job) => void,
): Promise<void> {
  const lost = new AbortController()
  const alive = AbortSignal.any([lost.signal, leaving])
  let measured = 0
  const timer = setInterval(() => {
    void house.jobs.beat(job).then(
      (mine) => (mine ? show(house, job, measured) : lost.abort()),
      () => {},
    )
  }, beat)
  try {
    await observed(house, job, () => step({ house, crew, job, alive, onProgress: (n) => (measured = n) }))
    if (leaving.aborted) await house.jobs.giveBack(job, 'the worker ends')
    else if (job.tries > TELLS_AFTER && isOfAssessment(job)) await tellGoingOn(house, job).catch(() => {})
  } catch (error) {
    if (error instanceof LostJob) return
    onError(error, job)
    await tryAgain(house, job, error instanceof Error ? error.message : String(error)).catch(() => {})
  } finally {
    clearInterval(timer)
  }
}

/** Whatever it is about, a job that was taken up too often is ended by the queue of the dead. */
function step({ job, ...rest }: Step<JobData>): Promise<void> {
  if (isOfAssessment(job) && job.queue !== 'back-test') return steps[job.queue]({ ...rest, job })
  const own = job as Job<BackTestWork>
  return job.queue === 'dead' ? giveUpBackTest(rest.house, own) : backTestStep({ ...rest, job: own })
}

const isOfAssessment = (job: Job): job is Job<AssessmentWork> => 'assessment' in job.data

/** Under what sent it, so that the parts of an assessment hang together, whoever measures them. */
async function observed({ telemetry }: House, { queue, data, tries }: Job, work: () => Promise<void>): Promise<void> {
  const { trace } = data
  const { run = 0, measure = '', number = 0 } = 'assessment' in data ? data : {}
  const of =
    'assessment' in data
      ? { 'plumbline.assessment': data.assessment, 'plumbline.run': run }
      : { 'plumbline.back_test': data.backTest }
  const facts = { ...of, 'plumbline.tries': tries }
  const more = queue === 'chunk' ? { 'plumbline.measure': measure, 'plumbline.chunk': number } : {}
  const began = performance.now()
  await telemetry.span(`job ${queue}`, { ...facts, ...more }, work, trace)
  telemetry.took('plumbline.job.duration', (performance.now() - began) / 1000, { 'plumbline.queue': queue })
}

/**
 * A full disk or a lost database may be put right by somebody: later and later, for three quarters of an hour. People are told that it waits,
 * and when it is given up.
 */
async function tryAgain(house: House, job: Job, why: string): Promise<void> {
  if (job.tries >= MOST_TRIES)
    return isOfAssessment(job) ? giveUp(house, job, why) : giveUpBackTest(house, job as Job<BackTestWork>)
  if (job.tries >= TELLS_AFTER && isOfAssessment(job)) await tellWaiting(house, job, why).catch(() => {})
  await house.jobs.giveBack(job, why, Math.min(60, 2 ** Math.min(job.tries, 6)))
}

/** How far a chunk is: told to whoever looks on, and corrected when it is done. */
async function show(house: House, { queue, data }: Job, measured: number): Promise<void> {
  if (queue !== 'chunk' || measured === 0 || !('assessment' in data)) return
  const { org, assessment, run, measure, number } = data
  await asTenant(house.engine, { org, person: workerPerson }, async ({ query }) => {
    await query(
      `UPDATE registry.chunk SET measured = $6 WHERE org_id = $1 AND assessment_id = $2 AND run = $3 AND measure = $4 AND number = $5 AND state = 'waiting'`,
      [org, assessment, run, measure, number, measured],
    )
    await query('SELECT pg_notify($1, $2)', [EVENTS, org])
  }).catch(() => {})
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
