import type { Bounds, Estimate } from '../judge/evidence.ts'
import { decimal, decimalDown, decimalUp } from '../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../metrics/intervals.ts'

/** Bounds as evidence writes them, rounded outward. */
export function bounds(confidence: string, lower: number, upper: number): Bounds {
  return { confidence, lower: decimalDown(lower), upper: decimalUp(upper) }
}

/** k of n independent trials: exact value, Clopper-Pearson bounds, and the Jeffreys posterior for draws. n from 1. */
export function proportion(k: number, n: number, confidences: readonly string[]): Estimate {
  return {
    value: `${k}/${n}`,
    n,
    bounds: confidences.map((c) =>
      bounds(c, clopperPearsonLower(k, n, Number(c)), clopperPearsonUpper(k, n, Number(c))),
    ),
    distribution: { kind: 'beta', a: decimal(k + 0.5), b: decimal(n - k + 0.5) },
  }
}
