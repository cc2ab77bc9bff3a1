import type { Estimate } from '../judge/evidence.ts'
import { decimal } from '../metrics/decimal.ts'
import { quantile, quantileBounds } from '../metrics/order-statistics.ts'
import { bounds } from './proportion.ts'

/** The p-quantile of values from 0, by nearest rank; a confidence at which so few values bound nothing is left out, never guessed. Null without values. */
export function quantileOf(values: readonly number[], p: number, confidences: readonly string[]): Estimate | null {
  if (values.length === 0) return null
  const ascending = Float64Array.from(values).sort()
  return {
    value: decimal(quantile(ascending, p)),
    n: values.length,
    bounds: confidences.flatMap((c) => {
      const { lower, upper } = quantileBounds(ascending, p, Number(c))
      return upper === null ? [] : [bounds(c, lower ?? 0, upper)]
    }),
  }
}
