/** A term found: `end` is the position behind its last unit. */
export interface Found {
  readonly pattern: number
  readonly start: number
  readonly end: number
}

/**
 * Finds all occurrences of many patterns in one pass (A. V. Aho and M. J. Corasick, CACM 18 (1975) 333-340), also overlapping ones.
 * Units are UTF-16; states and edges lie in typed arrays, and a unit that no pattern has returns to the root at once.
 * Empty patterns are never found; equal patterns are all found.
 */
export class Automaton {
  readonly #lengths: Int32Array
  /** unit -> small symbol number, 0 when no pattern has the unit */
  readonly #symbols = new Uint16Array(65536)
  #symbolCount = 1
  /** open-addressed edges: key is state * 65536 + symbol, -1 is free */
  #keys: Float64Array
  #targets: Int32Array
  #mask: number
  readonly #root: Int32Array
  readonly #fail: Int32Array
  /** first pattern that ends in a state, and the next pattern that ends in the same state */
  readonly #first: Int32Array
  readonly #nextSame: Int32Array
  /** nearest state on the fail path where a pattern ends, 0 for none */
  readonly #report: Int32Array

  constructor(patterns: readonly string[]) {
    this.#lengths = Int32Array.from(patterns, (p) => p.length)
    const units = patterns.reduce((sum, p) => sum + p.length, 0)
    let size = 16
    while (size < units * 2 + 2) size *= 2
    this.#mask = size - 1
    this.#keys = new Float64Array(size).fill(-1)
    this.#targets = new Int32Array(size)
    this.#first = new Int32Array(units + 1).fill(-1)
    this.#nextSame = new Int32Array(patterns.length).fill(-1)
    this.#fail = new Int32Array(units + 1)
    this.#report = new Int32Array(units + 1)
    const parent = new Int32Array(units + 1)
    const label = new Uint16Array(units + 1)
    const depth = new Int32Array(units + 1)
    let states = 1
    patterns.forEach((pattern, p) => {
      if (pattern === '') return
      let state = 0
      for (let i = 0; i < pattern.length; i++) {
        const symbol = this.#symbolOf(pattern.charCodeAt(i))
        let next = this.#edge(state, symbol)
        if (next === 0) {
          next = states++
          this.#addEdge(state, symbol, next)
          parent[next] = state
          label[next] = symbol
          depth[next] = i + 1
        }
        state = next
      }
      this.#nextSame[p] = this.#first[state]!
      this.#first[state] = p
    })
    this.#root = new Int32Array(this.#symbolCount)
    for (let s = 1; s < this.#symbolCount; s++) this.#root[s] = this.#edge(0, s)
    this.#link(states, parent, label, depth)
  }

  /** All occurrences, in the order of their ends, and at one end from the longest to the shortest. */
  find(text: string): Found[] {
    const found: Found[] = []
    let state = 0
    for (let i = 0; i < text.length; i++) {
      const symbol = this.#symbols[text.charCodeAt(i)]!
      if (symbol === 0) {
        state = 0
        continue
      }
      state = this.#step(state, symbol)
      if (state === 0) continue
      for (let s = this.#first[state]! >= 0 ? state : this.#report[state]!; s !== 0; s = this.#report[s]!) {
        for (let p = this.#first[s]!; p >= 0; p = this.#nextSame[p]!) {
          found.push({ pattern: p, start: i + 1 - this.#lengths[p]!, end: i + 1 })
        }
      }
    }
    return found
  }

  #step(from: number, symbol: number): number {
    let state = from
    while (state !== 0) {
      const next = this.#edge(state, symbol)
      if (next !== 0) return next
      state = this.#fail[state]!
    }
    return this.#root[symbol]!
  }

  /** Fail links in order of depth: those of shorter prefixes are needed for those of longer ones. */
  #link(states: number, parent: Int32Array, label: Uint16Array, depth: Int32Array): void {
    const order = Array.from({ length: states - 1 }, (_, i) => i + 1).sort((a, b) => depth[a]! - depth[b]!)
    for (const state of order) {
      const fail = parent[state] === 0 ? 0 : this.#step(this.#fail[parent[state]!]!, label[state]!)
      this.#fail[state] = fail
      this.#report[state] = this.#first[fail]! >= 0 ? fail : this.#report[fail]!
    }
  }

  #symbolOf(unit: number): number {
    const known = this.#symbols[unit]!
    if (known !== 0) return known
    this.#symbols[unit] = this.#symbolCount
    return this.#symbolCount++
  }

  #slot(state: number, symbol: number): number {
    const key = state * 65536 + symbol
    let slot = (Math.imul(state, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b)) >>> 7
    slot &= this.#mask
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask
    return slot
  }

  #edge(state: number, symbol: number): number {
    const slot = this.#slot(state, symbol)
    return this.#keys[slot] === -1 ? 0 : this.#targets[slot]!
  }

  #addEdge(state: number, symbol: number, target: number): void {
    const slot = this.#slot(state, symbol)
    this.#keys[slot] = state * 65536 + symbol
    this.#targets[slot] = target
  }
}
