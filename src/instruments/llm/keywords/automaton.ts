import { bitsOf, type Heads, hashOf, headState, headsOf, powerAbove } from './heads.ts'
import { buildTrie, childOf, FAIL, NODE, REPORT, type Trie } from './trie.ts'

/** What stands for a unit of the text: another unit, or DROP when it is taken out. */
export interface Alphabet {
  fold(unit: number): number
  /** whether the surrogate pair at `i` is taken out; asked only where a high surrogate stands */
  dropsPair(source: string, i: number): boolean
}

/** What a unit that matching passes over is folded to: U+0001, which no text needs. */
export const DROP = 1

/** Entries of the symbol table that are no symbols: the unit, or it and the next, are passed over; or not yet looked up. */
const PASS = 0xffff
const PAIR = 0xfffe
const UNSEEN = 0xfffd

/**
 * Finds all occurrences of many patterns, also overlapping ones, in one pass over UTF-16 units in which the text is also folded.
 *
 * Below depth three no state is kept: the last two symbols say as much, and a filter answers for most places of ordinary text.
 * From depth three on it is the automaton of Aho and Corasick, so that time stays linear in the text whatever the text is.
 */
export class Automaton {
  readonly #alphabet: Alphabet
  readonly #trie: Trie
  readonly #heads: Heads
  /** symbol by unit of the text, filled in as units are seen */
  readonly #table = new Uint16Array(65536).fill(UNSEEN)
  /** where the units kept last stand in the text; as long as the longest pattern */
  readonly #recent: Int32Array

  /** @param patterns different from each other, none empty, made of folded units */
  constructor(patterns: readonly string[], alphabet: Alphabet) {
    this.#alphabet = alphabet
    this.#trie = buildTrie(patterns)
    this.#heads = headsOf(this.#trie)
    this.#recent = new Int32Array(powerAbove(this.#trie.longest))
  }

  /** Tells all occurrences in the order of their ends, and at one end from the longest to the shortest; `end` is behind the last unit. */
  each(source: string, tell: (pattern: number, start: number, end: number) => void): void {
    const table = this.#table
    const { nodes, pattern, lengths, single, deep } = this.#trie
    const heads = this.#heads
    const { filter, shift } = heads
    const recent = this.#recent
    const mask = recent.length - 1
    let kept = 0
    let state = 0
    let a = 0
    let b = 0
    for (let i = 0; i < source.length; i++) {
      let c = table[source.charCodeAt(i)]!
      if (c >= UNSEEN) {
        if (c !== PASS) c = this.#lookUp(source, i)
        if (c === PASS) continue
        if (c === PAIR) {
          i++
          continue
        }
      }
      recent[kept & mask] = i
      kept++
      while (state >= deep) {
        const child = childOf(nodes, state, c)
        if (child !== 0) {
          state = child
          break
        }
        state = nodes[state * NODE + FAIL]!
      }
      if (state < deep) {
        // of states this near the root only those where a pattern ends matter
        state = c <= single ? c : 0
        const three = hashOf(a, b, c)
        const bits = bitsOf(three)
        if ((filter[three >>> shift]! & bits) === bits) state = headState(heads, nodes, a, b, c) || state
        if (state < deep) {
          const two = hashOf(0, b, c)
          const bits = bitsOf(two)
          if ((filter[two >>> shift]! & bits) === bits) state = headState(heads, nodes, 0, b, c) || state
        }
      }
      a = b
      b = c
      if (state === 0) continue
      for (let s = nodes[state * NODE + REPORT]!; s !== 0; s = nodes[nodes[s * NODE + FAIL]! * NODE + REPORT]!) {
        const found = pattern[s]!
        tell(found, recent[(kept - lengths[found]!) & mask]!, i + 1)
      }
    }
  }

  /** The symbol of a unit seen for the first time, or of half a surrogate pair; PASS or PAIR when one unit or two are taken out. */
  #lookUp(source: string, i: number): number {
    const unit = source.charCodeAt(i)
    const high = unit >= 0xd800 && unit <= 0xdbff
    if (high && this.#alphabet.dropsPair(source, i)) return PAIR
    const folded = this.#alphabet.fold(unit)
    const symbol = folded === DROP ? PASS : this.#trie.symbols[folded]!
    // whether a high surrogate is taken out depends on what follows it
    if (!high) this.#table[unit] = symbol
    return symbol
  }
}
