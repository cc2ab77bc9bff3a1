import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { meanShare } from '../../estimates.ts'
import { bounds } from '../../proportion.ts'

/** Share of use of each cell, together 1. */
export type Shares = Readonly<Record<string, number>>

export const STRATIFIED =
  'sum of share x rate over the declared cells; bounds: the same sum of Clopper-Pearson bounds, each of m cells at 1 - (1 - c)/m'
const SEED = 20260302n
export const RESAMPLED = `percentiles of resampled trials, PCG32 with seed ${SEED}; Clopper-Pearson at the sum where all terms are equal`

/**
 * Success as the robot is used: the rates of the cells weighted by their shares. All m bounds hold together at the confidence (Bonferroni), and so
 * does their sum; wide, but right for every number of trials. null where a cell that is used has no trial. Cells without a share do not count.
 */
export function stratifiedOf(
  shares: Shares,
  cells: readonly { readonly name: string; readonly k: number; readonly n: number }[],
  confidences: readonly string[],
): Estimate | null {
  const used = cells.flatMap((c) => {
    const share = Object.hasOwn(shares, c.name) ? shares[c.name]! : 0
    return share > 0 ? [{ ...c, share }] : []
  })
  if (used.length === 0 || used.some((c) => c.n === 0)) return null
  const whole = used.reduce((sum, c) => sum + c.share, 0)
  const over = (of: (k: number, n: number) => number) =>
    Math.min(1, used.reduce((sum, c) => sum + c.share * of(c.k, c.n), 0) / whole)
  return {
    value: decimal(over((k, n) => k / n)),
    n: used.reduce((sum, c) => sum + c.n, 0),
    bounds: confidences.map((c) => {
      const each = 1 - (1 - Number(c)) / used.length
      return bounds(
        c,
        over((k, n) => clopperPearsonLower(k, n, each)),
        over((k, n) => clopperPearsonUpper(k, n, each)),
      )
    }),
  }
}

/**
 * Mean of values in [0, 1] with percentile bootstrap bounds, one trial a cluster. Ascending values, so that no order of the rows changes a draw.
 * Where all are equal resamples would claim certainty, and the exact bounds stay.
 */
export function resampledShare(ascending: readonly number[], confidences: readonly string[]): Estimate {
  const n = ascending.length
  const exact = meanShare(
    ascending.reduce((a, b) => a + b, 0),
    n,
    confidences,
  )
  if (ascending[0] === ascending[n - 1] || confidences.length === 0) return exact
  const resamples = bootstrapRatio(Float64Array.from(ascending), new Float64Array(n).fill(1), {
    rounds: roundsFor(Math.max(...confidences.map(Number))),
    seed: SEED,
  })
  return {
    value: exact.value,
    n,
    bounds: confidences.map((c) =>
      bounds(c, percentileLower(resamples, Number(c)), percentileUpper(resamples, Number(c))),
    ),
  }
}
