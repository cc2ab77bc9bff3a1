import type { Instrument, Item, Subject } from '../instruments/contract.ts'
import type { Plan, PlannedMeasure } from './plan.ts'

/** What a measure will take: counted from its work list, before anything is asked. */
export interface MeasureBudget {
  readonly measure: string
  readonly items: number
  /** requests to the subject; what an earlier measure asks already is left out */
  readonly calls: number
  /** tokens sent, and room for those that come back, estimated: one a CJK character, one per four others */
  readonly tokens: number
  /** items that take over an earlier measure's result */
  readonly shared: number
}

/** Walks the work lists of a plan. Measures whose items cannot be listed are left out: their check says why. */
export async function budgetOf(plan: Plan, subject: Subject): Promise<readonly MeasureBudget[]> {
  const seen = new Set<string>()
  const budgets: MeasureBudget[] = []
  for (const planned of plan.measures) {
    const budget = await measureBudget(planned, subject, seen).catch(() => undefined)
    if (budget) budgets.push(budget)
  }
  return budgets
}

async function measureBudget(
  { measure, instrument, params }: PlannedMeasure,
  subject: Subject,
  seen: Set<string>,
): Promise<MeasureBudget> {
  const { cost } = instrument as Instrument<unknown, Item, unknown>
  const own: string[] = []
  let [items, calls, tokens, shared] = [0, 0, 0, 0]
  for await (const item of instrument.items(subject, params)) {
    items++
    if (item.shares !== undefined) own.push(item.shares)
    if ([item.shares, item.takes].some((key) => key !== undefined && seen.has(key))) {
      shared++
      continue
    }
    const asked = cost?.(item, subject)
    calls += asked?.calls ?? 0
    tokens += asked?.tokens ?? 0
  }
  // only earlier measures share: within one, every item is asked
  for (const key of own) seen.add(key)
  return { measure, items, calls, tokens, shared }
}
