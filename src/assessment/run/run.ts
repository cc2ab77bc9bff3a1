import { setMaxListeners } from 'node:events'
import type { Instrument, Item, ItemOutcome, MeasureContext, Subject } from '../../instruments/contract.ts'
import { canonicalHash } from '../../language/canonical.ts'
import { done, failed, type Outcome, type Problem } from '../../language/problem.ts'
import { type JournalOptions, openJournal } from './journal.ts'
import { indexJournal } from './journal-index.ts'
import { type Progress, ProgressMeter } from './progress.ts'
import { SharedResources } from './shared-resources.ts'
import { SharedResults } from './shared-results.ts'
import { tooManyErrors } from './validity.ts'
import { workList } from './work-list.ts'
import { workThrough } from './work-through.ts'

export interface RunOptions extends JournalOptions {
  /** journal file; it is begun, or continued where it holds the same run */
  readonly journal: string
  /** how many items are measured at once at most, default 4 */
  readonly width?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** journals of measures that went before in the same assessment: what they asked already is not asked again */
  readonly earlier?: readonly string[]
  /** only these places of the work list, from 0: the part of one worker among several */
  readonly part?: Part
  /** nothing is measured any more, not even what ended in a set-up error: the journal is taken as it is */
  readonly settled?: boolean
}

/** Items [first, first + count) of a work list. */
export interface Part {
  readonly first: number
  readonly count: number
}

/** A run that came to its end, whole or cancelled. The outcomes stay on disk and are read when they are asked for. */
export interface Run<R> {
  readonly total: number
  /** items with a result */
  readonly done: number
  /** items whose last outcome is a set-up error, by code */
  readonly errors: Readonly<Record<string, number>>
  /** every item has an outcome; false after a cancellation */
  readonly complete: boolean
  /** why the measurement cannot be used, though the subject is not to blame: too many set-up errors */
  readonly invalid?: Problem
  readonly warnings: readonly Problem[]
  /** bytes of the outcomes in the journal */
  readonly bytes: number
  /** the last outcome of every item, by id */
  outcomes(): Iterable<ItemOutcome<R>>
  /** the results alone, as `reduce` takes them */
  results(): Iterable<{ readonly id: string; readonly result: R }>
}

/**
 * Measures a subject with an instrument into a journal. Items that already have a result there are not measured again; those that
 * ended in a set-up error are. Problems: no-items, duplicate-item, items-unreadable, items-changed, journal-*.
 * Memory grows with the ids, not with the results.
 */
export async function run<P, I extends Item, R>(
  instrument: Instrument<P, I, R>,
  subject: Subject,
  params: P,
  options: RunOptions,
): Promise<Outcome<Run<R>>> {
  const earlier = options.earlier ?? []
  const list = await workList(instrument, subject, params, earlier.length > 0)
  if (!list.ok) return list
  const header = {
    instrument: instrument.name,
    version: instrument.version,
    params: canonicalHash(plain(params)),
    subject: subjectHash(subject),
    items: list.value.hash,
    count: list.value.ids.size,
  }
  const opened = await openJournal(options.journal, header, options)
  if (!opened.ok) return opened
  const journal = opened.value

  const shared = await SharedResults.find(earlier, list.value.shares)
  const answered = new Set<string>()
  for (const [id, what] of journal.known) if (what === 'result' || options.settled) answered.add(id)
  const total = list.value.ids.size
  const own = options.settled ? { first: 0, count: 0 } : (options.part ?? { first: 0, count: total })
  const meter = new ProgressMeter(answered.size, Math.min(total, options.part?.count ?? total), options.onProgress)
  const resources = new SharedResources()
  const width = Math.max(1, Math.floor(options.width ?? 4))
  const stop = new AbortController()
  // every item in flight may listen, and that is no leak
  setMaxListeners(0, stop.signal)
  const cancel = () => stop.abort(options.signal?.reason)
  options.signal?.addEventListener('abort', cancel)
  if (options.signal?.aborted) cancel()
  const context: MeasureContext = {
    signal: stop.signal,
    subject,
    width,
    shared: (key, open, close) => resources.shared(key, open, close),
    earlier: (key) => shared.take(key),
  }

  const warnings = [...journal.warnings]
  let problems: readonly Problem[] = []
  try {
    problems = await workThrough({
      instrument,
      subject,
      params,
      context,
      stop,
      journal,
      answered,
      shared,
      ids: list.value.ids,
      part: own,
      meter,
    })
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    warnings.push(...(await resources.close()))
    await journal.close()
  }
  meter.tell()
  if (problems.length > 0) return failed(...problems)
  return summary(options.journal, total, instrument.errorLimit ?? 0.02, warnings)
}

async function summary<R>(
  path: string,
  total: number,
  limit: number,
  warnings: readonly Problem[],
): Promise<Outcome<Run<R>>> {
  const journal = await indexJournal<R>(path)
  const errors = Object.fromEntries([...journal.errors].sort(([a], [b]) => (a < b ? -1 : 1)))
  let faults = 0
  for (const count of journal.errors.values()) faults += count
  const invalid = tooManyErrors(faults, journal.results + faults, limit, errors)
  return done({
    total,
    done: journal.results,
    errors,
    complete: journal.results + faults === total,
    ...(invalid ? { invalid } : {}),
    warnings,
    bytes: journal.bytes,
    outcomes: () => journal.outcomes(),
    results: () => ({ [Symbol.iterator]: () => resultsOf(journal.outcomes()) }),
  })
}

function* resultsOf<R>(outcomes: Iterable<ItemOutcome<R>>): Generator<{ readonly id: string; readonly result: R }> {
  for (const outcome of outcomes) if (outcome.ok) yield { id: outcome.id, result: outcome.result }
}

/** How gently and by whose key an endpoint is asked is the set-up's: mending it must not cost the answers so far. */
const setUpOnly = [
  ...['concurrency', 'requestsPerMinute', 'tokensPerMinute', 'timeoutSeconds', 'retries', 'apiKeyEnv', 'key'],
  'startSeconds',
]

/** Sections of `access` that are services, asked over a network or as a process. */
const services = ['endpoint', 'classifier', 'judge', 'algorithm']

/** What makes it the same subject; the folder is where it happens to lie on this machine. */
function subjectHash({ id, version, facts, access }: Subject): string {
  const asked = Object.fromEntries(
    services.flatMap((name) => (name in access ? [[name, who(plain(access[name]))]] : [])),
  )
  return canonicalHash(plain({ id, version, facts, access: { ...access, ...asked } }))
}

function who(section: unknown): unknown {
  if (Array.isArray(section)) return section.map(who)
  if (typeof section !== 'object' || section === null) return section
  return Object.fromEntries(Object.entries(section).filter(([key]) => !setUpOnly.includes(key)))
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}
