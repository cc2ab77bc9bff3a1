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

/** Comparisons by ascending level; those of level p end before `ends[p]`. */
export interface Levels {
  readonly a: Uint16Array | Uint32Array
  readonly b: Uint16Array | Uint32Array
  readonly ends: Uint32Array
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
  const within = (kind: number) => indices(scores, (x, i) => genuine[i] === kind && x >= from && x <= to)
  const of = [within(0), within(1)] as const
  const all = new Float64Array(of[0].length + of[1].length)
  // adding 0 makes -0 a 0
  for (let k = 0; k < of[0].length; k++) all[k] = scores[of[0][k]!]! + 0
  for (let k = 0; k < of[1].length; k++) all[of[0].length + k] = scores[of[1][k]!]! + 0
  const sorted = sortNumbers(all)
  let distinct = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!
  return { thresholds: sorted.slice(0, distinct), of }
}

/** Places of the scores that hold, ascending. */
export function indices(scores: Float64Array, holds: (x: number, i: number) => boolean): Uint32Array {
  const own = new Uint32Array(scores.length)
  let n = 0
  for (let i = 0; i < scores.length; i++) if (holds(scores[i]!, i)) own[n++] = i
  return own.slice(0, n)
}

/** Comparisons put in the order of the threshold that their score is. */
export function byLevel({ scores, a, b, clusters }: Comparisons, of: Uint32Array, thresholds: Float64Array): Levels {
  const level = of.map((i) => countBelow(thresholds, scores[i]!))
  const ends = new Uint32Array(thresholds.length)
  for (const p of level) ends[p]!++
  let sum = 0
  const next = new Uint32Array(thresholds.length)
  for (let p = 0; p < ends.length; p++) {
    next[p] = sum
    sum += ends[p]!
    ends[p] = sum
  }
  const narrow = clusters <= 65_536
  const left = narrow ? new Uint16Array(of.length) : new Uint32Array(of.length)
  const right = narrow ? new Uint16Array(of.length) : new Uint32Array(of.length)
  for (let k = 0; k < of.length; k++) {
    const at = next[level[k]!]!++
    left[at] = a[of[k]!]!
    right[at] = b[of[k]!]!
  }
  return { a: left, b: right, ends }
}
