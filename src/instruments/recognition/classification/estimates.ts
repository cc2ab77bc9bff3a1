import type { Estimate } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper } from '../../../metrics/intervals.ts'
import { type Spread, settled } from '../../../metrics/spread.ts'
import { errorRates } from '../../error-ratio.ts'
import { bounds, proportion } from '../../proportion.ts'

/** Something counted in each independent unit: cases, and how many of them went wrong. */
export interface Counted {
  readonly cases: number
  readonly wrong: number
  /** how many such units there are */
  readonly count: number
}

/** A number with percentile bounds from its resamples; null where it is not defined. */
export function resampled(
  value: number,
  spread: Spread,
  range: readonly [number, number],
  n: number,
  confidences: readonly string[],
  text = decimalOf(value),
): Estimate | null {
  if (text === null) return null
  const { bounds: at, quantiles } = settled(value, spread, range)
  return {
    value: text,
    n,
    bounds: confidences.map((c) => {
      const { lower, upper } = at(Number(c))
      return bounds(c, lower, upper)
    }),
    ...(quantiles.length === 0
      ? {}
      : { distribution: { kind: 'samples', values: Array.from(quantiles, (x) => decimal(x)) } }),
  }
}

/**
 * Right cases of all cases. Exact bounds (Clopper-Pearson) where units are rows; by resampling whole clusters where they are not. Null without
 * cases.
 */
export function shareRight(
  units: readonly Counted[],
  clustered: boolean,
  confidences: readonly string[],
): Estimate | null {
  const own = units.filter((u) => u.cases > 0)
  const sum = (of: (u: Counted) => number) => own.reduce((total, u) => total + u.count * of(u), 0)
  const [cases, wrong] = [sum((u) => u.cases), sum((u) => u.wrong)]
  if (cases === 0) return null
  if (!clustered) return proportion(cases - wrong, cases, confidences)
  const errors = Float64Array.from(own, (u) => u.wrong)
  const sizes = Float64Array.from(own, (u) => u.cases)
  return errorRates(errors, sizes, `${wrong}/${cases}`, confidences).accuracy(`${cases - wrong}/${cases}`)
}

/**
 * F1 of one class from rows that are independent: F1 = 2J / (1 + J), where J is the share of right ones among rows in which the class is true or said,
 * so the exact bounds of J (Clopper-Pearson) are those of F1. At least one such row.
 */
export function exactF1(both: number, truth: number, said: number, confidences: readonly string[]): Estimate {
  const either = truth + said - both
  const f1 = (j: number) => (2 * j) / (1 + j)
  return {
    value: `${2 * both}/${truth + said}`,
    n: either,
    bounds: confidences.map((c) =>
      bounds(
        c,
        Math.max(0, f1(clopperPearsonLower(both, either, Number(c)))),
        Math.min(1, f1(clopperPearsonUpper(both, either, Number(c)))),
      ),
    ),
  }
}

export function decimalOf(value: number): string | null {
  return Number.isFinite(value) ? decimal(value) : null
}
