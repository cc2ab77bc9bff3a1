import { groupedRatio } from './grouped-ratio.ts'
import { clopperPearsonLower, clopperPearsonUpper } from './intervals.ts'
import { pcg32, type Random } from './random.ts'

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

/** With more clusters alike ones are drawn together; up to here one by one, so that small sets keep their draws. */
export const GROUPED_ABOVE = 10_000

/** A ratio of sums over clusters: one entry per cluster each, denominators >= 0 with a positive sum. */
export interface ClusterRatio {
  readonly numerators: Float64Array
  readonly denominators: Float64Array
}

/**
 * Cluster bootstrap of Σ numerator / Σ denominator: clusters (lines, speakers) are drawn with replacement, as many as there are.
 * Inputs: as `ClusterRatio`. The order of clusters is part of the seed's meaning: sort by id. Resamples whose denominator is 0 are drawn again.
 * Above `GROUPED_ABOVE` clusters the draws are those of `groupedRatio`: others, of the same distribution.
 * Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 2.4, 3.8.
 */
export function bootstrapRatio(
  numerators: Float64Array,
  denominators: Float64Array,
  options: BootstrapOptions = {},
): Resamples {
  return bootstrapRatios([{ numerators, denominators }], options)[0]!
}

/** Several ratios over the same clusters; each gets the resamples that `bootstrapRatio` gives it alone, drawn once for all. */
export function bootstrapRatios(ratios: readonly ClusterRatio[], options: BootstrapOptions = {}): readonly Resamples[] {
  for (const ratio of ratios) checkRatio(ratio)
  const { rounds = 2000, seed = DEFAULT_SEED } = options
  const n = ratios[0]?.numerators.length ?? 0
  if (ratios.some((ratio) => ratio.numerators.length !== n)) throw new RangeError('all ratios need the same clusters')
  const values =
    n > GROUPED_ABOVE
      ? ratios.map((ratio) => groupedRatio(ratio, rounds, pcg32(seed)))
      : oneByOne(ratios, rounds, pcg32(seed))
  return values.map((drawn) => ({ sorted: drawn.sort() }))
}

function checkRatio({ numerators, denominators }: ClusterRatio): void {
  const n = numerators.length
  if (n === 0 || n !== denominators.length) throw new RangeError('need one numerator and one denominator per cluster')
  if (!(denominators.reduce((a, b) => a + b, 0) > 0)) throw new RangeError('the denominators sum to 0')
}

/** Each ratio takes the first resamples in which its denominator is above 0, as it would alone. */
function oneByOne(ratios: readonly ClusterRatio[], rounds: number, random: Random): Float64Array[] {
  const drawn = ratios.map((ratio) => ({ ...ratio, values: new Float64Array(rounds), filled: 0 }))
  const n = ratios[0]?.numerators.length ?? 0
  const which = new Uint32Array(n)
  while (drawn.some((ratio) => ratio.filled < rounds)) {
    random.fillBelow(which, n)
    for (const ratio of drawn) {
      if (ratio.filled === rounds) continue
      const value = summedRatio(ratio, which)
      if (value !== undefined) ratio.values[ratio.filled++] = value
    }
  }
  return drawn.map(({ values }) => values)
}

function summedRatio({ numerators, denominators }: ClusterRatio, which: Uint32Array): number | undefined {
  let top = 0
  let bottom = 0
  for (let i = 0; i < which.length; i++) {
    const j = which[i]!
    top += numerators[j]!
    bottom += denominators[j]!
  }
  return bottom > 0 ? top / bottom : undefined
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
