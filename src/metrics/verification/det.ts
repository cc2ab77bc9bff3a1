import type { Scores } from './scores.ts'

/**
 * Detection error trade-off in counts. One point for each distinct score, ascending, and a last one at infinity, where nothing matches.
 * At a point: impostor comparisons at or above the threshold, and genuine ones below it or without a score.
 */
export interface Det {
  readonly thresholds: Float64Array
  readonly falseMatches: Uint32Array
  readonly falseNonMatches: Uint32Array
  /** comparisons, failures included */
  readonly genuine: number
  readonly impostor: number
}

/** The whole curve: tied scores are one point, whatever their order. Source: ISO/IEC 19795-1:2021, DET. */
export function detOf(scores: Scores): Det {
  const { genuine, impostor, genuineFailures, impostorFailures } = scores
  const points = distinct(genuine, impostor) + 1
  const thresholds = new Float64Array(points)
  const falseMatches = new Uint32Array(points)
  const falseNonMatches = new Uint32Array(points)
  let g = 0
  let i = 0
  for (let p = 0; p < points; p++) {
    falseMatches[p] = impostor.length - i
    falseNonMatches[p] = genuineFailures + g
    const t = lesser(genuine[g], impostor[i])
    thresholds[p] = t
    while (genuine[g] === t) g++
    while (impostor[i] === t) i++
  }
  return {
    thresholds,
    falseMatches,
    falseNonMatches,
    genuine: genuine.length + genuineFailures,
    impostor: impostor.length + impostorFailures,
  }
}

/** A curve as rates, thresholds ascending (a view of those of the `Det` it comes from). */
export interface DetCurve {
  readonly falseMatchRate: Float64Array
  readonly falseNonMatchRate: Float64Array
  readonly thresholds: Float64Array
}

/**
 * The part where the curve moves: from the last point without a false non-match to the first with the fewest false matches that a finite
 * threshold leaves. Equal to `det_curve` of scikit-learn (1.2), array for array, where there are no failures. Both classes must be there.
 */
export function detCurve(det: Det): DetCurve {
  if (det.genuine === 0 || det.impostor === 0) throw new RangeError('both genuine and impostor comparisons are needed')
  const last = det.thresholds.length - 2
  let from = 0
  while (from < last && det.falseNonMatches[from + 1] === det.falseNonMatches[0]) from++
  let to = last
  while (to > 0 && det.falseMatches[to - 1] === det.falseMatches[last]) to--
  return {
    thresholds: det.thresholds.subarray(from, to + 1),
    falseMatchRate: shares(det.falseMatches.subarray(from, to + 1), det.impostor),
    falseNonMatchRate: shares(det.falseNonMatches.subarray(from, to + 1), det.genuine),
  }
}

function shares(counts: Uint32Array, of: number): Float64Array {
  const rates = new Float64Array(counts.length)
  for (let i = 0; i < counts.length; i++) rates[i] = counts[i]! / of
  return rates
}

function distinct(genuine: Float64Array, impostor: Float64Array): number {
  let count = 0
  let g = 0
  let i = 0
  while (g < genuine.length || i < impostor.length) {
    const t = lesser(genuine[g], impostor[i])
    while (genuine[g] === t) g++
    while (impostor[i] === t) i++
    count++
  }
  return count
}

function lesser(a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY): number {
  return a < b ? a : b
}
