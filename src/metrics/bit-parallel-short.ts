/** Patterns up to this many characters are held in two words. */
export const SHORT_PATTERN = 64

// the slot of each BMP character of the current pattern; in bytes, so that the characters of a language stay in the nearest cache. Cleared after use
const slots = new Uint8Array(0x10000)
// two words a slot; slot 0 is of the characters that the pattern lacks
const masks = new Int32Array(2 * SHORT_PATTERN + 2)

/**
 * `bitTable` for a pattern of at most `SHORT_PATTERN` characters, one word a row for up to 32, else two; what most lines of text are. False, with
 * nothing written, where the pattern has a character beyond the BMP.
 */
export function shortTable(
  pattern: Uint32Array,
  from: number,
  to: number,
  text: Uint32Array,
  start: number,
  end: number,
  rises: Int32Array,
  falls: Int32Array,
): boolean {
  const marked = mark(pattern, from, to)
  if (marked) {
    if (to - from <= 32) oneWord(text, start, end, rises, falls)
    else twoWords(text, start, end, rises, falls)
  }
  for (let i = from; i < to; i++) if (pattern[i]! < 0x10000) slots[pattern[i]!] = 0
  return marked
}

function mark(pattern: Uint32Array, from: number, to: number): boolean {
  let used = 0
  for (let i = from; i < to; i++) {
    const character = pattern[i]!
    if (character > 0xffff) return false
    let slot = slots[character]!
    if (slot === 0) {
      slot = slots[character] = ++used
      masks[2 * slot] = masks[2 * slot + 1] = 0
    }
    // shifts count modulo 32
    masks[2 * slot + ((i - from) >> 5)]! |= 1 << (i - from)
  }
  return true
}

function oneWord(text: Uint32Array, start: number, end: number, rises: Int32Array, falls: Int32Array): void {
  let p = -1
  let n = 0
  for (let row = start, at = 0; row < end; row++, at++) {
    const character = text[row]!
    const x = masks[character < 0x10000 ? 2 * slots[character]! : 0]!
    const d0 = (((x & p) + p) ^ p) | x | n
    const plus = ((n | ~(d0 | p)) << 1) | 1
    const minus = (d0 & p) << 1
    p = rises[at] = minus | ~(d0 | plus)
    n = falls[at] = plus & d0
  }
}

function twoWords(text: Uint32Array, start: number, end: number, rises: Int32Array, falls: Int32Array): void {
  let [p, n, q, o] = [-1, 0, -1, 0]
  for (let row = start, at = 0; row < end; row++, at += 2) {
    const character = text[row]!
    const slot = character < 0x10000 ? 2 * slots[character]! : 0
    const x = masks[slot]!
    const d0 = (((x & p) + p) ^ p) | x | n
    const hp = n | ~(d0 | p)
    const hn = d0 & p
    const plus = (hp << 1) | 1
    const minus = hn << 1
    p = rises[at] = minus | ~(d0 | plus)
    n = falls[at] = plus & d0
    const y = masks[slot + 1]! | (hn >>> 31)
    const e0 = (((y & q) + q) ^ q) | y | o
    const above = ((o | ~(e0 | q)) << 1) | (hp >>> 31)
    const below = ((e0 & q) << 1) | (hn >>> 31)
    q = rises[at + 1] = below | ~(e0 | above)
    o = falls[at + 1] = above & e0
  }
}
