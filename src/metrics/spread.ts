import { percentileLower, percentileUpper, thinned } from './bootstrap.ts'

/**
 * Values of one number over all resamples. `lower` and `upper` are drawn with imagined cases more that went wrong or right, so that
 * bounds from few or no errors are near the rule of three and not of zero width; NaN is a value that is not defined.
 */
export interface Spread {
  readonly plain: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export function emptySpread(rounds: number): Spread {
  return { plain: new Float64Array(rounds), lower: new Float64Array(rounds), upper: new Float64Array(rounds) }
}

/** What is settled of a number by its resamples. */
export interface Settled {
  /** one-sided percentile bounds, which enclose the value */
  readonly bounds: (confidence: number) => { readonly lower: number; readonly upper: number }
  /** quantiles of the plain resamples, ascending; empty where none is defined */
  readonly quantiles: Float64Array
}

/**
 * A value that is not defined in a resample is taken as the worst for each side, the ends of `range`. Leaves the resamples as they are.
 */
export function settled(value: number, spread: Spread, range: readonly [number, number]): Settled {
  const [least, most] = range
  const lower = spread.lower.map((x) => (Number.isNaN(x) ? least : x)).sort()
  const upper = spread.upper.map((x) => (Number.isNaN(x) ? most : x)).sort()
  return {
    bounds: (confidence) => ({
      lower: Math.max(least, Math.min(value, percentileLower({ sorted: lower }, confidence))),
      upper: Math.min(most, Math.max(value, percentileUpper({ sorted: upper }, confidence))),
    }),
    quantiles: thinned({ sorted: spread.plain.filter((x) => !Number.isNaN(x)).sort() }),
  }
}
