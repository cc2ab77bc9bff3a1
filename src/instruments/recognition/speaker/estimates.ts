import type { Estimate } from '../../../judge/evidence.ts'
import { Exact } from '../../../language/exact.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Interval } from '../../../metrics/intervals.ts'
import { type Tails, tailBounds } from '../../../metrics/tails.ts'
import { minimumCllr, twoAnswerCllr } from '../../../metrics/verification/calibration.ts'
import type { Det } from '../../../metrics/verification/det.ts'
import { leastCostPoint, normalisedCost, ratesAt, weightsOf } from '../../../metrics/verification/detection-cost.ts'
import { crossing, eer } from '../../../metrics/verification/eer.ts'
import { clusteredErrorBounds } from '../../error-clusters.ts'
import { bounds } from '../../proportion.ts'
import { eerBounds } from '../verification/eer-bounds.ts'
import { costModel, type ErrorClusters, type SpeakerParams, type SpeakerResult } from './params.ts'

/** A part of the results by its kind. */
export type Part<K extends SpeakerResult['kind']> = Extract<SpeakerResult, { readonly kind: K }>

/** Fewer errors of either class than this leave resamples little to draw from. */
const FEW = 5

/** Exact bounds of both error rates at a point, each at half of what the confidence leaves. */
export function both(
  det: Det,
  p: number,
  clusters: ErrorClusters | undefined,
  r: Part<'resamples'> | undefined,
  confidence: number,
) {
  return pair([det.falseNonMatches[p]!, det.falseMatches[p]!], det, clusters, r, confidence)
}

function pair(
  [misses, alarms]: readonly [number, number],
  det: Det,
  clusters: ErrorClusters | undefined,
  r: Part<'resamples'> | undefined,
  confidence: number,
): readonly [Interval, Interval] {
  const half = (1 + confidence) / 2
  const [missed, alarmed] = [clusters?.missed ?? 0, clusters?.alarmed ?? 0]
  return [
    clusteredErrorBounds({ errors: misses, trials: det.genuine, bad: missed, clusters: r?.targetClusters ?? 0 }, half),
    clusteredErrorBounds(
      { errors: alarms, trials: det.impostor, bad: alarmed, clusters: r?.nonTargetPairs ?? 0 },
      half,
    ),
  ]
}

function estimate(
  value: string,
  n: number,
  confidences: readonly string[],
  tails: Tails | null | undefined,
  exact: (confidence: number) => Interval,
  [lowest, highest]: readonly [number, number],
): Estimate {
  const x = Exact.parse(value)!.toNumber()
  return {
    value,
    n,
    bounds: confidences.map((c) => {
      const [own, drawn] = [exact(Number(c)), tails ? tailBounds(tails, Number(c)) : null]
      // resamples that are too few for the confidence bound nothing
      const lower = Math.min(x, own.lower, drawn?.lower ?? lowest)
      const upper = Math.max(x, own.upper, drawn?.upper ?? highest)
      return bounds(c, Math.max(lowest, lower), Math.min(highest, upper))
    }),
  }
}

/** The EER under the convention asked for; null where it has none. */
export function equalErrors(
  det: Det,
  r: Part<'resamples'> | undefined,
  params: SpeakerParams,
  confidences: readonly string[],
): Estimate | null {
  const { value } = eer(det, params.eer)
  if (value === null) return null
  const after = crossing(det)
  const points = [
    { p: Math.max(0, after - 1), clusters: r?.errors.before },
    { p: after, clusters: r?.errors.after },
  ]
  const exact = (confidence: number): Interval => {
    const own = points.map(({ p, clusters }) => both(det, p, clusters, r, confidence))
    const trials = eerBounds(det, confidence)
    return {
      upper: Math.max(trials.upper, Math.min(...own.map(([m, f]) => Math.max(m.upper, f.upper)))),
      lower: Math.min(trials.lower, Math.max(...own.map(([m, f]) => Math.min(m.lower, f.lower)))),
    }
  }
  const n = Math.min(det.genuine, det.impostor)
  return estimate(`${value.n}/${value.d}`, n, confidences, r?.tails.eer, exact, [0, 1])
}

/** Normalised costs: the least, and that at the given threshold. */
export function costsOf(
  det: Det,
  curve: Part<'curve'>,
  r: Part<'resamples'> | undefined,
  params: SpeakerParams,
  confidences: readonly string[],
) {
  const model = costModel(params)
  const [miss, falseAlarm] = floats(params)
  const n = Math.min(det.genuine, det.impostor)
  const worst = miss + falseAlarm
  const join = ([m, f]: readonly [Interval, Interval]): Interval => ({
    lower: miss * m.lower + falseAlarm * f.lower,
    upper: miss * m.upper + falseAlarm * f.upper,
  })
  const p = leastCostPoint(det, [miss, falseAlarm])
  const least = normalisedCost(model, ...ratesAt(det, p))
  // never above 1, as accepting all or none is always open; never above what it costs at this threshold
  const exact = (c: number) => join(both(det, p, r?.errors.least, r, c))
  const { actual } = curve
  return {
    least: estimate(`${least.n}/${least.d}`, n, confidences, r?.tails.minDcf, exact, [0, 1]),
    actual:
      actual === null
        ? null
        : estimate(
            fraction(
              normalisedCost(
                model,
                Exact.ratio(BigInt(actual.misses), BigInt(det.genuine)),
                Exact.ratio(BigInt(actual.falseAlarms), BigInt(det.impostor)),
              ),
            ),
            n,
            confidences,
            r?.tails.actDcf,
            (c) => join(pair([actual.misses, actual.falseAlarms], det, r?.errors.actual ?? undefined, r, c)),
            [0, worst],
          ),
  }
}

/** C_llr from its sums; null where a trial has no score. */
export function cllrOf(
  sums: Part<'calibration'> | undefined,
  r: Part<'resamples'> | undefined,
  confidences: readonly string[],
): Estimate | null {
  if (!sums?.bits || sums.targets === 0 || sums.nonTargets === 0) return null
  const value = decimal((sums.bits.targets / sums.targets + sums.bits.nonTargets / sums.nonTargets) / 2)
  const n = Math.min(sums.targets, sums.nonTargets)
  const tails = r?.tails.cllr
  // bits have no upper end: without enough resamples there are no bounds
  const bounded = confidences.filter((c) => tails && tailBounds(tails, Number(c)) !== null)
  const x = Number(value)
  return estimate(value, n, bounded, tails, () => ({ lower: x, upper: x }), [0, Number.POSITIVE_INFINITY])
}

/** The least C_llr, from the points of the convex hull that are kept. */
export function minCllrOf(det: Det, r: Part<'resamples'> | undefined, confidences: readonly string[]): Estimate {
  const value = decimal(minimumCllr(det))
  const x = Number(value)
  const p = crossing(det)
  const exact = (c: number): Interval => {
    if (det.falseNonMatches[p]! >= FEW && det.falseMatches[p]! >= FEW) return { lower: x, upper: x }
    const [m, f] = both(det, p, r?.errors.after, r, c)
    return { lower: 0, upper: twoAnswerCllr(m.upper, f.upper) }
  }
  return estimate(value, Math.min(det.genuine, det.impostor), confidences, r?.tails.minCllr, exact, [0, 1])
}

/** Weights of P_miss and P_fa as doubles, to find a point; values at it are exact. */
export function floats(params: SpeakerParams): [number, number] {
  return weightsOf(costModel(params)).map((w) => w.toNumber()) as [number, number]
}

function fraction(x: Exact): string {
  return `${x.n}/${x.d}`
}
