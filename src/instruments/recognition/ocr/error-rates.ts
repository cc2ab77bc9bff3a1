import type { Estimate } from '../../../judge/evidence.ts'
import {
  bootstrapRatio,
  DEFAULT_SEED,
  errorRatioBounds,
  type Resamples,
  roundsFor,
  thinned,
} from '../../../metrics/bootstrap.ts'
import { decimal, decimalDown, decimalUp } from '../../../metrics/decimal.ts'
import { bounds } from '../../proportion.ts'
import type { LineScore } from './line-scores.ts'

/** Error rate and its complement over lines, with bounds by resampling whole lines: characters of one line are not independent. */
export interface ErrorRates {
  readonly errorRate: Estimate
  readonly accuracy: Estimate
  readonly rounds: number
}

export const BOOTSTRAP_SEED = DEFAULT_SEED

/** CER = Σ(S+D+I) / ΣN and AR = 1 - CER; null where the references hold no character. */
export function characterRates(lines: readonly LineScore[], confidences: readonly string[]): ErrorRates | null {
  const errors = Float64Array.from(lines, (l) => l.counts.distance)
  const lengths = Float64Array.from(lines, (l) => l.counts.referenceLength)
  const total = lengths.reduce((a, b) => a + b, 0)
  if (total === 0) return null
  const wrong = errors.reduce((a, b) => a + b, 0)
  const accuracy = wrong <= total ? `${total - wrong}/${total}` : decimalDown((total - wrong) / total)
  return rates(errors, lengths, `${wrong}/${total}`, accuracy, confidences)
}

/** Mean of 1 - NED over lines; null without lines. */
export function meanSimilarity(lines: readonly LineScore[], confidences: readonly string[]): Estimate | null {
  if (lines.length === 0) return null
  const errors = Float64Array.from(lines, (l) => 1 - l.similarity)
  const ones = new Float64Array(lines.length).fill(1)
  const mean = 1 - errors.reduce((a, b) => a + b, 0) / lines.length
  return rates(errors, ones, decimal(1 - mean), decimal(mean), confidences).accuracy
}

function rates(
  errors: Float64Array,
  sizes: Float64Array,
  errorText: string,
  accuracyText: string,
  confidences: readonly string[],
): ErrorRates {
  const rounds = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const resamples = bootstrapRatio(errors, sizes, { rounds, seed: BOOTSTRAP_SEED })
  const ends = confidences.map((c) => ({ c, ...errorRatioBounds(errors, sizes, resamples, Number(c)) }))
  const n = errors.length
  return {
    rounds,
    errorRate: {
      value: errorText,
      n,
      bounds: ends.map(({ c, lower, upper }) => bounds(c, lower, upper)),
      distribution: { kind: 'samples', values: quantiles(resamples, (x) => x) },
    },
    accuracy: {
      value: accuracyText,
      n,
      bounds: ends.map(({ c, lower, upper }) => ({
        confidence: c,
        lower: decimalDown(1 - upper),
        upper: decimalUp(1 - lower),
      })),
      distribution: { kind: 'samples', values: quantiles(resamples, (x) => 1 - x).reverse() },
    },
  }
}

function quantiles(resamples: Resamples, of: (x: number) => number): string[] {
  return Array.from(thinned(resamples), (x) => decimal(of(x)))
}
