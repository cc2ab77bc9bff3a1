import { join } from 'node:path'
import type { HandOut, Instrument, Item, Reduction, Subject } from '../instruments/contract.ts'
import { type RunTally, runReducer } from '../instruments/records/run.ts'
import type { Problem } from '../language/problem.ts'
import { done, type Outcome } from '../language/problem.ts'
import type { Plan, PlannedMeasure } from './plan.ts'
import type { Progress } from './run/progress.ts'
import { resultLines } from './run/result-lines.ts'
import { type Part, type Run, run } from './run/run.ts'

/** A measure that was determined, with every item's outcome behind it as the lines of its results file. */
export interface Determined {
  readonly planned: PlannedMeasure
  readonly lines: Uint8Array
  readonly reduction?: Reduction
  /** why the run cannot be used; the subject is not to blame */
  readonly invalid?: Problem
  /** what people still have to do for it */
  readonly handOut?: HandOut
}

export interface MeasureOptions {
  /** folder of the journals; what lies there is continued */
  readonly journals: string
  readonly width: number
  readonly signal: AbortSignal
  readonly onProgress?: (measure: string, progress: Progress) => void
  readonly onStart?: (measure: PlannedMeasure) => void
  /** the journals are taken as they are: other workers have filled them */
  readonly settled?: boolean
}

export interface Measured {
  readonly measures: readonly Determined[]
  /** false after a cancellation: what is done is kept in the journals */
  readonly complete: boolean
  readonly warnings: readonly Problem[]
}

/** What would stop the measuring before it starts: all of it at once. */
export async function checkSetUp(plan: Plan, subject: Subject): Promise<readonly Problem[]> {
  const found = new Map<string, Problem>()
  for (const m of plan.measures) {
    // several instruments may need the same thing and miss it
    for (const p of await m.instrument.check(subject, m.params)) found.set(JSON.stringify(p), p)
  }
  return [...found.values()]
}

/** Determines every planned measure, one after the other, each into its journal. */
export async function measureAll(plan: Plan, subject: Subject, options: MeasureOptions): Promise<Outcome<Measured>> {
  const measures: Determined[] = []
  const warnings: Problem[] = []
  const earlier: string[] = []
  const tallies: { id: string; ok: true; result: RunTally }[] = []
  for (const planned of plan.measures) {
    if (planned.instrument.name === runReducer.name) continue
    if (!isMeasured(planned)) {
      const { n, evidence, quantities } = planned.params as { n?: number; evidence: string; quantities: unknown }
      const given = {
        id: 'supplied',
        ok: true,
        result: { evidence, quantities, ...(n === undefined ? {} : { n }) },
      } as const
      // what JSON leaves out (undefined) is left out
      const lines = resultLines([JSON.parse(JSON.stringify(given))], 0)
      measures.push({ planned, lines, reduction: reduce(planned, [given], plan.standard.confidences) })
      continue
    }
    options.onStart?.(planned)
    const journal = join(options.journals, `${planned.measure}.jsonl`)
    const ran = await run(planned.instrument as Instrument<unknown, Item, unknown>, subject, planned.params, {
      journal,
      earlier,
      width: options.width,
      signal: options.signal,
      onProgress: (p) => options.onProgress?.(planned.measure, p),
      ...(options.settled ? { settled: true } : {}),
    })
    if (!ran.ok) return ran
    earlier.push(journal)
    warnings.push(...ran.value.warnings)
    if (!ran.value.complete) return done({ measures, complete: false, warnings })
    // the values are read from disk for each use rather than kept
    const linesOf = ({ outcomes, bytes }: Run<unknown>) => resultLines(outcomes(), bytes)
    const left = await planned.instrument.handOut?.(subject, planned.params, ran.value.results())
    const handOut = left ? { handOut: left } : {}
    if (ran.value.invalid) {
      measures.push({ planned, lines: linesOf(ran.value), invalid: ran.value.invalid, ...handOut })
      continue
    }
    const reduction = reduce(planned, ran.value.results(), plan.standard.confidences)
    measures.push({ planned, lines: linesOf(ran.value), reduction, ...handOut })
    const { total: items, done: answered } = ran.value
    tallies.push({ id: planned.measure, ok: true, result: { items, errors: items - answered } })
  }
  for (const planned of plan.measures) {
    if (planned.instrument.name !== runReducer.name) continue
    const byId = tallies.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const reduction = reduce(planned, byId, plan.standard.confidences)
    measures.push({ planned, lines: resultLines(byId, 0), reduction })
  }
  return done({ measures, complete: true, warnings })
}

/** Whether a planned measure is measured item by item; the others follow from what is given. */
export const isMeasured = ({ instrument }: PlannedMeasure) =>
  instrument.name !== 'records/supplied' && instrument.name !== runReducer.name

/** Determines one part of one planned measure into a journal; `earlier` are journals of measures before it in the plan. */
export async function measurePart(
  planned: PlannedMeasure,
  subject: Subject,
  options: {
    readonly journal: string
    readonly part: Part
    readonly earlier: readonly string[]
    readonly width: number
    readonly signal: AbortSignal
    readonly onProgress?: (progress: Progress) => void
  },
): Promise<Outcome<Run<unknown>>> {
  return run(planned.instrument as Instrument<unknown, Item, unknown>, subject, planned.params, options)
}

function reduce(
  { instrument, recorded }: PlannedMeasure,
  results: Iterable<{ readonly id: string; readonly result: unknown }>,
  confidences: readonly string[],
): Reduction {
  return instrument.reduce(results, recorded, confidences)
}
