import { compose } from './compose.ts'
import type { Graph } from './graph.ts'
import { any, equal, type Possible, subset, superset } from './relation.ts'

/** A step of a proof: along a mapping (its row), or into or out of a group, which needs none. */
export interface Step {
  readonly from: number
  readonly to: number
  readonly row: number | null
  /** of this step alone */
  readonly possible: Possible
}

/** A chain of mappings, and what it alone leaves possible between its two ends. */
export interface Path {
  readonly steps: readonly Step[]
  readonly possible: Possible
}

export interface Inferred {
  readonly target: number
  /** what all paths together leave possible; 0 when they contradict one another */
  readonly possible: Possible
  /** those that say something that the ones before them do not, shortest first */
  readonly paths: readonly Path[]
}

/**
 * How one requirement stands to all others that mappings lead to within `hops`, with the paths as the proof. It never claims more than the
 * mappings allow: each path is a composition, paths are met. Only what says something is given; a path through "nothing known" says nothing.
 * One object is used again for many questions.
 */
export class Inference {
  readonly #graph: Graph
  readonly #seen: Int32Array
  /** what a node was come upon with: bit p for "p is possible" */
  readonly #known: Uint32Array
  #epoch = 0

  constructor(graph: Graph) {
    this.#graph = graph
    this.#seen = new Int32Array(graph.nodes)
    this.#known = new Uint32Array(graph.nodes)
  }

  /** In the order in which they were come upon. `wanted`: only these targets are told of; everything is walked. */
  from(source: number, hops: number, wanted: (node: number) => boolean = () => true): Inferred[] {
    const { edges, membersOf, groupsOf, requirements } = this.#graph
    const seen = this.#seen
    const known = this.#known
    const epoch = ++this.#epoch
    const states: State[] = []
    const found = new Map<number, { possible: Possible; last: number[] }>()
    const come = (node: number, possible: Possible, by: number, row: number | null, step: Possible): void => {
      if (possible === any) return
      if (seen[node] !== epoch) known[node] = 0
      seen[node] = epoch
      // a shorter way said as much, and says as much further on
      if ((known[node]! & asSharp[possible]!) !== 0) return
      known[node]! |= 1 << possible
      const at = states.push({ node, possible, by, row, step }) - 1
      if (node === source || node >= requirements || !wanted(node)) return
      const before = found.get(node)
      if (before === undefined) found.set(node, { possible, last: [at] })
      else if ((before.possible & possible) !== before.possible) {
        before.possible &= possible
        before.last.push(at)
      }
    }
    /** Into and out of groups: a member demands no more than its group. */
    const settle = (begin: number): void => {
      for (let at = begin; at < states.length; at++) {
        const { node, possible } = states[at]!
        for (let i = groupsOf.from[node]!; i < groupsOf.from[node + 1]!; i++)
          come(groupsOf.to[i]!, compose(possible, equal | subset), at, null, equal | subset)
        for (let i = membersOf.from[node]!; i < membersOf.from[node + 1]!; i++)
          come(membersOf.to[i]!, compose(possible, equal | superset), at, null, equal | superset)
      }
    }
    come(source, equal, -1, null, equal)
    settle(0)
    let head = 0
    for (let hop = 0; hop < hops && head < states.length; hop++) {
      const end = states.length
      for (; head < end; head++) {
        const { node, possible } = states[head]!
        for (let e = edges.from[node]!; e < edges.from[node + 1]!; e++) {
          const step = edges.possible[e]!
          come(edges.to[e]!, compose(possible, step), head, edges.row[e]!, step)
        }
      }
      settle(end)
    }
    return [...found].map(([target, { possible, last }]) => ({
      target,
      possible,
      paths: last.map((at) => pathTo(states, at)),
    }))
  }
}

/** For each p, as bits: all that says as much as p or more. */
const asSharp = Uint32Array.from({ length: 32 }, (_, p) => {
  let bits = 0
  for (let q = 1; q < 32; q++) if ((q & ~p) === 0) bits |= 1 << q
  return bits
})

interface State {
  readonly node: number
  readonly possible: Possible
  readonly by: number
  readonly row: number | null
  readonly step: Possible
}

function pathTo(states: readonly State[], at: number): Path {
  const steps: Step[] = []
  for (let s = states[at]!; s.by >= 0; s = states[s.by]!)
    steps.unshift({ from: states[s.by]!.node, to: s.node, row: s.row, possible: s.step })
  return { steps, possible: states[at]!.possible }
}
