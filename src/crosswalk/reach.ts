import type { Graph } from './graph.ts'

/** Where a node was reached from: an edge of `covering`, or one of these. */
export const given = -1
/** a group, since every member of it was reached */
export const byMembers = -2
/** a member of a group that was reached; which group stands in `fromNode` */
export const byGroup = -3

/**
 * What is satisfied when some requirements are: along equal and superset, hop by hop, a group when all of its members are, a member when its
 * group is. Sound and, within the hops, complete: no other composition of relations is certain to cover (see compose.ts). One object is used
 * again for many questions; an answer stands until the next.
 */
export class Reach {
  readonly #graph: Graph
  readonly #seen: Int32Array
  readonly #full: Int32Array
  readonly #order: Int32Array
  #epoch = 0
  #count = 0
  /** for each reached node: how it was reached */
  readonly by: Int32Array
  readonly fromNode: Int32Array
  readonly #membersLeft: Int32Array

  constructor(graph: Graph) {
    this.#graph = graph
    this.#seen = new Int32Array(graph.nodes)
    this.#order = new Int32Array(graph.nodes)
    this.by = new Int32Array(graph.nodes)
    this.fromNode = new Int32Array(graph.nodes)
    this.#full = graph.membersOf.from.slice(1).map((end, node) => end - graph.membersOf.from[node]!)
    this.#membersLeft = this.#full.slice()
  }

  /** The nodes reached, in order, those given first; groups among them. `hops` counts mappings, not steps into or out of a group. */
  walk(starts: ArrayLike<number>, hops: number): Int32Array {
    const { covering } = this.#graph
    const { from, to } = covering
    const seen = this.#seen
    const order = this.#order
    const epoch = ++this.#epoch
    const { grouped } = this.#graph
    if (grouped) this.#membersLeft.set(this.#full)
    this.#count = 0
    for (let i = 0; i < starts.length; i++) this.#reach(starts[i]!, given, -1)
    if (grouped) this.#settle(0)
    let head = 0
    for (let hop = 0; hop < hops && head < this.#count; hop++) {
      const end = this.#count
      let count = end
      for (; head < end; head++) {
        const node = order[head]!
        const last = from[node + 1]!
        for (let e = from[node]!; e < last; e++) {
          const next = to[e]!
          if (seen[next] === epoch) continue
          seen[next] = epoch
          order[count++] = next
          this.by[next] = e
          this.fromNode[next] = node
        }
      }
      this.#count = count
      if (grouped) this.#settle(end)
    }
    return order.subarray(0, this.#count)
  }

  reached(node: number): boolean {
    return this.#epoch > 0 && this.#seen[node] === this.#epoch
  }

  #reach(node: number, by: number, fromNode: number): void {
    if (this.#seen[node] === this.#epoch) return
    this.#seen[node] = this.#epoch
    this.by[node] = by
    this.fromNode[node] = fromNode
    this.#order[this.#count++] = node
  }

  /** What groups give, of all that was reached from place `begin` of the order on: it costs no hop. */
  #settle(begin: number): void {
    const { membersOf, groupsOf } = this.#graph
    for (let at = begin; at < this.#count; at++) {
      const node = this.#order[at]!
      for (let i = membersOf.from[node]!; i < membersOf.from[node + 1]!; i++)
        this.#reach(membersOf.to[i]!, byGroup, node)
      for (let i = groupsOf.from[node]!; i < groupsOf.from[node + 1]!; i++)
        if (--this.#membersLeft[groupsOf.to[i]!]! === 0) this.#reach(groupsOf.to[i]!, byMembers, -1)
    }
  }
}
