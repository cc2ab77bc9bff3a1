import { roundsFor } from '../../../metrics/bootstrap.ts'
import { ln } from '../../../metrics/elementary.ts'
import { type Tails, tailsOf } from '../../../metrics/tails.ts'
import { bitsLost, calibratedPoints, minimumCllr } from '../../../metrics/verification/calibration.ts'
import { type ClusteredCurve, clusteredCurve, resampledClusters } from '../../../metrics/verification/clustered.ts'
import { type Det, detOf } from '../../../metrics/verification/det.ts'
import { leastCostPoint, weightsOf } from '../../../metrics/verification/detection-cost.ts'
import { crossing, eer } from '../../../metrics/verification/eer.ts'
import { type PairSums, pairSums } from '../../../metrics/verification/pair-sums.ts'
import { countBelow, type Polarity, type Scores, sortedScores } from '../../../metrics/verification/scores.ts'
import { ladderOf, rungs } from '../verification/ladder.ts'
import { costModel, type ErrorClusters, RESAMPLED, type SpeakerParams, type SpeakerResult } from './params.ts'
import type { Trials } from './trials.ts'

/** Enough for one-sided bounds at 0.99 and, with what is kept of both ends, at anything below. */
const ROUNDS = roundsFor(0.99)

export type MeasuredPart = 'curve' | 'calibration' | 'resamples'

/** What is kept of the trials: nothing of it holds a single trial. */
export function measuredTrials(
  trials: Trials,
  params: SpeakerParams,
  polarity: Polarity,
): Readonly<Record<MeasuredPart, SpeakerResult>> {
  // a non-target trial without a line of its own is a false alarm at every threshold
  const scores = trials.scores.map((s) => (s === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : s))
  const of = (kind: number) => scores.filter((_, i) => trials.genuine[i] === kind)
  const sorted = sortedScores(of(1), of(0))
  const det = detOf(sorted)
  const weights = weightsOf(costModel(params)).map((w) => w.toNumber()) as [number, number]
  const threshold = thresholdOf(params, polarity)
  const both = det.genuine > 0 && det.impostor > 0
  const least = both ? leastCostPoint(det, weights) : 0
  const more = (d: Det) => [...(both ? calibratedPoints(d) : []), least]
  return {
    curve: {
      kind: 'curve',
      polarity,
      genuine: det.genuine,
      impostor: det.impostor,
      genuineFailures: sorted.genuineFailures,
      impostorFailures: sorted.impostorFailures,
      missing: trials.missing,
      ladder: ladderOf(sorted, rungs(sorted, [], more)),
      actual: threshold === null ? null : errorsAt(sorted, threshold),
    },
    calibration: calibrationOf(sorted, trials.missing.nonTargets > 0),
    resamples: resamplesOf({ ...trials, scores }, params, { det, least, threshold, weights }),
  }
}

/** The threshold of `actDcf` as a similarity. */
function thresholdOf(params: SpeakerParams, polarity: Polarity): number | null {
  if (params.threshold === undefined) return null
  if (params.threshold !== 'bayes') return Number(params.threshold) * (polarity === 'distance' ? -1 : 1) + 0
  const [miss, falseAlarm] = weightsOf(costModel(params)).map((w) => w.toNumber()) as [number, number]
  return ln(falseAlarm / miss)
}

function errorsAt({ genuine, impostor, genuineFailures }: Scores, threshold: number) {
  const misses = genuineFailures + countBelow(genuine, threshold)
  return { threshold, misses, falseAlarms: impostor.length - countBelow(impostor, threshold) }
}

/** Sums in ascending order of scores, so that rounding is a matter of the scores alone. */
function calibrationOf(sorted: Scores, unknown: boolean): SpeakerResult {
  const { genuine, impostor, genuineFailures, impostorFailures } = sorted
  const [targets, nonTargets] = [genuine.length + genuineFailures, impostor.length + impostorFailures]
  if (unknown || genuineFailures + impostorFailures > 0) return { kind: 'calibration', bits: null, targets, nonTargets }
  const sum = (of: Float64Array, sign: 1 | -1) => of.reduce((bits, s) => bits + bitsLost(sign * s), 0)
  return { kind: 'calibration', bits: { targets: sum(genuine, 1), nonTargets: sum(impostor, -1) }, targets, nonTargets }
}

