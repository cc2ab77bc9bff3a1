import { counted, type Edits, withoutCommonEnds } from './edit-distance.ts'

const SUBSTITUTION = 4
const GAP = 3
const DIAGONAL = 0
const DELETED = 1
const INSERTED = 2

/**
 * Edits as NIST sclite counts them: the alignment of least weight with substitutions at 4 and insertions and deletions at 3, so that two
 * substitutions may give way to a deletion and an insertion around a match. `distance` is S + D + I of that alignment, which can be more
 * than the least number of edits. Ties: a match or substitution first, then an insertion, then a deletion, decided cell by cell.
 * Tokens numbered by the caller. Time and memory: product of the lengths (bytes), without common prefix and suffix.
 * Source: NIST SCTK 2.4.10, sclite, dynamic programming alignment.
 */
export function scliteEdits(reference: Uint32Array, hypothesis: Uint32Array): Edits {
  const { a, b } = withoutCommonEnds(reference, hypothesis)
  const width = b.length
  if (a.length === 0 || width === 0) return counted(0, a.length, width)
  const ways = new Uint8Array(a.length * width)
  const weights = Int32Array.from({ length: width + 1 }, (_, j) => j * GAP)
  for (let i = 0, at = 0; i < a.length; i++) {
    const token = a[i]
    let diagonal = weights[0]!
    let left = diagonal + GAP
    weights[0] = left
    for (let j = 0; j < width; j++, at++) {
      const up = weights[j + 1]!
      const straight = diagonal + (token === b[j] ? 0 : SUBSTITUTION)
      const deleted = up + GAP
      const inserted = left + GAP
      diagonal = up
      if (straight <= deleted && straight <= inserted) left = straight
      else if (deleted < inserted) {
        left = deleted
        ways[at] = DELETED
      } else {
        left = inserted
        ways[at] = INSERTED
      }
      weights[j + 1] = left
    }
  }
  return walkedBack(a, b, ways)
}

function walkedBack(a: Uint32Array, b: Uint32Array, ways: Uint8Array): Edits {
  let i = a.length
  let j = b.length
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  while (i > 0 && j > 0) {
    const way = ways[(i - 1) * b.length + j - 1]
    if (way !== INSERTED) i--
    if (way !== DELETED) j--
    if (way === DELETED) deletions++
    else if (way === INSERTED) insertions++
    else if (way === DIAGONAL && a[i] !== b[j]) substitutions++
  }
  return counted(substitutions, deletions + i, insertions + j)
}
