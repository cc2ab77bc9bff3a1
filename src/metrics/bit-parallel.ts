import { SHORT_PATTERN, shortTable } from './bit-parallel-short.ts'

/**
 * Vertical differences of a Levenshtein table: bit `col` of `rises` (`falls`) in a row of the text says whether the distance rises (falls) by one
 * at `col` of the pattern. `words` words a row, 32 columns each. The arrays are used again by the next table: read them at once.
 */
export interface BitTable {
  readonly rises: Int32Array
  readonly falls: Int32Array
  readonly words: number
}

/** Tables up to this many words are written into arrays that stay; a larger one gets its own. */
const KEPT_WORDS = 1 << 16
const keptRises = new Int32Array(KEPT_WORDS)
const keptFalls = new Int32Array(KEPT_WORDS)
const keptMasks = new Int32Array(KEPT_WORDS)

// the slot of each BMP character of the current pattern, plus one; cleared after use
const slots = new Int32Array(0x10000)
const NO_ASTRAL: ReadonlyMap<number, number> = new Map()

/**
 * The table of pattern[from, to) and text[start, end) as bit-vectors. Both lengths from 1. Memory: 8 bytes per text character and pattern word.
 * Source: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances (2003), block form.
 */
export function bitTable(
  pattern: Uint32Array,
  from: number,
  to: number,
  text: Uint32Array,
  start: number,
  end: number,
): BitTable {
  const words = (to - from + 31) >> 5
  const size = (end - start) * words
  const kept = size <= KEPT_WORDS
  const rises = kept ? keptRises : new Int32Array(size)
  const falls = kept ? keptFalls : new Int32Array(size)
  if (to - from <= SHORT_PATTERN && shortTable(pattern, from, to, text, start, end, rises, falls))
    return { rises, falls, words }
  const masks = (to - from) * words <= KEPT_WORDS ? keptMasks : new Int32Array((to - from) * words)
  const astral = markPattern(pattern, from, to, masks, words)
  severalWords(text, start, end, masks, astral, rises, falls, words)
  for (let i = from; i < to; i++) if (pattern[i]! < 0x10000) slots[pattern[i]!] = 0
  return { rises, falls, words }
}

/** Sets the bits of each character where the pattern holds it, and gives the slots of characters beyond the BMP. */
function markPattern(pattern: Uint32Array, from: number, to: number, masks: Int32Array, words: number) {
  let astral: Map<number, number> | undefined
  let used = 0
  for (let i = from; i < to; i++) {
    const character = pattern[i]!
    let slot = (character < 0x10000 ? slots[character]! : (astral?.get(character) ?? 0)) - 1
    if (slot < 0) {
      slot = used++
      for (let w = slot * words; w < used * words; w++) masks[w] = 0
      if (character < 0x10000) slots[character] = slot + 1
      else {
        astral ??= new Map<number, number>()
        astral.set(character, slot + 1)
      }
    }
    masks[slot * words + ((i - from) >> 5)]! |= 1 << ((i - from) & 31)
  }
  return astral ?? NO_ASTRAL
}

function severalWords(
  text: Uint32Array,
  start: number,
  end: number,
  masks: Int32Array,
  astral: ReadonlyMap<number, number>,
  rises: Int32Array,
  falls: Int32Array,
  words: number,
): void {
  for (let row = start, at = 0; row < end; row++) {
    const character = text[row]!
    const slot = (character < 0x10000 ? slots[character]! : (astral.get(character) ?? 0)) - 1
    let plusCarry = 1
    let minusCarry = 0
    for (let w = 0; w < words; w++, at++) {
      // the row before is the state; before the first all differences rise
      const p = row === start ? -1 : rises[at - words]!
      const n = row === start ? 0 : falls[at - words]!
      const x = (slot < 0 ? 0 : masks[slot * words + w]!) | minusCarry
      const d0 = (((x & p) + p) ^ p) | x | n
      const hp = n | ~(d0 | p)
      const hn = d0 & p
      const plus = (hp << 1) | plusCarry
      const minus = (hn << 1) | minusCarry
      plusCarry = hp >>> 31
      minusCarry = hn >>> 31
      rises[at] = minus | ~(d0 | plus)
      falls[at] = plus & d0
    }
  }
}
