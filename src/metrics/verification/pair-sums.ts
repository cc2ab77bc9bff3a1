import { type BetweenClusters, pairGrid } from './pair-grid.ts'
import { type PairList, pairList } from './pair-list.ts'

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
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) own[a[i]!]! += values === undefined ? 1 : values[i]!
  const inside = Uint32Array.from([...own.keys()].filter((c) => own[c] !== 0))
  const between =
    (values === undefined ? pairGrid(a, b, clusters) : undefined) ?? listed(pairList(a, b, clusters, values))
  return {
    pairs: between.pairs + inside.length,
    total(weights) {
      // whole numbers below 2^31, so that the engine adds integers and not doubles
      const w = new Int32Array(weights.buffer, weights.byteOffset, weights.length)
      let all = 0
      for (let k = 0; k < inside.length; k++) all += w[inside[k]!]! * own[inside[k]!]!
      return between.total(w, all)
    },
  }
}

function listed({ starts, columns, times }: PairList): BetweenClusters {
  const row = times instanceof Int32Array ? countsOf(columns, times) : valuesOf(columns, times)
  return {
    pairs: columns.length,
    total(w, from) {
      let all = from
      for (let r = 0; r < w.length; r++) if (w[r] !== 0) all += w[r]! * row(w, starts[r]!, starts[r + 1]!)
      return all
    },
  }
}

/** Weighted sum over the pairs of one row. */
type RowSum = (weights: Int32Array, from: number, to: number) => number

function countsOf(columns: PairList['columns'], times: Int32Array): RowSum {
  return (w, from, to) => {
    let sum = 0
    for (let p = from; p < to; p++) sum = (sum + Math.imul(w[columns[p]!]!, times[p]!)) | 0
    return sum
  }
}

function valuesOf(columns: PairList['columns'], sums: Float64Array): RowSum {
  return (w, from, to) => {
    let sum = 0
    for (let p = from; p < to; p++) sum += w[columns[p]!]! * sums[p]!
    return sum
  }
}
