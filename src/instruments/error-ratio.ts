import type { Estimate } from '../judge/evidence.ts'
import {
  bootstrapRatios,
  DEFAULT_SEED,
  errorRatioBounds,
  type Resamples,
  roundsFor,
  thinned,
} from '../metrics/bootstrap.ts'
import { decimal, decimalDown, decimalUp } from '../metrics/decimal.ts'
import { bounds } from './proportion.ts'

/** An error rate and its complement, with bounds by resampling whole clusters. */
export interface ErrorRates {
  readonly errorRate: Estimate
  /** 1 - error rate, its exact value as evidence writes it */
  readonly accuracy: (value: string) => Estimate
  readonly rounds: number
}

export const BOOTSTRAP_SEED = DEFAULT_SEED

/**
 * Σ errors / Σ sizes over clusters (lines, utterances, speakers): what is inside one is not independent. One entry per cluster, in the order
 * of their ids; sizes sum to more than 0. `value` is the exact ratio as evidence writes it. Bounds: `errorRatioBounds`.
 */
export function errorRates(
  errors: Float64Array,
  sizes: Float64Array,
  value: string,
  confidences: readonly string[],
): ErrorRates {
  return severalErrorRates([{ errors, sizes, value }], confidences)[0]!
}

/** Errors and sizes by cluster, as `errorRates` takes them. */
export interface Clustered {
  readonly errors: Float64Array
  readonly sizes: Float64Array
  readonly value: string
}

/** Rates over the same clusters, drawn once for all; each is what `errorRates` gives it alone. */
export function severalErrorRates(rates: readonly Clustered[], confidences: readonly string[]): readonly ErrorRates[] {
  const rounds = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const ratios = rates.map(({ errors, sizes }) => ({ numerators: errors, denominators: sizes }))
  const drawn = bootstrapRatios(ratios, { rounds, seed: BOOTSTRAP_SEED })
  return rates.map((rate, i) => settled(rate, drawn[i]!, rounds, confidences))
}

function settled(
  { errors, sizes, value }: Clustered,
  resamples: Resamples,
  rounds: number,
  confidences: readonly string[],
): ErrorRates {
  const ends = confidences.map((c) => ({ c, ...errorRatioBounds(errors, sizes, resamples, Number(c)) }))
  const n = errors.length
  return {
    rounds,
    errorRate: {
      value,
      n,
      bounds: ends.map(({ c, lower, upper }) => bounds(c, lower, upper)),
      distribution: { kind: 'samples', values: quantiles(resamples, (x) => x) },
    },
    accuracy: (value) => ({
      value,
      n,
      bounds: ends.map(({ c, lower, upper }) => ({
        confidence: c,
        lower: decimalDown(1 - upper),
        upper: decimalUp(1 - lower),
      })),
      distribution: { kind: 'samples', values: quantiles(resamples, (x) => 1 - x).reverse() },
    }),
  }
}

function quantiles(resamples: Resamples, of: (x: number) => number): string[] {
  return Array.from(thinned(resamples), (x) => decimal(of(x)))
}
