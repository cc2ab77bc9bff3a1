import { sortNumbers } from '../sort-numbers.ts'

/**
 * Sums of values over pairs of clusters (subjects, speakers), so that a resample of clusters is one walk over the pairs that occur. A pair (a, b)
 * weighs w[a]·w[b]; within one cluster it weighs w[a], as drawing a person twice gives no comparisons between the two copies.
 */
export interface PairSums {
  /** distinct pairs of clusters */
  readonly pairs: number
  /** weighted sum; `weights` has one count per cluster */
  total(weights: Uint32Array): number
}

/** Inputs: one entry a comparison, clusters from 0 to `clusters` - 1 (up to 2^26 of them); `values` are 1 where there are none. */
export function pairSums(a: Uint32Array, b: Uint32Array, clusters: number, values?: Float64Array): PairSums {
  const own = new Float64Array(clusters)
  let within = 0
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) continue
    own[a[i]!]! += values?.[i] ?? 1
    within++
  }
  const keys = new Float64Array(a.length - within)
  const key = (i: number) => Math.min(a[i]!, b[i]!) * clusters + Math.max(a[i]!, b[i]!)
  for (let i = 0, at = 0; i < a.length; i++) if (a[i] !== b[i]) keys[at++] = key(i)
  const sorted = sortNumbers(keys)
  // how often each pair occurs, beside it; the distinct pairs move to the front
  const times = new Int32Array(sorted.length)
  let pairs = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[pairs - 1]) sorted[pairs++] = sorted[i]!
    times[pairs - 1]!++
  }
  const distinct = sorted.subarray(0, pairs)
  const starts = new Uint32Array(clusters + 1)
  const columns = clusters <= 65_536 ? new Uint16Array(pairs) : new Uint32Array(pairs)
  for (let p = 0, row = 0; p < pairs; p++) {
    while (distinct[p]! >= (row + 1) * clusters) row++
    starts[row + 1]!++
    columns[p] = distinct[p]! - row * clusters
  }
  for (let c = 0; c < clusters; c++) starts[c + 1]! += starts[c]!
  const inside = [...own.keys()].filter((c) => own[c] !== 0)
  const row = values === undefined ? countsOf(columns, times) : sumsOf(columns, valued(a, b, values, distinct, key))
  return {
    pairs: pairs + inside.length,
    total(weights) {
      // whole numbers below 2^31, so that the engine adds integers and not doubles
      const w = new Int32Array(weights.buffer, weights.byteOffset, weights.length)
      let all = 0
      for (const c of inside) all += w[c]! * own[c]!
      for (let r = 0; r < clusters; r++) if (w[r] !== 0) all += w[r]! * row(w, starts[r]!, starts[r + 1]!)
      return all
    },
  }
}

/** Weighted sum over the pairs of one row. */
type RowSum = (weights: Int32Array, from: number, to: number) => number
type Columns = Uint16Array | Uint32Array

function countsOf(columns: Columns, times: Int32Array): RowSum {
  return (w, from, to) => {
    let sum = 0
    for (let p = from; p < to; p++) sum = (sum + Math.imul(w[columns[p]!]!, times[p]!)) | 0
    return sum
  }
}

function sumsOf(columns: Columns, sums: Float64Array): RowSum {
  return (w, from, to) => {
    let sum = 0
    for (let p = from; p < to; p++) sum += w[columns[p]!]! * sums[p]!
    return sum
  }
}

function valued(
  a: Uint32Array,
  b: Uint32Array,
  values: Float64Array,
  distinct: Float64Array,
  key: (i: number) => number,
): Float64Array {
  const sums = new Float64Array(distinct.length)
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) sums[placeOf(distinct, key(i))]! += values[i]!
  return sums
}

function placeOf(ascending: Float64Array, x: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}
