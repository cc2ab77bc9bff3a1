import { DEFAULT_SEED, percentileLower, percentileUpper, type Resamples, roundsFor } from './bootstrap.ts'
import { pcg32 } from './random.ts'

/** What two systems made of the same items, in one order of items: what is counted, of how much. Totals of `of` are above 0. */
export interface PairedCounts {
  readonly first: { readonly counted: Float64Array; readonly of: Float64Array }
  readonly second: { readonly counted: Float64Array; readonly of: Float64Array }
}

export interface PairedDifference {
  /** Σ counted / Σ of, of the second less that of the first */
  readonly difference: number
  readonly rounds: number
  /**
   * two-sided: twice the smaller share of resamples on the far side of nothing, at most 1; never below 2 / (rounds + 1), nor below what exchanging
   * the two systems' labels item by item could give at best, 2 / 2^m over the m items on which they differ (resampling claims too much of few)
   */
  readonly p: number
  /** ends of the two-sided interval at a confidence */
  interval(confidence: number): readonly [lower: number, upper: number]
}

/**
 * Difference of two ratios measured on the same items, by resampling items with both systems' counts together: what an item contributes to one
 * it contributes to the other, so that hard items cancel. Percentile interval. Items whose difference is nothing everywhere give p = 1.
 * Source: Bisani and Ney, Bootstrap estimates for confidence intervals in ASR performance evaluation (ICASSP 2004).
 */
export function pairedDifference(counts: PairedCounts, confidence: number): PairedDifference {
  const { first, second } = counts
  const n = first.counted.length
  if (n === 0) throw new RangeError('at least one item is needed')
  const rounds = Math.max(2000, roundsFor((1 + confidence) / 2))
  const random = pcg32(DEFAULT_SEED)
  const values = new Float64Array(rounds)
  for (let b = 0; b < rounds; ) {
    let [topA, ofA, topB, ofB] = [0, 0, 0, 0]
    for (let i = 0; i < n; i++) {
      const j = random.below(n)
      topA += first.counted[j]!
      ofA += first.of[j]!
      topB += second.counted[j]!
      ofB += second.of[j]!
    }
    if (ofA > 0 && ofB > 0) values[b++] = topB / ofB - topA / ofA
  }
  const resamples: Resamples = { sorted: values.sort() }
  const sum = (a: Float64Array) => a.reduce((x, y) => x + y, 0)
  return {
    difference: sum(second.counted) / sum(second.of) - sum(first.counted) / sum(first.of),
    rounds,
    p: Math.max(twoSided(values), Math.min(1, 2 * 0.5 ** differing(counts))),
    interval: (c) => [percentileLower(resamples, (1 + c) / 2), percentileUpper(resamples, (1 + c) / 2)],
  }
}

function differing({ first, second }: PairedCounts): number {
  let m = 0
  for (let i = 0; i < first.counted.length; i++) {
    if (first.counted[i] !== second.counted[i] || first.of[i] !== second.of[i]) m++
  }
  return m
}

function twoSided(sorted: Float64Array): number {
  let [below, above] = [0, 0]
  for (const x of sorted) {
    if (x <= 0) below++
    if (x >= 0) above++
  }
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (sorted.length + 1))
}
