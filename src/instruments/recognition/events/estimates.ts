import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { poissonLower, poissonUpper } from '../../../metrics/intervals.ts'
import { quantile, quantileBounds } from '../../../metrics/order-statistics.ts'
import { bounds, proportion } from '../../proportion.ts'
import { type Part, spreadProportion } from '../../spread-proportion.ts'

/**
 * Hits over trials. Streams with trials are the clusters: with one of them trials are taken as independent (Clopper-Pearson), with several it is
 * `spreadProportion`. Null without trials. Parts in the order of the streams.
 */
export function ratioOf(all: readonly Part[], confidences: readonly string[]): Estimate | null {
  const parts = all.filter(([, n]) => n > 0)
  const [k, n] = summed(parts)
  if (n === 0) return null
  return parts.length < 2 ? proportion(k, n, confidences) : spreadProportion(parts, confidences)
}

/** Events an hour: exact Poisson bounds (Garwood), and with several streams the wider of them and the bootstrap of whole streams. Hours above 0. */
export function rateOf(parts: readonly Part[], confidences: readonly string[]): Estimate | null {
  const [k, hours] = summed(parts)
  if (!(hours > 0)) return null
  const rounds = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const resamples =
    parts.length < 2
      ? undefined
      : bootstrapRatio(
          Float64Array.from(parts, ([own]) => own),
          Float64Array.from(parts, ([, of]) => of),
          { rounds },
        )
  return {
    value: decimal(k / hours),
    n: k,
    bounds: confidences.map((c) => {
      const ends = [poissonLower(k, hours, Number(c)), poissonUpper(k, hours, Number(c))] as const
      if (resamples === undefined) return bounds(c, ...ends)
      return bounds(
        c,
        Math.min(ends[0], percentileLower(resamples, Number(c))),
        Math.max(ends[1], percentileUpper(resamples, Number(c))),
      )
    }),
    distribution: { kind: 'gamma', shape: decimal(k + 0.5), rate: decimal(hours) },
  }
}

/** The p-quantile of seconds, by nearest rank; a bound that so few values cannot give is left out with its confidence, never guessed. */
export function delayOf(ascending: Float64Array, p: number, confidences: readonly string[]): Estimate | null {
  if (ascending.length === 0) return null
  return {
    value: decimal(quantile(ascending, p)),
    n: ascending.length,
    bounds: confidences.flatMap((c) => {
      const { lower, upper } = quantileBounds(ascending, p, Number(c))
      return lower === null || upper === null ? [] : [bounds(c, lower, upper)]
    }),
  }
}

/** Draws are of the whole, so the parts keep value and bounds only. */
export function bounded(estimate: Estimate | null): Estimate | null {
  if (estimate === null) return null
  const { distribution: _, ...rest } = estimate
  return rest
}

function summed(parts: readonly Part[]): Part {
  return parts.reduce(([k, n], [own, of]) => [k + own, n + of], [0, 0])
}
