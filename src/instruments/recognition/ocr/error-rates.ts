import type { Estimate } from '../../../judge/evidence.ts'
import { decimal, decimalDown } from '../../../metrics/decimal.ts'
import { errorRates } from '../../error-ratio.ts'
import type { LineScore } from './line-scores.ts'

/** CER = Σ(S+D+I) / ΣN and AR = 1 - CER by whole lines; null where the references hold no character. */
export function characterRates(lines: readonly LineScore[], confidences: readonly string[]) {
  const errors = Float64Array.from(lines, (l) => l.counts.distance)
  const lengths = Float64Array.from(lines, (l) => l.counts.referenceLength)
  const total = lengths.reduce((a, b) => a + b, 0)
  if (total === 0) return null
  const wrong = errors.reduce((a, b) => a + b, 0)
  const accuracy = wrong <= total ? `${total - wrong}/${total}` : decimalDown((total - wrong) / total)
  const rates = errorRates(errors, lengths, `${wrong}/${total}`, confidences)
  return { ...rates, accuracy: rates.accuracy(accuracy) }
}

/** Mean of 1 - NED over lines; null without lines. */
export function meanSimilarity(lines: readonly LineScore[], confidences: readonly string[]): Estimate | null {
  if (lines.length === 0) return null
  const errors = Float64Array.from(lines, (l) => 1 - l.similarity)
  const ones = new Float64Array(lines.length).fill(1)
  const mean = 1 - errors.reduce((a, b) => a + b, 0) / lines.length
  return errorRates(errors, ones, decimal(1 - mean), confidences).accuracy(decimal(mean))
}
