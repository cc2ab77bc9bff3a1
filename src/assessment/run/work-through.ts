import {
  type Instrument,
  type Item,
  type ItemOutcome,
  type MeasureContext,
  SetupError,
  type SetupFault,
  type Subject,
} from '../../instruments/contract.ts'
import { type Problem, ProblemError } from '../../language/problem.ts'
import type { Journal } from './journal.ts'
import type { ProgressMeter } from './progress.ts'
import type { SharedResults } from './shared-results.ts'
import { itemsChanged, listingProblems } from './work-list.ts'

export interface Work<P, I extends Item, R> {
  readonly instrument: Instrument<P, I, R>
  readonly subject: Subject
  readonly params: P
  readonly context: MeasureContext
  /** aborted by the caller, or here when the journal or the listing fails */
  readonly stop: AbortController
  readonly journal: Journal
  /** items that have a result from an earlier run */
  readonly answered: ReadonlySet<string>
  readonly shared: SharedResults
  readonly ids: ReadonlySet<string>
  /** places of the work list that are this run's to measure */
  readonly part: { readonly first: number; readonly count: number }
  readonly meter: ProgressMeter
}

/** Outcomes that may wait for the disk before the workers do. */
const BACKLOG = 1024

/**
 * `width` workers pull from one iterator, so that at most `width` items exist at a time. Returns why it had to stop, or nothing.
 * A worker goes on while its outcome waits for the disk: waiting for every sync would make the disk the pace.
 */
export async function workThrough<P, I extends Item, R>(work: Work<P, I, R>): Promise<readonly Problem[]> {
  const { journal, context, stop, meter } = work
  const problems: Problem[] = []
  const halt = (found: readonly Problem[]) => {
    if (problems.length === 0) problems.push(...found)
    stop.abort()
  }
  const next = puller(work)
  // a number and not a set: old tables of a busy set are garbage that keeps what they held until a full collection
  let unrecorded = 0
  let allRecorded = () => {}

  const record = (outcome: ItemOutcome<R>, shares: string | undefined) => {
    // the outcome itself need not wait for the disk in memory
    const { ok } = outcome
    const recorded = journal.append(outcome, shares).then(
      () => meter.count(ok),
      (error: unknown) => halt(listingProblems(work.instrument.name, error)),
    )
    unrecorded++
    void recorded.then(() => {
      if (--unrecorded === 0) allRecorded()
    })
    return recorded
  }
  const worker = async () => {
    while (!stop.signal.aborted) {
      const item = await next.pull()
      if (item === undefined) return
      const outcome = taken<R>(item, work.shared) ?? (await measured(work.instrument, item, context))
      if (outcome === undefined) return
      const recorded = record(outcome, item.shares)
      if (journal.backlog >= BACKLOG) await recorded
    }
  }
  try {
    const workers = Array.from({ length: context.width }, () =>
      worker().catch((error: unknown) => halt(listingProblems(work.instrument.name, error))),
    )
    await Promise.all(workers)
  } finally {
    await next.end()
    await journal.flush()
    if (unrecorded > 0)
      await new Promise<void>((resolve) => {
        allRecorded = resolve
      })
  }
  return problems
}

/** One item at a time for whichever worker asks, those with a result left out. */
function puller<P, I extends Item, R>(work: Work<P, I, R>) {
  const iterator = work.instrument.items(work.subject, work.params)[Symbol.asyncIterator]()
  // the same ids in the same order as when they were listed
  const listed = work.ids.values()
  const { first, count } = work.part
  let turn: Promise<unknown> = Promise.resolve()
  let over = false
  let place = -1

  const take = async (): Promise<I | undefined> => {
    while (!over && !work.stop.signal.aborted) {
      if (++place >= first + count) return undefined
      const { done, value } = await iterator.next()
      if (done) {
        over = true
        return undefined
      }
      if (listed.next().value !== value.id) {
        throw new ProblemError([itemsChanged(work.instrument.name, value.id)])
      }
      if (place >= first && !work.answered.has(value.id)) return value
    }
    return undefined
  }
  return {
    // an iterator need not bear overlapping calls, so the workers queue for it
    pull: (): Promise<I | undefined> => {
      const mine = turn.then(take)
      turn = mine.catch(() => undefined)
      return mine
    },
    end: async () => {
      if (!over) await iterator.return?.(undefined)
    },
  }
}

/** What an earlier measure was answered to the same question. */
function taken<R>({ id, shares }: Item, shared: SharedResults): ItemOutcome<R> | undefined {
  const found = shares === undefined ? undefined : shared.take(shares)
  return found && { id, ok: true, result: found.result as R }
}

/** The outcome of one item; nothing where a cancellation cut it short, so that it stays open for the next run. */
async function measured<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  item: I,
  context: MeasureContext,
): Promise<ItemOutcome<R> | undefined> {
  try {
    const result = await instrument.measure(item, context)
    return { id: item.id, ok: true, result }
  } catch (error) {
    if (context.signal.aborted) return undefined
    return { id: item.id, ok: false, error: faultOf(error) }
  }
}

function faultOf(error: unknown): SetupFault {
  if (error instanceof SetupError) return error.fault
  return {
    code: 'unexpected-error',
    text: { zh: '测量程序意外出错', en: 'the measuring program failed unexpectedly' },
    detail: error instanceof Error ? error.message : String(error),
  }
}
