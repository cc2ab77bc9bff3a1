/** Numbers of a node in `nodes`: its first child (the last one is before the first child of the next node), and so on. */
export const CHILD = 0
export const FAIL = 1
export const REPORT = 2
export const LABEL = 3
export const NODE = 4

/**
 * The patterns as a trie with fail links (A. V. Aho and M. J. Corasick, CACM 18 (1975) 333-340), in typed arrays.
 *
 * Each unit that some pattern has is a symbol, from 1. Those that begin a pattern come first, one-unit patterns before all, so that
 * a state of depth one is its symbol. States are numbered breadth first over the sorted patterns: the children of a state lie side
 * by side in the order of their symbols, and state 0 is the root.
 */
export interface Trie {
  /** symbol by unit, 0 when no pattern has the unit */
  readonly symbols: Uint16Array
  /** symbols up to `single` are patterns by themselves, those up to `starters` begin one */
  readonly single: number
  readonly starters: number
  /** the first state of depth three */
  readonly deep: number
  readonly states: number
  /**
   * NODE numbers a state: CHILD; FAIL, the state of the longest proper suffix that begins a pattern; REPORT, the state itself when
   * a pattern ends there, else the nearest such state on the fail path, 0 for none; LABEL, the symbol that leads to it.
   */
  readonly nodes: Int32Array
  /** the pattern that ends in a state, -1 for none */
  readonly pattern: Int32Array
  /** units by pattern */
  readonly lengths: Int32Array
  readonly longest: number
}

/** @param patterns different from each other, none empty */
export function buildTrie(patterns: readonly string[]): Trie {
  const lengths = Int32Array.from(patterns, (p) => p.length)
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1)
  const size = lengths.reduce((sum, length) => sum + length, 1)

  const symbols = new Uint16Array(65536)
  const ones = patterns.filter((p) => p.length === 1)
  const single = number(symbols, ones, 1, 0)
  const starters = number(symbols, patterns, 1, single)
  number(symbols, patterns, longest, starters)

  const encoded = patterns.map((p) => encode(p, symbols))
  const order = Int32Array.from(encoded.keys()).sort((a, b) => (encoded[a]! < encoded[b]! ? -1 : 1))

  const nodes = new Int32Array((size + 1) * NODE)
  const pattern = new Int32Array(size).fill(-1)
  // the patterns below a state: from first[state] to last[state] in sorted order
  const first = new Int32Array(size)
  const last = new Int32Array(size)
  last[0] = order.length
  let states = 1
  let deep = 0
  let levelEnd = 1
  for (let state = 0, depth = 0; state < states; state++) {
    if (state === levelEnd) {
      depth++
      levelEnd = states
      if (depth === 3) deep = state
    }
    const node = state * NODE
    const fail = nodes[node + FAIL]!
    let at = first[state]!
    if (state !== 0) {
      if (lengths[order[at]!] === depth) pattern[state] = order[at++]!
      nodes[node + REPORT] = pattern[state]! >= 0 ? state : nodes[fail * NODE + REPORT]!
    }
    nodes[node + CHILD] = states
    while (at < last[state]!) {
      const symbol = encoded[order[at]!]!.charCodeAt(depth)
      const child = states++
      first[child] = at
      do at++
      while (at < last[state]! && encoded[order[at]!]!.charCodeAt(depth) === symbol)
      last[child] = at
      nodes[child * NODE + LABEL] = symbol
      nodes[child * NODE + FAIL] = state === 0 ? 0 : step(nodes, fail, symbol)
    }
    nodes[node + NODE + CHILD] = states
  }
  return {
    symbols,
    single,
    starters,
    deep: deep || states,
    states,
    nodes: nodes.slice(0, (states + 1) * NODE),
    pattern: pattern.slice(0, states),
    lengths,
    longest,
  }
}

/** Where a symbol leads from a state without a fail link, 0 for nowhere. */
export function childOf(nodes: Int32Array, state: number, symbol: number): number {
  let low = nodes[state * NODE + CHILD]!
  let high = nodes[state * NODE + NODE + CHILD]!
  while (low < high) {
    const middle = (low + high) >>> 1
    const label = nodes[middle * NODE + LABEL]!
    if (label === symbol) return middle
    if (label < symbol) low = middle + 1
    else high = middle
  }
  return 0
}

function step(nodes: Int32Array, from: number, symbol: number): number {
  for (let state = from; ; state = nodes[state * NODE + FAIL]!) {
    const child = childOf(nodes, state, symbol)
    if (child !== 0 || state === 0) return child
  }
}

/** Numbers the units within the first `depth` of each pattern that have no symbol yet, after `count`; gives the new count. */
function number(symbols: Uint16Array, patterns: readonly string[], depth: number, count: number): number {
  let next = count
  for (const pattern of patterns) {
    for (let i = 0; i < pattern.length && i < depth; i++) {
      const unit = pattern.charCodeAt(i)
      if (symbols[unit] === 0) symbols[unit] = ++next
    }
  }
  return next
}

function encode(pattern: string, symbols: Uint16Array): string {
  let code = ''
  for (let i = 0; i < pattern.length; i++) code += String.fromCharCode(symbols[pattern.charCodeAt(i)]!)
  return code
}
