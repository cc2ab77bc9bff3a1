import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { poissonLower, poissonUpper } from '../../../metrics/intervals.ts'
import { bounds } from '../../proportion.ts'

/** Events over exposure, with exact Poisson bounds (Garwood). Null where nothing was run. */
export function eventRate(events: number, exposure: number, confidences: readonly string[]): Estimate | null {
  if (!(exposure > 0)) return null
  const value = events / exposure
  return {
    value: decimal(value),
    n: events,
    bounds: confidences.map((c) =>
      bounds(
        c,
        Math.min(value, poissonLower(events, exposure, Number(c))),
        Math.max(value, poissonUpper(events, exposure, Number(c))),
      ),
    ),
    distribution: { kind: 'gamma', shape: decimal(events + 0.5), rate: decimal(exposure) },
  }
}

/** Exposure between events: the inverse of their rate. Null without an event, when it has no upper end; see the rate then. */
export function between(events: number, exposure: number, confidences: readonly string[]): Estimate | null {
  if (events === 0 || !(exposure > 0)) return null
  const value = exposure / events
  return {
    value: decimal(value),
    n: events,
    bounds: confidences.map((c) =>
      bounds(
        c,
        Math.min(value, 1 / poissonUpper(events, exposure, Number(c))),
        Math.max(value, 1 / poissonLower(events, exposure, Number(c))),
      ),
    ),
  }
}

/** Mean of values in their order, with percentile bounds from resampling; no bounds for a single one. */
export function meanWithBounds(values: Float64Array, confidences: readonly string[]): Estimate | null {
  if (values.length === 0) return null
  const mean = values.reduce((a, x) => a + x, 0) / values.length
  if (values.length < 2) return { value: decimal(mean), n: 1 }
  const ones = new Float64Array(values.length).fill(1)
  const drawn = bootstrapRatio(values, ones, {
    rounds: Math.max(2000, ...confidences.map((c) => roundsFor(Number(c)))),
  })
  return {
    value: decimal(mean),
    n: values.length,
    bounds: confidences.map((c) =>
      bounds(c, Math.min(mean, percentileLower(drawn, Number(c))), Math.max(mean, percentileUpper(drawn, Number(c)))),
    ),
  }
}
