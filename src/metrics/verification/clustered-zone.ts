import { sortNumbers } from '../sort-numbers.ts'
import { countBelow } from './scores.ts'

/** Comparisons in any order, scores as similarities, NaN a failure; both sides of each belong to a cluster (a subject, a speaker). */
export interface Comparisons {
  readonly scores: Float64Array
  /** 1 genuine, 0 impostor */
  readonly genuine: Uint8Array
  readonly a: Uint32Array
  readonly b: Uint32Array
  /** how many clusters there are; numbers in `a` and `b` lie below */
  readonly clusters: number
}

/** Comparisons of one class by ascending level: those of level p are starts[p] to starts[p + 1] - 1. */
export interface Levels {
  readonly a: Uint16Array | Uint32Array
  /** `clusters` where both sides are one cluster, so that a weight of 1 at that place makes both cases one */
  readonly b: Uint16Array | Uint32Array
  readonly starts: Int32Array
}

/** Distinct scores of the part where the curve moves, ascending, and which comparisons lie in it, impostors first. */
export function zoneOf({ scores, genuine }: Comparisons): {
  thresholds: Float64Array
  of: readonly [Uint32Array, Uint32Array]
} {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  let failed = false
  for (let i = 0; i < scores.length; i++) {
    const x = scores[i]!
    if (genuine[i] === 0) highest = x > highest ? x : highest
    else if (Number.isNaN(x)) failed = true
    else if (x < lowest) lowest = x
  }
  let next = Number.POSITIVE_INFINITY
  for (let i = 0; i < scores.length; i++)
    if (genuine[i] === 1 && scores[i]! > highest && scores[i]! < next) next = scores[i]!
  const from = failed ? Number.NEGATIVE_INFINITY : lowest
  const to = Math.max(highest, Number.isFinite(next) ? next : highest)
  const of = [within(scores, genuine, 0, from, to), within(scores, genuine, 1, from, to)] as const
  const all = new Float64Array(of[0].length + of[1].length)
  // adding 0 makes -0 a 0
  for (let k = 0; k < of[0].length; k++) all[k] = scores[of[0][k]!]! + 0
  for (let k = 0; k < of[1].length; k++) all[of[0].length + k] = scores[of[1][k]!]! + 0
  const sorted = sortNumbers(all)
  let distinct = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!
  return { thresholds: sorted.slice(0, distinct), of }
}

/** Places of the scores of one class in [from, to], ascending. */
function within(scores: Float64Array, genuine: Uint8Array, kind: 0 | 1, from: number, to: number): Uint32Array {
  let n = 0
  for (let i = 0; i < scores.length; i++) if (genuine[i] === kind && scores[i]! >= from && scores[i]! <= to) n++
  const places = new Uint32Array(n)
  n = 0
  for (let i = 0; i < scores.length; i++)
    if (genuine[i] === kind && scores[i]! >= from && scores[i]! <= to) places[n++] = i
  return places
}

/** Comparisons put in the order of the threshold that their score is. */
export function byLevel({ scores, a, b, clusters }: Comparisons, of: Uint32Array, thresholds: Float64Array): Levels {
  const level = new Uint32Array(of.length)
  const starts = new Int32Array(thresholds.length + 1)
  for (let k = 0; k < of.length; k++) {
    const p = countBelow(thresholds, scores[of[k]!]!)
    level[k] = p
    starts[p + 1]!++
  }
  for (let p = 0; p < thresholds.length; p++) starts[p + 1]! += starts[p]!
  const next = starts.slice()
  const numbers = () => (clusters <= 0xffff ? new Uint16Array(of.length) : new Uint32Array(of.length))
  const [left, right] = [numbers(), numbers()]
  for (let k = 0; k < of.length; k++) {
    const at = next[level[k]!]!++
    const i = of[k]!
    left[at] = a[i]!
    right[at] = a[i] === b[i] ? clusters : b[i]!
  }
  return { a: left, b: right, starts }
}
