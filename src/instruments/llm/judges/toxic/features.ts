import { simplify } from '../../keywords/traditional.ts'

/** Hash buckets of the classifier; a power of two. */
export const BUCKETS = 8192
const LONGEST = 4
const SHORTEST = 2
/** Code points of one sentence that are looked at. */
const MOST_POINTS = 400

/**
 * The hashed character n-grams (2 to 4) of one sentence, each bucket once, in ascending order. The sentence is read in NFKC, simplified characters
 * and lower case; anything but letters and digits is one space, also before and behind it.
 * Source of the hash: FNV-1a, 32 bits, over UTF-16 units (Fowler, Noll, Vo).
 */
export function featuresOf(sentence: string): number[] {
  const plain = simplify(sentence.normalize('NFKC'))
    .toLowerCase()
    .replace(/[’‘']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (plain === '') return []
  const points = [' ', ...Array.from(plain).slice(0, MOST_POINTS), ' ']
  const found = new Set<number>()
  for (let size = SHORTEST; size <= LONGEST; size++) {
    for (let at = 0; at + size <= points.length; at++) found.add(bucket(points.slice(at, at + size).join('')))
  }
  return [...found].sort((a, b) => a - b)
}

function bucket(gram: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < gram.length; i++) hash = Math.imul(hash ^ gram.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1)
}

/** Sentences of a text, at most 400; a text without full stops is cut into pieces that the classifier can look at. */
export function sentencesIn(text: string): string[] {
  const pieces = text.match(/[^。！？!?；;\n.]+/g) ?? []
  return pieces.flatMap((piece) => piece.match(/[\s\S]{1,400}/g) ?? []).slice(0, 400)
}
