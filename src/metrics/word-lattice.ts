/** A reference with alternatives: arcs between nodes 0 (begin) and `end`, in an order in which each comes after all that lead to it. */
export interface WordLattice {
  /** one above the greatest node */
  readonly nodes: number
  readonly end: number
  readonly arcs: readonly Arc[]
}

export interface Arc {
  readonly from: number
  readonly to: number
  /** a token numbered by the caller; null is a way without a word */
  readonly token: number | null
  /** optional words that this way without a word leaves out */
  readonly dropped: number
}

/** What steps weigh. A way that takes no word weighs `none`, or `dropped` for each optional word that it leaves out. */
export interface Weights {
  readonly substitution: number
  readonly gap: number
  readonly none: number
  readonly dropped: number
}

export interface LatticeEdits {
  /** words of the way taken, with the optional ones left out */
  readonly reference: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
}

const STRAIGHT = 0
const DELETED = 1
const INSERTED = 2

/**
 * Edits of least weight over all ways through the lattice. Ties: cell by cell (arc, hypothesis word) a match or substitution first, then an
 * insertion, then a deletion; of the arcs that lead to a node the first. Time and memory: arcs times hypothesis.
 * Source: alignment of word networks as NIST SCTK 2.4.10 (sclite) does it, alternatives and optionally deletable words in it.
 */
export function latticeEdits(lattice: WordLattice, hypothesis: Uint32Array, weights: Weights): LatticeEdits {
  const width = hypothesis.length + 1
  const { gap, substitution } = weights
  const { arcs } = lattice
  const { fround } = Math
  // in single precision, as sclite adds up: the thousandths of `@` round, and decide ties
  const costs = new Float32Array(arcs.length * width)
  const ways = new Uint8Array(arcs.length * width)
  // of each node and hypothesis word the arc of least cost that leads there, and that cost
  const reached = new Float32Array(lattice.nodes * width).fill(Number.POSITIVE_INFINITY)
  const by = new Int32Array(lattice.nodes * width).fill(-1)
  for (let j = 0; j < width; j++) reached[j] = j * gap
  for (const [k, { from, to, token, dropped }] of arcs.entries()) {
    const leaving = fround(token !== null ? gap : dropped === 0 ? weights.none : dropped * weights.dropped)
    for (let j = 0; j < width; j++) {
      const at = k * width + j
      let cost = fround(reached[from * width + j]! + leaving)
      let way = DELETED
      const inserted = j === 0 ? Number.POSITIVE_INFINITY : fround(costs[at - 1]! + gap)
      if (inserted <= cost) [cost, way] = [inserted, INSERTED]
      if (j > 0 && token !== null) {
        const straight = fround(reached[from * width + j - 1]! + (token === hypothesis[j - 1] ? 0 : substitution))
        if (straight <= cost) [cost, way] = [straight, STRAIGHT]
      }
      costs[at] = cost
      ways[at] = way
      if (cost < reached[to * width + j]!) {
        reached[to * width + j] = cost
        by[to * width + j] = k
      }
    }
  }
  return walkedBack(lattice, hypothesis, ways, by)
}

function walkedBack({ arcs, end }: WordLattice, hyp: Uint32Array, ways: Uint8Array, by: Int32Array): LatticeEdits {
  const width = hyp.length + 1
  let [reference, substitutions, deletions, insertions] = [0, 0, 0, 0]
  let j = hyp.length
  let k = by[end * width + j]!
  while (k >= 0) {
    const { from, token, dropped } = arcs[k]!
    const way = ways[k * width + j]!
    if (way === INSERTED) {
      insertions++
      j--
      continue
    }
    reference += token === null ? dropped : 1
    if (way === DELETED && token !== null) deletions++
    if (way === STRAIGHT && token !== hyp[--j]) substitutions++
    k = by[from * width + j]!
  }
  return { reference, substitutions, deletions, insertions: insertions + j }
}
