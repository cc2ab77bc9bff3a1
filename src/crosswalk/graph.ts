import { converse, equal, type Possible, superset, within } from './relation.ts'

/** Mappings as columns, a row each: from node to node, and what is possible between them. */
export interface Links {
  readonly source: Int32Array
  readonly target: Int32Array
  readonly possible: Uint8Array
}

/** Edges by the node that they leave: those of node n are from[n] up to from[n + 1]. */
export interface Edges {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly possible: Uint8Array
  /** the row of the mapping behind an edge, either way round */
  readonly row: Int32Array
}

/**
 * Requirements and what links them. Nodes are numbers: requirements from 0, then groups. A group is all that its members demand together,
 * so that a row with several sources or targets is one link between two nodes and nothing is claimed of the single members.
 */
export interface Graph {
  readonly requirements: number
  readonly nodes: number
  /** both ways round */
  readonly edges: Edges
  /** those alone along which whoever satisfies the one satisfies the other: equal or superset */
  readonly covering: Edges
  readonly members: readonly Int32Array[]
  /** the groups that a node is in, as `from` and `to` */
  readonly groupsOf: { readonly from: Int32Array; readonly to: Int32Array }
}

/** @throws RangeError where a link or a group names a node that is not there */
export function buildGraph(requirements: number, links: Links, groups: readonly (readonly number[])[] = []): Graph {
  const nodes = requirements + groups.length
  const count = links.source.length
  for (let i = 0; i < count; i++)
    if (links.source[i]! >>> 0 >= nodes || links.target[i]! >>> 0 >= nodes)
      throw new RangeError(`link ${i} names a node that is not there`)
  const members = groups.map((group) => Int32Array.from(new Set(group)))
  const pairs: [number[], number[]] = [[], []]
  for (const [g, group] of members.entries())
    for (const member of group) {
      if (member >>> 0 >= requirements) throw new RangeError(`group ${g} names a requirement that is not there`)
      pairs[0].push(member)
      pairs[1].push(requirements + g)
    }
  return {
    requirements,
    nodes,
    edges: edgesOf(nodes, links, () => true),
    covering: edgesOf(nodes, links, covers),
    members,
    groupsOf: grouped(nodes, pairs[0], pairs[1]),
  }
}

/** Whoever satisfies the one satisfies the other. */
export const covers = (possible: Possible): boolean => within(possible, equal | superset)

function edgesOf(nodes: number, { source, target, possible }: Links, keep: (possible: Possible) => boolean): Edges {
  // of each thing that is possible: kept as it stands, kept turned round
  const forth = Uint8Array.from({ length: 32 }, (_, p) => Number(keep(p)))
  const back = Uint8Array.from({ length: 32 }, (_, p) => Number(keep(converse(p))))
  const turned = Uint8Array.from({ length: 32 }, (_, p) => converse(p))
  const from = new Int32Array(nodes + 1)
  for (let i = 0; i < source.length; i++) {
    from[source[i]! + 1]! += forth[possible[i]!]!
    from[target[i]! + 1]! += back[possible[i]!]!
  }
  for (let n = 0; n < nodes; n++) from[n + 1]! += from[n]!
  const total = from[nodes]!
  const next = from.slice()
  const to = new Int32Array(total)
  const kept = new Uint8Array(total)
  const row = new Int32Array(total)
  for (let i = 0; i < source.length; i++) {
    const [s, t, p] = [source[i]!, target[i]!, possible[i]!]
    if (forth[p]) {
      const at = next[s]!++
      to[at] = t
      kept[at] = p
      row[at] = i
    }
    if (back[p]) {
      const at = next[t]!++
      to[at] = s
      kept[at] = turned[p]!
      row[at] = i
    }
  }
  return { from, to, possible: kept, row }
}

function grouped(nodes: number, keys: readonly number[], values: readonly number[]): Graph['groupsOf'] {
  const from = new Int32Array(nodes + 1)
  for (const key of keys) from[key + 1]!++
  for (let n = 0; n < nodes; n++) from[n + 1]! += from[n]!
  const next = from.slice()
  const to = new Int32Array(keys.length)
  for (const [i, key] of keys.entries()) to[next[key]!++] = values[i]!
  return { from, to }
}
