/**
 * Both ends of some resamples, ascending: enough for one-sided percentile bounds at high confidences without keeping all. Bounds at a confidence
 * so low that they would lie further inside are those of the innermost value kept, which is wider.
 */
export interface Tails {
  /** resamples drawn */
  readonly rounds: number
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Digits that are kept: far more than resamples are good for. */
const DIGITS = 9

/**
 * The `kept` lowest and highest of the values. A resample without a value (NaN) is taken as `lowest` for the one and `highest` for the other
 * end; where these are not given it is left out.
 */
export function tailsOf(values: Float64Array, ends?: readonly [lowest: number, highest: number], kept = 250): Tails {
  const known = values.filter((x) => !Number.isNaN(x))
  const settled = (instead: number | undefined) =>
    (instead === undefined ? known : values.map((x) => (Number.isNaN(x) ? instead : x))).sort()
  const short = (x: number) => Number(x.toPrecision(DIGITS))
  const low = settled(ends?.[0])
  return {
    rounds: low.length,
    low: Array.from(low.subarray(0, kept), short),
    high: Array.from(settled(ends?.[1]).subarray(-kept), short),
  }
}

/** One-sided percentile bounds: the order statistic with at most α(B+1) resamples beyond it; null where there are too few for that. */
export function tailBounds(
  tails: Tails,
  confidence: number,
): { readonly lower: number; readonly upper: number } | null {
  const rank = Math.floor((1 - confidence) * (tails.rounds + 1) + 1e-9)
  if (rank < 1 || tails.low.length === 0) return null
  return {
    lower: tails.low[Math.min(rank, tails.low.length) - 1]!,
    upper: tails.high[Math.max(tails.high.length - rank, 0)]!,
  }
}
