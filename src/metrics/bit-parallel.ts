/** Vertical differences of the Levenshtein table: does the distance rise or fall by one at `col` of the pattern, in a row of the text? */
export interface BitRows {
  rises(row: number, col: number): boolean
  falls(row: number, col: number): boolean
}

// the slot of each BMP character of the current pattern, plus one; cleared after use
const slots = new Int32Array(0x10000)

/**
 * The Levenshtein table of a pattern and a text as bit-vectors, 32 pattern characters a word. Both lengths from 1.
 * Memory: 8 bytes per text character and pattern word.
 * Source: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances (2003), block form.
 */
export function bitRows(pattern: Uint32Array, text: Uint32Array): BitRows {
  const words = (pattern.length + 31) >> 5
  const { masks, slotOf, release } = characterMasks(pattern, words)
  const positive = new Int32Array(text.length * words)
  const negative = new Int32Array(text.length * words)
  const vp = new Int32Array(words).fill(-1)
  const vn = new Int32Array(words)

  for (let row = 0, at = 0; row < text.length; row++) {
    const slot = slotOf(text[row]!)
    let plusCarry = 1
    let minusCarry = 0
    for (let w = 0; w < words; w++, at++) {
      const p = vp[w]!
      const n = vn[w]!
      const x = (slot < 0 ? 0 : masks[slot * words + w]!) | minusCarry
      const d0 = (((x & p) + p) ^ p) | x | n
      let hp = n | ~(d0 | p)
      let hn = d0 & p
      const plusOut = hp >>> 31
      const minusOut = hn >>> 31
      hp = (hp << 1) | plusCarry
      hn = (hn << 1) | minusCarry
      plusCarry = plusOut
      minusCarry = minusOut
      vp[w] = positive[at] = hn | ~(d0 | hp)
      vn[w] = negative[at] = hp & d0
    }
  }
  release()
  const bit = (rows: Int32Array, row: number, col: number) =>
    ((rows[row * words + (col >> 5)]! >>> (col & 31)) & 1) === 1
  return { rises: (row, col) => bit(positive, row, col), falls: (row, col) => bit(negative, row, col) }
}

function characterMasks(pattern: Uint32Array, words: number) {
  const astral = new Map<number, number>()
  const masks = new Int32Array(pattern.length * words)
  let used = 0
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!
    let slot = character < 0x10000 ? slots[character]! - 1 : (astral.get(character) ?? -1)
    if (slot < 0) {
      slot = used++
      if (character < 0x10000) slots[character] = slot + 1
      else astral.set(character, slot)
    }
    masks[slot * words + (i >> 5)]! |= 1 << (i & 31)
  }
  return {
    masks,
    slotOf: (character: number) => (character < 0x10000 ? slots[character]! - 1 : (astral.get(character) ?? -1)),
    release: () => {
      for (const character of pattern) if (character < 0x10000) slots[character] = 0
    },
  }
}
