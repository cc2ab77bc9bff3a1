import { bitTable } from './bit-parallel.ts'

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
  const n = decoded(text, points)
  return n === points.length ? points : points.subarray(0, n)
}

/** Writes the code points and says how many they are. */
function decoded(text: string, points: Uint32Array): number {
  const length = text.length
  let n = 0
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    const point = unit >= 0xd800 && unit < 0xdc00 ? text.codePointAt(i)! : unit
    if (point > 0xffff) i++
    points[n++] = point
  }
  return n
}

/**
 * Levenshtein distance with its split into S, D and I, over code points (or any tokens numbered by the caller).
 * The split is not unique; ties are broken as RapidFuzz's `editops` does, on which jiwer builds: common prefix and suffix first, then
 * from the end a deletion where one is optimal, else an insertion, else a substitution or match.
 * Sources: V. Levenshtein (1966); bit-vectors of G. Myers, JACM 46 (1999), and H. Hyyrö (2003).
 */
export function edits(reference: string | Uint32Array, hypothesis: string | Uint32Array): Edits {
  const ref = typeof reference === 'string' ? room(reference, 0) : reference
  const hyp = typeof hypothesis === 'string' ? room(hypothesis, 1) : hypothesis
  const n = typeof reference === 'string' ? decoded(reference, ref) : ref.length
  const m = typeof hypothesis === 'string' ? decoded(hypothesis, hyp) : hyp.length
  const start = commonStart(ref, n, hyp, m)
  const end = commonEnd(ref, n, hyp, m, start)
  const refEnd = n - end
  const hypEnd = m - end
  if (refEnd === start || hypEnd === start) return counted(0, refEnd - start, hypEnd - start)
  return traced(ref, hyp, start, refEnd, hypEnd)
}

// short texts are decoded into arrays that stay, one for each side
const rooms = [new Uint32Array(1024), new Uint32Array(1024)] as const

function room(text: string, side: 0 | 1): Uint32Array {
  return text.length <= rooms[side].length ? rooms[side] : new Uint32Array(text.length)
}

function commonStart(a: Uint32Array, n: number, b: Uint32Array, m: number): number {
  const most = n < m ? n : m
  let start = 0
  while (start < most && a[start] === b[start]) start++
  return start
}

/** How many of the first n and m are the same at the end, those before `start` left out. */
function commonEnd(a: Uint32Array, n: number, b: Uint32Array, m: number, start: number): number {
  const most = (n < m ? n : m) - start
  let end = 0
  while (end < most && a[n - 1 - end] === b[m - 1 - end]) end++
  return end
}

/** Both without their common prefix and suffix: a match there is free and on an optimal path whatever the other operations weigh. */
export function withoutCommonEnds(ref: Uint32Array, hyp: Uint32Array): { a: Uint32Array; b: Uint32Array } {
  const start = commonStart(ref, ref.length, hyp, hyp.length)
  const end = commonEnd(ref, ref.length, hyp, hyp.length, start)
  return { a: ref.subarray(start, ref.length - end), b: hyp.subarray(start, hyp.length - end) }
}

/** Walks back through the stored differences; row i holds the column after i + 1 characters of the hypothesis. */
function traced(ref: Uint32Array, hyp: Uint32Array, start: number, refEnd: number, hypEnd: number): Edits {
  const { rises, falls, words } = bitTable(ref, start, refEnd, hyp, start, hypEnd)
  let col = refEnd - start
  let row = hypEnd - start
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  let at = row * words - words
  while (row > 0 && col > 0) {
    const word = (col - 1) >> 5
    // shifts count modulo 32
    const bit = 1 << (col - 1)
    if ((rises[at + word]! & bit) !== 0) {
      deletions++
      col--
      continue
    }
    row--
    at -= words
    if (row > 0 && (falls[at + word]! & bit) !== 0) {
      insertions++
      continue
    }
    col--
    // no branch: which characters differ cannot be foretold
    substitutions += Number(ref[start + col] !== hyp[start + row])
  }
  return counted(substitutions, deletions + col, insertions + row)
}

/** The counts as `Edits`. */
export function counted(substitutions: number, deletions: number, insertions: number): Edits {
  return { distance: substitutions + deletions + insertions, substitutions, deletions, insertions }
}