interface Points {
  readonly det: Det
  readonly least: number
  readonly threshold: number | null
  readonly weights: readonly [number, number]
}

function resamplesOf(trials: Trials, params: SpeakerParams, { det, least, threshold, weights }: Points): SpeakerResult {
  const sums = (holds: (i: number) => boolean, value?: (i: number) => number): PairSums => {
    const own = Uint32Array.from([...trials.scores.keys()].filter(holds))
    return pairSums(
      own.map((i) => trials.a[i]!),
      own.map((i) => trials.b[i]!),
      trials.clusters,
      value && Float64Array.from(own, value),
    )
  }
  const isTarget = (i: number) => trials.genuine[i] === 1
  const isOther = (i: number) => trials.genuine[i] === 0
  const x = (i: number) => trials.scores[i]!
  const errors = (t: number): ErrorClusters => ({
    missed: new Set([...trials.scores.keys()].filter((i) => isTarget(i) && !(x(i) >= t)).map((i) => trials.a[i])).size,
    alarmed: sums((i) => isOther(i) && x(i) >= t).pairs,
  })
  const after = crossing(det)
  const scored = trials.scores.every((s) => Number.isFinite(s) && s < Number.MAX_VALUE)
  const tails = resampled(clusteredCurve(trials), {
    eer: params.eer,
    weights,
    actual:
      threshold === null
        ? null
        : {
            misses: sums((i) => isTarget(i) && !(x(i) >= threshold)),
            alarms: sums((i) => isOther(i) && x(i) >= threshold),
          },
    bits: scored
      ? { targets: sums(isTarget, (i) => bitsLost(x(i))), nonTargets: sums(isOther, (i) => bitsLost(-x(i))) }
      : null,
  })
  return {
    kind: 'resamples',
    by: trials.by,
    clusters: trials.clusters,
    targetClusters: new Set([...trials.scores.keys()].filter(isTarget).map((i) => trials.a[i])).size,
    nonTargetPairs: sums(isOther).pairs,
    tails,
    errors: {
      before: errors(det.thresholds[Math.max(0, after - 1)]!),
      after: errors(det.thresholds[after]!),
      least: errors(det.thresholds[least]!),
      actual: threshold === null ? null : errors(threshold),
    },
  }
}

interface Asked {
  readonly eer: SpeakerParams['eer']
  readonly weights: readonly [number, number]
  readonly actual: { readonly misses: PairSums; readonly alarms: PairSums } | null
  readonly bits: { readonly targets: PairSums; readonly nonTargets: PairSums } | null
}

function resampled(curve: ClusteredCurve, asked: Asked): Record<(typeof RESAMPLED)[number], Tails | null> {
  const none = RESAMPLED.map(() => Number.NaN)
  const values = resampledClusters(curve.clusters, ROUNDS, (w) => {
    const det = curve.draw(w)
    if (det.genuine === 0 || det.impostor === 0) return none
    const [miss, falseAlarm] = asked.weights
    const cost = (misses: number, alarms: number) =>
      (miss * misses) / det.genuine + (falseAlarm * alarms) / det.impostor
    const p = leastCostPoint(det, asked.weights)
    return [
      eer(det, asked.eer).value?.toNumber() ?? Number.NaN,
      cost(det.falseNonMatches[p]!, det.falseMatches[p]!),
      asked.actual ? cost(asked.actual.misses.total(w), asked.actual.alarms.total(w)) : Number.NaN,
      asked.bits
        ? (asked.bits.targets.total(w) / det.genuine + asked.bits.nonTargets.total(w) / det.impostor) / 2
        : Number.NaN,
      minimumCllr(det),
    ]
  })
  // a resample without trials of both classes says nothing: it is taken as the worst of both sides where there is one
  const ends = { eer: [0, 1], minDcf: [0, 1], minCllr: [0, 1] } as const
  const known = { actDcf: asked.actual !== null, cllr: asked.bits !== null }
  return Object.fromEntries(
    RESAMPLED.map((name, s) => [
      name,
      (name === 'actDcf' || name === 'cllr') && !known[name]
        ? null
        : tailsOf(values[s] ?? new Float64Array(), name === 'actDcf' || name === 'cllr' ? undefined : ends[name]),
    ]),
  ) as Record<(typeof RESAMPLED)[number], Tails | null>
}
