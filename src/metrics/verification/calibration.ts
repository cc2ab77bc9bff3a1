import { exp, log1p } from '../elementary.ts'
import type { Det } from './det.ts'

/*
 * How good scores are as log-likelihood ratios. Source: N. Brümmer and J. du Preez, "Application-independent evaluation of speaker detection",
 * Computer Speech and Language 20 (2006) 230-275 (C_llr, and its minimum by pool-adjacent-violators).
 */

const { LN2 } = Math

/** log2(1 + e^-x): bits that a target trial costs at a natural log-likelihood ratio of x; of a non-target trial with -x. Finite x. */
export function bitsLost(x: number): number {
  return (x < 0 ? -x + log1p(exp(x)) : log1p(exp(-x))) / LN2
}

/** Points of a curve between which scores fall together when they are calibrated as well as they can be (pool adjacent violators), ascending. */
export function calibratedPoints(det: Det): readonly number[] {
  const { falseMatches: m, falseNonMatches: k } = det
  // a stack of bins, as arrays: this runs for every resample
  const [targets, others] = [new Float64Array(m.length), new Float64Array(m.length)]
  const from = new Int32Array(m.length)
  let height = 0
  const push = (target: number, other: number, p: number) => {
    if (target === 0 && other === 0) return
    let [t, n, start] = [target, other, p]
    while (height > 0 && targets[height - 1]! * n >= t * others[height - 1]!) {
      height--
      t += targets[height]!
      n += others[height]!
      start = from[height]!
    }
    targets[height] = t
    others[height] = n
    from[height++] = start
  }
  // failures of both classes lie together, below every score
  push(k[0]!, det.impostor - m[0]!, -1)
  for (let p = 0; p + 1 < m.length; p++) push(k[p + 1]! - k[p]!, m[p]! - m[p + 1]!, p)
  return Array.from(from.subarray(0, height))
}

/** C_llr of the best calibration that keeps the order of scores, in bits; 0 where the classes are apart. Needs trials of both classes. */
export function minimumCllr(det: Det): number {
  const starts = calibratedPoints(det)
  const { falseMatches: m, falseNonMatches: k, genuine, impostor } = det
  const at = (p: number): readonly [number, number] =>
    p < 0 ? [0, impostor] : p >= m.length - 1 ? [genuine, 0] : [k[p]!, m[p]!]
  let [targets, nonTargets] = [0, 0]
  starts.forEach((from, i) => {
    const [low, high] = [at(from), at(starts[i + 1] ?? m.length)]
    const [t, n] = [high[0] - low[0], low[1] - high[1]]
    const odds = t * impostor === 0 ? 0 : (t * impostor) / (n * genuine)
    if (t > 0) targets += n === 0 ? 0 : (t * log1p(1 / odds)) / LN2
    if (n > 0) nonTargets += t === 0 ? 0 : (n * log1p(odds)) / LN2
  })
  return (targets / genuine + nonTargets / impostor) / 2
}

/**
 * C_llr of a system that gives but two answers, well calibrated, with these error rates: no system whose errors at some threshold are these can have a
 * larger minimum, as calibration may always fall back on the two answers. Rates from 0 to 1 with a sum of at most 1, else 1.
 */
export function twoAnswerCllr(miss: number, falseAlarm: number): number {
  if (miss + falseAlarm >= 1) return 1
  const part = (share: number, other: number) => (share === 0 ? 0 : (share * log1p(other / share)) / LN2)
  return (
    (part(1 - miss, falseAlarm) +
      part(miss, 1 - falseAlarm) +
      part(falseAlarm, 1 - miss) +
      part(1 - falseAlarm, miss)) /
    2
  )
}
