import type { ConditionResult, Corruption, RobustnessParams } from './params.ts'
import { rightOf } from './right.ts'

/** One condition with what is right in it, by cluster. */
export interface Column {
  readonly corruption: Corruption
  readonly severity: number
  readonly right: Float64Array
}

/** Inputs that were measured in every condition, summed by cluster in the order of their names. */
export interface Table {
  /** inputs */
  readonly inputs: number
  /** inputs left out because a condition is missing, for a fault of the set-up */
  readonly incomplete: number
  /** what there is to get right, by cluster */
  readonly all: Float64Array
  readonly clean: Float64Array
  /** by name of the corruption, then by severity */
  readonly columns: readonly Column[]
}

/** Pairs conditions by input: without all of them an input would weigh on some conditions and not on others. */
export function tableOf(results: readonly ConditionResult[], params: RobustnessParams): Table {
  const conditions = new Map<string, { corruption: ConditionResult['corruption']; severity: number }>()
  const inputs = new Map<string, Map<string, ConditionResult>>()
  for (const r of results) {
    const key = `${r.corruption} ${r.severity}`
    conditions.set(key, r)
    const own = inputs.get(r.input) ?? new Map<string, ConditionResult>()
    inputs.set(r.input, own.set(key, r))
  }
  const complete = [...inputs.values()].filter((own) => own.size === conditions.size && own.has('clean 0'))
  const names = [...new Set(complete.map((own) => clusterOf(own)))].sort()
  const places = new Map(names.map((name, i) => [name, i]))
  const all = new Float64Array(names.length)
  const summed = (key: string, total?: Float64Array) => {
    const sums = new Float64Array(names.length)
    for (const own of complete) {
      const at = places.get(clusterOf(own))!
      const one = rightOf(own.get(key)!, params)
      sums[at]! += one.right
      if (total) total[at]! += one.all
    }
    return sums
  }
  const clean = summed('clean 0', all)
  const columns = [...conditions]
    .filter(([key]) => key !== 'clean 0')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { corruption, severity }]) => ({
      corruption: corruption as Corruption,
      severity,
      right: summed(key),
    }))
  return { inputs: complete.length, incomplete: inputs.size - complete.length, all, clean, columns }
}

const clusterOf = (own: ReadonlyMap<string, ConditionResult>) => own.get('clean 0')!.cluster
