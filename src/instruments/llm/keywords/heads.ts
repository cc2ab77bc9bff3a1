import { CHILD, LABEL, NODE, type Trie } from './trie.ts'

/** 32 hashed bits of up to three symbols; 0 stands for no symbol. The upper bits are the good ones. */
export const hashOf = (a: number, b: number, c: number): number =>
  Math.imul(Math.imul((a << 16) | b, 0x9e3779b1) ^ c, 0x85ebca6b)

/** The two bits of a hash within its word. */
export const bitsOf = (hash: number): number => (1 << (hash & 31)) | (1 << ((hash >>> 5) & 31))

/**
 * How patterns begin: (a, b, c) for each that has three symbols or more, and (0, b, c) for each that has two. First a filter
 * (B. H. Bloom, CACM 13 (1970) 422-426, one word a look-up), then a hash table of the states that these lead to.
 */
export interface Heads {
  readonly filter: Int32Array
  readonly shift: number
  /** (a << 16 | b) and the state, side by side; state 0 is free */
  readonly slots: Int32Array
  readonly slotShift: number
}

export function headsOf({ nodes, pattern, starters, deep, states }: Trie): Heads {
  const next = (state: number) => nodes[state * NODE + CHILD]!
  const most = next(deep) - starters
  const filter = new Int32Array(powerAbove(Math.max(most / 2, 32)))
  const shift = Math.clz32(filter.length) + 1
  const slots = new Int32Array(powerAbove(Math.max(most * 2, 32)) * 2)
  const slotShift = Math.clz32(slots.length) + 2
  const mask = slots.length / 2 - 1
  const add = (a: number, b: number, state: number) => {
    const hash = hashOf(a, b, nodes[state * NODE + LABEL]!)
    filter[hash >>> shift]! |= bitsOf(hash)
    let slot = hash >>> slotShift
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask
    slots[slot * 2] = (a << 16) | b
    slots[slot * 2 + 1] = state
  }
  for (let a = 1; a <= starters && a < states; a++) {
    for (let second = next(a); second < next(a + 1); second++) {
      const b = nodes[second * NODE + LABEL]!
      if (pattern[second]! >= 0) add(0, a, second)
      for (let third = next(second); third < next(second + 1); third++) add(a, b, third)
    }
  }
  return { filter, shift, slots, slotShift }
}

/** The state that a beginning leads to, 0 for none. */
export function headState({ slots, slotShift }: Heads, nodes: Int32Array, a: number, b: number, c: number): number {
  const key = (a << 16) | b
  const mask = slots.length / 2 - 1
  for (let slot = hashOf(a, b, c) >>> slotShift; ; slot = (slot + 1) & mask) {
    const state = slots[slot * 2 + 1]!
    if (state === 0 || (slots[slot * 2] === key && nodes[state * NODE + LABEL] === c)) return state
  }
}

export function powerAbove(n: number): number {
  let power = 1
  while (power < n) power *= 2
  return power
}
