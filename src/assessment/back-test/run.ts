import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import { type BackTest, backTestDocument } from '../../judge/back-test/document.ts'
import { type BackTestSettings, planBackTest } from '../../judge/back-test/plan.ts'
import { add, emptyTally, type Tally } from '../../judge/back-test/tally.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type Progress, ProgressMeter } from '../run/progress.ts'
import { BackTestJournal } from './journal.ts'
import { type Batch, batches, evidenceFilesAt, type GroupFacts, inputsOf } from './rows.ts'
import { type BackTestTask, type BatchOutcome, judgeBatch, planOf, taskOf } from './task.ts'

export interface BackTestRun {
  readonly from: Standard
  readonly to: Standard
  /** file or folder of reports */
  readonly reports: string
  readonly settings: BackTestSettings
  readonly groups: GroupFacts
  readonly least: number
  readonly rate?: string
  /** where the work is taken up again */
  readonly journal: string
  /** threads; 0 judges in this one */
  readonly threads: number
  readonly signal?: AbortSignal
  readonly onProgress?: (p: Progress) => void
}

const batchSize = 1024

/** Judges every report under both editions. A stopped or killed run goes on where it was; the document has the same bytes. */
export async function backTest(run: BackTestRun): Promise<Outcome<BackTest | 'stopped'>> {
  const plan = planBackTest(run.from, run.to, run.settings)
  if (!plan.ok) return plan
  const files = evidenceFilesAt(run.reports)
  if (files.length === 0)
    return failed(
      problem(
        'file-unreadable',
        { zh: `${run.reports} 中没有报告`, en: `There are no reports in ${run.reports}` },
        { expected: '*.plumb, *.json, *.jsonl, *.csv', got: run.reports },
      ),
    )
  const inputs = await inputsOf(files)
  const task = taskOf(run.from, run.to, run.settings, run.groups)
  const key = createHash('sha256')
    .update(JSON.stringify([run.from.hash, run.to.hash, inputs.hash, run.settings, run.groups, batchSize]))
    .digest('hex')
  const journal = new BackTestJournal(run.journal, key)
  const already = [...journal.done.values()].reduce((n, t) => n + t.rows, 0)
  const meter = new ProgressMeter(already, inputs.reports, run.onProgress)
  const tally = emptyTally()
  const crew = crewOf(task, run.threads)
  const busy = new Set<Promise<void>>()
  const problems: Problem[] = []
  const stopped = () => run.signal?.aborted === true || problems.length > 0
  try {
    for await (const batch of batches(files, batchSize)) {
      if (stopped()) break
      const before = journal.done.get(batch.index)
      if (before) {
        add(tally, before)
        continue
      }
      const one: Promise<void> = crew.judge(batch).then((o) => {
        busy.delete(one)
        if ('problem' in o) problems.push(o.problem)
        else {
          journal.put(batch.index, o.tally)
          add(tally, o.tally)
          for (let i = 0; i < o.tally.rows; i++) meter.count(true)
        }
      })
      busy.add(one)
      if (busy.size > run.threads) await Promise.race(busy)
    }
    await Promise.all(busy)
  } finally {
    journal.close()
    await crew.close()
  }
  meter.tell()
  if (problems.length > 0) return failed(...problems)
  if (run.signal?.aborted) return done('stopped')
  return done(documentOf(plan.value, tally, inputs.hash, run))
}

function documentOf(
  plan: Parameters<typeof backTestDocument>[0],
  tally: Tally,
  inputs: string,
  run: BackTestRun,
): BackTest {
  return backTestDocument(plan, tally, {
    inputs,
    least: run.least,
    ...(run.rate === undefined ? {} : { rate: run.rate }),
  })
}

interface Crew {
  judge(batch: Batch): Promise<BatchOutcome>
  close(): Promise<void>
}

/** Threads that judge one batch at a time each. */
function crewOf(task: BackTestTask, threads: number): Crew {
  // sources run as they are in tests, where a thread could not read them
  if (threads === 0 || import.meta.url.endsWith('.ts')) {
    const plan = planOf(task)
    return { judge: async (batch) => judgeBatch(plan, task.groups, batch), close: async () => {} }
  }
  const all = Array.from(
    { length: threads },
    () => new Worker(new URL('./thread.js', import.meta.url), { workerData: task }),
  )
  const idle = [...all]
  const waiting: ((w: Worker) => void)[] = []
  return {
    judge: async (batch) => {
      const worker = idle.pop() ?? (await new Promise<Worker>((resolve) => waiting.push(resolve)))
      const outcome = await new Promise<BatchOutcome>((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (o: BatchOutcome) => {
          worker.off('error', reject)
          resolve(o)
        })
        worker.postMessage(batch)
      })
      const next = waiting.shift()
      if (next) next(worker)
      else idle.push(worker)
      return outcome
    },
    close: async () => {
      await Promise.all(all.map((w) => w.terminate()))
    },
  }
}
