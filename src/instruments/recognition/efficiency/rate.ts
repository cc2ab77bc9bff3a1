import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor, thinned } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { bounds } from '../../proportion.ts'
import type { CallResult } from './params.ts'

/** Inputs from which resampling them says anything of a spread. */
const FEWEST = 10

/**
 * Σ top / Σ bottom over all calls; null where the bottom is 0. Bounds: percentile bootstrap by input; with fewer than ten inputs there
 * are none, because so few say nothing of other inputs.
 */
export function rateOf(
  groups: readonly CallResult[][],
  top: (call: CallResult) => number,
  bottom: (call: CallResult) => number,
  confidences: readonly string[],
): Estimate | null {
  const tops = Float64Array.from(groups, (own) => own.reduce((sum, c) => sum + top(c), 0))
  const bottoms = Float64Array.from(groups, (own) => own.reduce((sum, c) => sum + bottom(c), 0))
  const total = bottoms.reduce((a, b) => a + b, 0)
  if (!(total > 0)) return null
  const value = tops.reduce((a, b) => a + b, 0) / total
  const n = groups.length
  if (n < FEWEST) return { value: decimal(value), n, bounds: [] }
  const resamples = bootstrapRatio(tops, bottoms, {
    rounds: Math.max(...confidences.map((c) => roundsFor(Number(c))), 2000),
  })
  return {
    value: decimal(value),
    n,
    bounds: confidences.map((c) =>
      bounds(
        c,
        Math.min(value, percentileLower(resamples, Number(c))),
        Math.max(value, percentileUpper(resamples, Number(c))),
      ),
    ),
    distribution: { kind: 'samples', values: Array.from(thinned(resamples), (v) => decimal(v)) },
  }
}
