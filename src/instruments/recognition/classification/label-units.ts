import type { LabelUnit } from '../../../metrics/classification/label-resamples.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { Pool } from './pool.ts'

type Sums = Map<number, [both: number, truth: number, said: number]>

interface Gathered {
  count: number
  rows: number
  right: number
  readonly sums: Sums
}

/**
 * What is drawn together in a bootstrap of labels: clusters where there are some, else rows, those of one kind as one with their count. In an
 * order that follows from the rows alone. `rowsOf` are the rows that count, such as those of a stratum.
 */
export function labelUnits(
  pool: Pool,
  said: readonly (readonly number[] | null)[],
  rowsOf: Iterable<number>,
): readonly LabelUnit[] {
  const gathered = new Map<string, Gathered>()
  const { unitOf } = pool
  for (const i of rowsOf) {
    const [t, s] = [pool.truth[i]!, said[i]!]
    const key = unitOf === undefined ? `${t.join(',')}>${s === null ? '-' : s.join(',')}` : String(unitOf[i]!)
    const known = gathered.get(key)
    if (known !== undefined && unitOf === undefined) {
      known.count++
      continue
    }
    const unit = known ?? { count: 1, rows: 0, right: 0, sums: new Map() }
    if (known === undefined) gathered.set(key, unit)
    add(unit, t, s)
  }
  return [...gathered]
    .sort(([a], [b]) => (unitOf === undefined ? byText(a, b) : Number(a) - Number(b)))
    .map(([, { count, rows, right, sums }]) => ({
      count,
      rows,
      right,
      classes: [...sums.keys()],
      both: [...sums.values()].map((s) => s[0]),
      truth: [...sums.values()].map((s) => s[1]),
      said: [...sums.values()].map((s) => s[2]),
    }))
}

/** Whether what is said is wholly what is true; no prediction is wrong. Both ascending. */
export function isRight(truth: readonly number[], said: readonly number[] | null): boolean {
  return said !== null && truth.length === said.length && truth.every((k, i) => said[i] === k)
}

function add(unit: Gathered, truth: readonly number[], said: readonly number[] | null): void {
  unit.rows++
  if (isRight(truth, said)) unit.right++
  const of = (k: number) => {
    const known = unit.sums.get(k)
    if (known !== undefined) return known
    const fresh: [number, number, number] = [0, 0, 0]
    unit.sums.set(k, fresh)
    return fresh
  }
  for (const k of truth) of(k)[1]++
  for (const k of said ?? []) {
    of(k)[2]++
    if (truth.includes(k)) of(k)[0]++
  }
}
