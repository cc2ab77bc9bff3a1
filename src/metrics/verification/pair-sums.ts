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
  let pairs = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[pairs++] = sorted[i]!
  const distinct = sorted.subarray(0, pairs)
  const starts = new Uint32Array(clusters + 1)
  const columns = clusters <= 65_536 ? new Uint16Array(pairs) : new Uint32Array(pairs)
  for (let p = 0; p < pairs; p++) {
    const row = Math.floor(distinct[p]! / clusters)
    starts[row + 1]!++
    columns[p] = distinct[p]! - row * clusters
  }
  for (let c = 0; c < clusters; c++) starts[c + 1]! += starts[c]!
  const sums = new Float64Array(pairs)
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) sums[placeOf(distinct, key(i))]! += values?.[i] ?? 1
  const single = sums.every((s) => s === 1)
  const inside = [...own.keys()].filter((c) => own[c] !== 0)
  return {
    pairs: pairs + inside.length,
    total(weights) {
      let all = 0
      for (const c of inside) all += weights[c]! * own[c]!
      for (let row = 0; row < clusters; row++) {
        const weight = weights[row]!
        if (weight === 0) continue
        const end = starts[row + 1]!
        let sum = 0
        if (single) for (let p = starts[row]!; p < end; p++) sum += weights[columns[p]!]!
        else for (let p = starts[row]!; p < end; p++) sum += weights[columns[p]!]! * sums[p]!
        all += weight * sum
      }
      return all
    },
  }
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
