import { Exact } from '../../language/exact.ts'
import type { Det } from './det.ts'

/** What a miss and a false alarm cost, and how often a trial is a target: decimals, the prior strictly between 0 and 1, costs above 0. */
export interface CostModel {
  readonly prior: Exact
  readonly missCost: Exact
  readonly falseAlarmCost: Exact
}

/**
 * C = (C_miss·P_miss·P + C_fa·P_fa·(1-P)) / min(C_miss·P, C_fa·(1-P)): 1 is what deciding without looking costs.
 * Source: NIST speaker recognition evaluation plans (normalised detection cost).
 */
export function normalisedCost(model: CostModel, miss: Exact, falseAlarm: Exact): Exact {
  const [m, f] = weightsOf(model)
  return miss.times(m).plus(falseAlarm.times(f))
}

/** Weights of P_miss and P_fa in the normalised cost. */
export function weightsOf({ prior, missCost, falseAlarmCost }: CostModel): readonly [miss: Exact, falseAlarm: Exact] {
  const [m, f] = [missCost.times(prior), falseAlarmCost.times(Exact.one.minus(prior))]
  const least = m.compare(f) < 0 ? m : f
  return [m.over(least), f.over(least)]
}

/** The point of least cost: the lowest threshold among equals. Every distinct score and infinity is a point; accepting all is the first. */
export function leastCostPoint(det: Det, [miss, falseAlarm]: readonly [number, number]): number {
  const [m, f] = [miss / det.genuine, falseAlarm / det.impostor]
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let p = 0; p < det.thresholds.length; p++) {
    const cost = m * det.falseNonMatches[p]! + f * det.falseMatches[p]!
    if (cost < least) {
      least = cost
      best = p
    }
  }
  return best
}

/** Errors at a point as exact rates; both classes must have comparisons. */
export function ratesAt(det: Det, p: number): readonly [miss: Exact, falseAlarm: Exact] {
  return [
    Exact.ratio(BigInt(det.falseNonMatches[p]!), BigInt(det.genuine)),
    Exact.ratio(BigInt(det.falseMatches[p]!), BigInt(det.impostor)),
  ]
}
