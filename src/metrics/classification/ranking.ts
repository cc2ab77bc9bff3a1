import { sortNumbers } from '../sort-numbers.ts'

/** Rows from the highest score to the lowest. */
export interface Ranking {
  /** rows by descending score, those of one score in ascending order of their number */
  readonly rows: Int32Array
  /** where each score ends in `rows`: one entry for each distinct score */
  readonly ends: Int32Array
}

/**
 * Ranks rows by score. NaN is a row without a score: it lies below every score and ties with the others of its kind, so that it is never
 * left out and never found. -0 ties with 0. Takes time n log n, without a call for each comparison.
 */
export function rankingOf(scores: Float64Array): Ranking {
  const n = scores.length
  const value = (i: number) => (Number.isNaN(scores[i]!) ? Number.NEGATIVE_INFINITY : scores[i]! + 0)
  const sorted = sortNumbers(Float64Array.from({ length: n }, (_, i) => value(i)))
  let distinct = 0
  for (let i = 0; i < n; i++) if (i === 0 || sorted[i] !== sorted[distinct - 1]) sorted[distinct++] = sorted[i]!
  const ends = new Int32Array(distinct)
  const groups = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    groups[i] = distinct - 1 - placeOf(sorted, distinct, value(i))
    ends[groups[i]!]!++
  }
  const next = new Int32Array(distinct)
  for (let g = 1; g < distinct; g++) {
    next[g] = ends[g - 1]!
    ends[g]! += ends[g - 1]!
  }
  const rows = new Int32Array(n)
  for (let i = 0; i < n; i++) rows[next[groups[i]!]!++] = i
  return { rows, ends }
}

function placeOf(ascending: Float64Array, length: number, x: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}
