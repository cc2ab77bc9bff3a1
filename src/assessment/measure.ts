import { join } from 'node:path'
import type { Instrument, Item, ItemOutcome, Reduction, Subject } from '../instruments/contract.ts'
import type { Problem } from '../language/problem.ts'
import { done, type Outcome } from '../language/problem.ts'
import type { Plan, PlannedMeasure } from './plan.ts'
import type { Progress } from './run/progress.ts'
import { run } from './run/run.ts'

/** A measure that was determined, with every item's outcome behind it. */
export interface Determined {
  readonly planned: PlannedMeasure
  readonly outcomes: readonly ItemOutcome<unknown>[]
  readonly reduction?: Reduction
  /** why the run cannot be used; the subject is not to blame */
  readonly invalid?: Problem
}

export interface MeasureOptions {
  /** folder of the journals; what lies there is continued */
  readonly journals: string
  readonly width: number
  readonly signal: AbortSignal
  readonly onProgress?: (measure: string, progress: Progress) => void
  readonly onStart?: (measure: PlannedMeasure) => void
}

export interface Measured {
  readonly measures: readonly Determined[]
  /** false after a cancellation: what is done is kept in the journals */
  readonly complete: boolean
  readonly warnings: readonly Problem[]
}

/** What would stop the measuring before it starts: all of it at once. */
export async function checkSetUp(plan: Plan, subject: Subject): Promise<readonly Problem[]> {
  const found: Problem[] = []
  for (const m of plan.measures) found.push(...(await m.instrument.check(subject, m.params)))
  return found
}

/** Determines every planned measure, one after the other, each into its journal. */
export async function measureAll(plan: Plan, subject: Subject, options: MeasureOptions): Promise<Outcome<Measured>> {
  const measures: Determined[] = []
  const warnings: Problem[] = []
  for (const planned of plan.measures) {
    if (planned.instrument.name === 'records/supplied') {
      const { n, evidence, quantities } = planned.params as { n?: number; evidence: string; quantities: unknown }
      measures.push(
        reduced(
          planned,
          [{ id: 'supplied', ok: true, result: { evidence, quantities, ...(n === undefined ? {} : { n }) } }],
          plan.standard.confidences,
        ),
      )
      continue
    }
    options.onStart?.(planned)
    const ran = await run(planned.instrument as Instrument<unknown, Item, unknown>, subject, planned.params, {
      journal: join(options.journals, `${planned.measure}.jsonl`),
      width: options.width,
      signal: options.signal,
      onProgress: (p) => options.onProgress?.(planned.measure, p),
    })
    if (!ran.ok) return ran
    warnings.push(...ran.value.warnings)
    if (!ran.value.complete) return done({ measures, complete: false, warnings })
    const outcomes: ItemOutcome<unknown>[] = []
    for await (const o of ran.value.outcomes()) outcomes.push(o)
    measures.push(
      ran.value.invalid
        ? { planned, outcomes, invalid: ran.value.invalid }
        : reduced(planned, outcomes, plan.standard.confidences),
    )
  }
  return done({ measures, complete: true, warnings })
}

function reduced(
  planned: PlannedMeasure,
  outcomes: readonly ItemOutcome<unknown>[],
  confidences: readonly string[],
): Determined {
  const results = outcomes
    .flatMap((o) => (o.ok ? [{ id: o.id, result: o.result }] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return { planned, outcomes, reduction: planned.instrument.reduce(results, planned.recorded, confidences) }
}
