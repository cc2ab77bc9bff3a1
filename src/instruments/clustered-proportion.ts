import type { Estimate } from '../judge/evidence.ts'
import { errorRatioBounds, type Resamples, roundsFor, thinned } from '../metrics/bootstrap.ts'
import { bootstrapShares } from '../metrics/bootstrap-shares.ts'
import { decimal, decimalDown, decimalUp } from '../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper, type Interval } from '../metrics/intervals.ts'
import { bounds, proportion } from './proportion.ts'

/** Trials of each cluster (searches of a person, presentations of a subject), and what went wrong in them for one or more rates. */
export interface ClusteredErrors {
  /** of each rate, one count per cluster */
  readonly errors: readonly Float64Array[]
  /** trials per cluster; clusters in the order of their ids */
  readonly sizes: Float64Array
}

/** Rates over the same trials, where trials of one cluster are not independent. */
export interface ClusteredRates {
  /** of each rate k/n; null without trials */
  readonly rates: readonly (Estimate | null)[]
  /** one-sided bounds of one rate at another confidence */
  readonly at: (rate: number, confidence: number) => Interval
}

/**
 * Bounds are the wider of Clopper-Pearson (every trial for itself) and `errorRatioBounds` (whole clusters drawn with replacement; where few
 * clusters or none have errors, the exact bound of the share of such clusters). With one trial a cluster it is Clopper-Pearson alone.
 */
export function clusteredProportions(
  { errors, sizes }: ClusteredErrors,
  confidences: readonly string[],
  finest = 0,
): ClusteredRates {
  const n = sum(sizes)
  const counts = errors.map(sum)
  if (n === 0) return { rates: errors.map(() => null), at: () => ({ lower: 0, upper: 1 }) }
  const single = sizes.every((s) => s <= 1)
  const rounds = Math.max(roundsFor(finest), ...confidences.map((c) => roundsFor(Number(c))))
  const drawn = single ? [] : bootstrapShares(errors, sizes, rounds)
  const at = (rate: number, confidence: number): Interval => {
    const k = counts[rate]!
    const own = { lower: clopperPearsonLower(k, n, confidence), upper: clopperPearsonUpper(k, n, confidence) }
    if (single) return own
    const whole = errorRatioBounds(errors[rate]!, sizes, drawn[rate]!, confidence)
    return { lower: Math.min(own.lower, whole.lower), upper: Math.min(1, Math.max(own.upper, whole.upper)) }
  }
  const rates = counts.map((k, rate) => {
    if (single) return proportion(k, n, confidences)
    return {
      value: `${k}/${n}`,
      n,
      bounds: confidences.map((c) => bounds(c, at(rate, Number(c)).lower, at(rate, Number(c)).upper)),
      distribution: spread(drawn[rate]!),
    }
  })
  return { rates, at }
}

/** 1 - rate: what went right. */
export function complement(rate: Estimate | null): Estimate | null {
  if (rate === null) return null
  const [k, n] = String(rate.value).split('/').map(Number) as [number, number]
  const { distribution: d } = rate
  return {
    value: `${n - k}/${n}`,
    ...(rate.n === undefined ? {} : { n: rate.n }),
    bounds: (rate.bounds ?? []).map((b) => ({
      confidence: b.confidence,
      lower: decimalDown(1 - Number(b.upper)),
      upper: decimalUp(1 - Number(b.lower)),
    })),
    ...(d?.kind === 'beta' ? { distribution: { ...d, a: d.b, b: d.a } } : {}),
    ...(d?.kind === 'samples'
      ? { distribution: { ...d, values: d.values.map((x) => decimal(1 - Number(x))).reverse() } }
      : {}),
  }
}

function spread(resamples: Resamples) {
  return { kind: 'samples', values: Array.from(thinned(resamples), (x) => decimal(x)) } as const
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0)
}
