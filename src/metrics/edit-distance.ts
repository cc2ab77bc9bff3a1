import { type BitRows, bitRows } from './bit-parallel.ts'

/** Operations that turn the reference into the hypothesis; distance = substitutions + deletions + insertions, the least possible. */
export interface Edits {
  readonly distance: number
  readonly substitutions: number
  /** reference characters that the hypothesis lacks */
  readonly deletions: number
  /** hypothesis characters that the reference lacks */
  readonly insertions: number
}

/** The code points of a text, one number each: a rare hanzi outside the BMP is one character, not two. */
export function codePoints(text: string): Uint32Array {
  const points = new Uint32Array(text.length)
  let n = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i)!
    if (point > 0xffff) i++
    points[n++] = point
  }
  return points.subarray(0, n)
}

/**
 * Levenshtein distance with its split into S, D and I, over code points (or any tokens numbered by the caller).
 * The split is not unique; ties are broken as RapidFuzz's `editops` does, on which jiwer builds: common prefix and suffix first, then
 * from the end a deletion where one is optimal, else an insertion, else a substitution or match.
 * Sources: V. Levenshtein (1966); bit-vectors of G. Myers, JACM 46 (1999), and H. Hyyrö (2003).
 */
export function edits(reference: string | Uint32Array, hypothesis: string | Uint32Array): Edits {
  const ref = typeof reference === 'string' ? codePoints(reference) : reference
  const hyp = typeof hypothesis === 'string' ? codePoints(hypothesis) : hypothesis
  const { a, b } = withoutCommonEnds(ref, hyp)
  if (a.length === 0 || b.length === 0) return counted(0, a.length, b.length)
  return traced(a, b, bitRows(a, b))
}

/** Both without their common prefix and suffix: a match there is free and on an optimal path whatever the other operations weigh. */
export function withoutCommonEnds(ref: Uint32Array, hyp: Uint32Array): { a: Uint32Array; b: Uint32Array } {
  let start = 0
  let refEnd = ref.length
  let hypEnd = hyp.length
  while (start < refEnd && start < hypEnd && ref[start] === hyp[start]) start++
  while (refEnd > start && hypEnd > start && ref[refEnd - 1] === hyp[hypEnd - 1]) {
    refEnd--
    hypEnd--
  }
  return { a: ref.subarray(start, refEnd), b: hyp.subarray(start, hypEnd) }
}

/** Walks back through the stored difference vectors; row i holds the column after i + 1 characters of the hypothesis. */
function traced(ref: Uint32Array, hyp: Uint32Array, rows: BitRows): Edits {
  let col = ref.length
  let row = hyp.length
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  while (row > 0 && col > 0) {
    if (rows.rises(row - 1, col - 1)) {
      deletions++
      col--
      continue
    }
    row--
    if (row > 0 && rows.falls(row - 1, col - 1)) {
      insertions++
      continue
    }
    col--
    if (ref[col] !== hyp[row]) substitutions++
  }
  return counted(substitutions, deletions + col, insertions + row)
}

/** The counts as `Edits`. */
export function counted(substitutions: number, deletions: number, insertions: number): Edits {
  return { distance: substitutions + deletions + insertions, substitutions, deletions, insertions }
}
