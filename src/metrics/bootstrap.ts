import { clopperPearsonLower, clopperPearsonUpper } from './intervals.ts'
import { pcg32 } from './random.ts'

/** Resampled values of a ratio of sums, ascending. */
export interface Resamples {
  readonly sorted: Float64Array
}

/** The seed used where a standard names none; it is published, so anyone can draw the same resamples. */
export const DEFAULT_SEED = 20240831n

export interface BootstrapOptions {
  /** resamples, default 2000 */
  readonly rounds?: number
  readonly seed?: bigint | Uint8Array
}

/**
 * Cluster bootstrap of Σ numerator / Σ denominator: clusters (lines, speakers) are drawn with replacement, as many as there are.
 * Inputs: one entry per cluster, denominators >= 0 with a positive sum. The order of clusters is part of the seed's meaning: sort by id.
 * Resamples whose denominator is 0 are drawn again. Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 2.4, 3.8.
 */
export function bootstrapRatio(
  numerators: Float64Array,
  denominators: Float64Array,
  options: BootstrapOptions = {},
): Resamples {
  const n = numerators.length
  if (n === 0 || n !== denominators.length) throw new RangeError('need one numerator and one denominator per cluster')
  if (!(denominators.reduce((a, b) => a + b, 0) > 0)) throw new RangeError('the denominators sum to 0')
  const rounds = options.rounds ?? 2000
  const random = pcg32(options.seed ?? DEFAULT_SEED)
  const values = new Float64Array(rounds)
  for (let b = 0; b < rounds; ) {
    let top = 0
    let bottom = 0
    for (let i = 0; i < n; i++) {
      const j = random.below(n)
      top += numerators[j]!
      bottom += denominators[j]!
    }
    if (bottom > 0) values[b++] = top / bottom
  }
  return { sorted: values.sort() }
}

/**
 * Rounds that leave at least ten resamples beyond a one-sided bound, and never fewer than 2000.
 * confidence in (0, 1).
 */
export function roundsFor(confidence: number): number {
  return Math.max(2000, Math.ceil(10 / (1 - confidence) - 1e-9))
}

/** One-sided percentile bound: the order statistic with at most α(B+1) resamples beyond it. RangeError where B is too small for the confidence. */
export function percentileLower({ sorted }: Resamples, confidence: number): number {
  return sorted[rankBelow(sorted.length, confidence) - 1]!
}

export function percentileUpper({ sorted }: Resamples, confidence: number): number {
  return sorted[sorted.length - rankBelow(sorted.length, confidence)]!
}

function rankBelow(rounds: number, confidence: number): number {
  const rank = Math.floor((1 - confidence) * (rounds + 1) + 1e-9)
  if (rank < 1)
    throw new RangeError(`${rounds} resamples cannot bound at confidence ${confidence}: use roundsFor(confidence)`)
  return rank
}

/** Quantiles of the resamples at (i + ½) / count, ascending: a short stand-in for the whole distribution. */
export function thinned({ sorted }: Resamples, count = 200): Float64Array {
  if (sorted.length <= count) return sorted.slice()
  return Float64Array.from({ length: count }, (_, i) => sorted[Math.floor(((i + 0.5) / count) * sorted.length)]!)
}

/**
 * One-sided bounds of an error ratio (errors / characters by line): the wider of the percentile bootstrap and the exact bound of the share
 * of clusters with errors, scaled to errors per such cluster. Where few clusters have errors the percentile bootstrap alone is too narrow,
 * and with none at all it would claim certainty; an unseen bad cluster is then taken as wholly wrong.
 */
export function errorRatioBounds(
  numerators: Float64Array,
  denominators: Float64Array,
  resamples: Resamples,
  confidence: number,
): { lower: number; upper: number } {
  const n = numerators.length
  let bad = 0
  let top = 0
  let bottom = 0
  for (let i = 0; i < n; i++) {
    if (numerators[i]! > 0) bad++
    top += numerators[i]!
    bottom += denominators[i]!
  }
  const perBad = bad === 0 ? 1 : ((top / bottom) * n) / bad
  return {
    lower: Math.min(percentileLower(resamples, confidence), clopperPearsonLower(bad, n, confidence) * perBad),
    upper: Math.max(percentileUpper(resamples, confidence), clopperPearsonUpper(bad, n, confidence) * perBad),
  }
}
