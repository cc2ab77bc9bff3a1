import type { PsdsConvention, Tolerances } from './intersections.ts'

export interface PsdsSetting extends Tolerances {
  /** weight of cross triggers in the rate of false detections, [0, 1] */
  readonly crossTriggerCost: number
  /** weight of the standard deviation over classes, from 0 */
  readonly instabilityCost: number
  /** greatest effective rate of false detections, an hour */
  readonly mostFalse: number
}

/** Settings of the trade: psds_eval's own, and the two scenarios of DCASE task 4. */
export const PSDS_SETTINGS = {
  default: {
    detection: 0.5,
    groundTruth: 0.5,
    crossTrigger: 0.3,
    crossTriggerCost: 0,
    instabilityCost: 0,
    mostFalse: 100,
  },
  psds1: {
    detection: 0.7,
    groundTruth: 0.7,
    crossTrigger: 0.3,
    crossTriggerCost: 0,
    instabilityCost: 1,
    mostFalse: 100,
  },
  psds2: {
    detection: 0.1,
    groundTruth: 0.1,
    crossTrigger: 0.3,
    crossTriggerCost: 0.5,
    instabilityCost: 1,
    mostFalse: 100,
  },
} as const satisfies Record<string, PsdsSetting>

/** Sums over files; counts need not be whole where files are weighed. */
export interface PsdsSums {
  /** by class: events and their seconds */
  readonly events: ArrayLike<number>
  readonly eventSeconds: ArrayLike<number>
  /** of all files */
  readonly seconds: number
  /** by operating point: what `intersectionCounts` gives, added up; `crossed` may be left out where cross triggers cost nothing */
  readonly points: readonly {
    readonly right: ArrayLike<number>
    readonly wrong: ArrayLike<number>
    readonly crossed?: ArrayLike<number>
  }[]
}

export interface Psds {
  /** area under the curve over the greatest rate, in [0, 1] */
  readonly value: number
  /** effective rates of false detections (an hour, ascending from 0) with the effective share of events found from there on */
  readonly curve: readonly (readonly [rate: number, found: number])[]
}

/**
 * Polyphonic sound detection score of several operating points: by class the staircase of the share of events found over the effective rate of false
 * detections, made non-decreasing; over classes its mean less the weighed standard deviation, never below 0; the area up to the greatest rate.
 * Classes without events are left out. Undefined where no class has any. Source: Bilen et al., ICASSP 2020; Ebbers et al., ICASSP 2022.
 */
export function psdsOf(sums: PsdsSums, setting: PsdsSetting, convention: PsdsConvention): Psds | undefined {
  const classes = Array.from(sums.events, (_, c) => c).filter((c) => sums.events[c]! > 0)
  if (classes.length === 0 || !(sums.seconds > 0)) return undefined
  const steps = classes.flatMap((c, k) =>
    sums.points.map(
      (point) => [rateOf(sums, point, c, setting, convention), k, point.right[c]! / sums.events[c]!] as const,
    ),
  )
  steps.sort((a, b) => a[0] - b[0])
  const found = new Float64Array(classes.length)
  const curve: [number, number][] = [[0, 0]]
  let area = 0
  for (let s = 0; s < steps.length; ) {
    const rate = steps[s]![0]
    if (rate > setting.mostFalse) break
    const last = curve.at(-1)!
    area += (rate - last[0]) * last[1]
    for (; s < steps.length && steps[s]![0] === rate; s++) {
      const [, k, share] = steps[s]!
      found[k] = Math.max(found[k]!, share)
    }
    const height = effective(found, setting.instabilityCost)
    if (rate === 0) last[1] = height
    else curve.push([rate, height])
  }
  const [rate, height] = curve.at(-1)!
  return { value: (area + (setting.mostFalse - rate) * height) / setting.mostFalse, curve }
}

function rateOf(
  { seconds, events, eventSeconds }: PsdsSums,
  { wrong, crossed }: PsdsSums['points'][number],
  c: number,
  { crossTriggerCost }: PsdsSetting,
  convention: PsdsConvention,
): number {
  const rate = (wrong[c]! * 3600) / seconds
  if (crossTriggerCost === 0 || crossed === undefined) return rate
  const n = events.length
  let [sum, known] = [0, 0]
  for (let k = 0; k < n; k++) {
    if (!(eventSeconds[k]! > 0)) continue
    known++
    if (k !== c) sum += (crossed[c * n + k]! * 3600) / eventSeconds[k]!
  }
  const others = convention === 'psds-2020' ? known : known - 1
  return others === 0 ? rate : rate + crossTriggerCost * (sum / others)
}

function effective(found: Float64Array, instabilityCost: number): number {
  let mean = 0
  for (const share of found) mean += share
  mean /= found.length
  if (instabilityCost === 0) return mean
  let squares = 0
  for (const share of found) squares += (share - mean) ** 2
  return Math.max(0, mean - instabilityCost * Math.sqrt(squares / found.length))
}
