import type { Estimate } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { distance, poseSpread } from '../../../metrics/pose.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { isIntake } from '../../intake.ts'
import { thinnedLine } from '../../picture.ts'
import { bounds } from '../../proportion.ts'
import { delayOf } from '../../recognition/events/estimates.ts'
import { type Pose, type PoseParams, type PoseResult, poseParams } from './params.ts'
import { type Cycles, resampledPoses } from './resampled.ts'

interface Declared {
  readonly repeatability?: number
  readonly tolerance?: number
}

export const poseReducer: Reducer<PoseParams, PoseResult> = {
  name: 'robot/poses',
  version: '1.0.0',
  params: poseParams,
  reduce(results, _, confidences) {
    const poses: Pose[] = []
    let declared: Declared = {}
    let refused: number | null = null
    for (const { result } of results) {
      if (isIntake(result)) {
        refused = result.refused
        declared = result.declared as Declared
      } else poses.push(result)
    }
    return reduced(poses.sort(byPlace), declared, refused, confidences)
  },
}

function reduced(
  poses: readonly Pose[],
  { repeatability, tolerance }: Declared,
  refusedLines: number | null,
  confidences: readonly string[],
): Reduction {
  const errors = Float64Array.from(poses, (p) => distance(p.attained, p.reference)).sort()
  const errorP95 = delayOf(errors, 0.95, confidences)
  const commands = commandsOf(poses)
  const repeated = commands.filter((c) => c.attained.length >= 2)
  const each = repeated.map((c) => ({ ...c, ...poseSpread(c.attained, c.command) }))
  const resampled = each.length === 0 ? undefined : resampledPoses(repeated, confidences.map(Number))
  const worst = (of: (c: (typeof each)[number]) => number) => each.reduce((most, c) => Math.max(most, of(c)), 0)
  const estimate = (value: number, ends: (c: number) => readonly [number, number]): Estimate => ({
    value: decimal(value),
    n: repeated.reduce((n, c) => n + c.attained.length, 0),
    bounds: confidences.map((c) => bounds(c, ...ends(Number(c)))),
  })
  const rp = worst((c) => c.repeatability)
  const ap = worst((c) => c.accuracy)
  const spread = resampled && estimate(rp, (c) => resampled.repeatability(c))
  return {
    n: poses.length,
    evidence: poses.length === 0 ? 'none' : 'recomputed',
    quantities: {
      errorP95,
      accuracy:
        resampled === undefined
          ? null
          : estimate(ap, (c) => [Math.max(0, ap - resampled.shift(c)), ap + resampled.shift(c)]),
      repeatability: spread ?? null,
      repeatabilityRatio: spread === undefined || repeatability === undefined ? null : over(spread, repeatability),
      deviationRatio: errorP95 === null || tolerance === undefined ? null : over(errorP95, tolerance),
      poses: poses.length === 0 ? null : poses.length,
      cycles: commands.length === 0 ? null : Math.min(...commands.map((c) => c.attained.length)),
      refusedLines,
      commands:
        each.length === 0
          ? null
          : each.map((c) => ({
              pose: c.name === '' ? '—' : c.name,
              accuracy: decimal(c.accuracy),
              repeatability: decimal(c.repeatability),
              cycles: c.attained.length,
            })),
    },
    detail: {
      declared: { repeatability: repeatability ?? null, tolerance: tolerance ?? null },
      convention:
        'ISO 9283: AP distance of the mean pose from the command, RP mean distance from the mean and three standard deviations; position only',
      bounds:
        'errors: order statistics; RP: cycles drawn with replacement, the wider of percentile and reflection, times n/(n-1); AP: by the triangle inequality',
      once: commands.length - repeated.length,
    },
    pictures:
      errors.length < 2
        ? []
        : [
            {
              kind: 'curve',
              title: { zh: '位置误差的累积分布', en: 'Position errors, cumulative' },
              x: { title: { zh: '误差（米）', en: 'error (m)' }, scale: 'linear' },
              y: { title: { zh: '份额', en: 'share' }, scale: 'linear', range: [0, 1], percent: true },
              lines: [{ points: thinnedLine(Array.from(errors, (e, i) => [e, (i + 1) / errors.length] as const)) }],
            },
          ],
  }
}

/** Poses of one command; those of another reference under the same name are another command. */
function commandsOf(poses: readonly Pose[]): readonly Cycles[] {
  const all = new Map<string, { name: string; attained: Pose['attained'][]; command: Pose['reference'] }>()
  for (const p of poses) {
    const key = JSON.stringify([p.pose, p.reference])
    const own = all.get(key) ?? { name: p.pose, attained: [], command: p.reference }
    all.set(key, own)
    own.attained.push(p.attained)
  }
  return [...all.values()]
}

function over(estimate: Estimate, declared: number): Estimate {
  return {
    ...estimate,
    value: decimal(Number(estimate.value) / declared),
    bounds: estimate.bounds!.map((b) => bounds(b.confidence, Number(b.lower) / declared, Number(b.upper) / declared)),
  }
}

/** The draws follow this order, so that no order of the rows changes a digit. */
function byPlace(a: Pose, b: Pose): number {
  if (a.pose !== b.pose) return a.pose < b.pose ? -1 : 1
  const [own, other] = [
    [...a.reference, ...a.attained],
    [...b.reference, ...b.attained],
  ]
  const at = own.findIndex((v, i) => v !== other[i])
  return at < 0 ? 0 : own[at]! - other[at]!
}
