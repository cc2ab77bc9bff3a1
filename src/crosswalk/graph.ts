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

/** Numbers by node: those of node n are to[from[n]] up to to[from[n + 1]]. */
interface Lists {
  readonly from: Int32Array
  readonly to: Int32Array
}

/** A node that is all that its members demand together, and nothing else. */
export interface Group {
  readonly node: number
  readonly members: readonly number[]
}

/**
 * Requirements and what links them. Nodes are numbers; the first of them are requirements, the rest help: a row with several sources is one link
 * from a group of them, so that nothing is claimed of the single ones; a requirement that has parts is a group of them.
 */
export interface Graph {
  /** nodes below this number are requirements */
  readonly requirements: number
  readonly nodes: number
  /** both ways round */
  readonly edges: Edges
  /** those alone along which whoever satisfies the one satisfies the other: equal or superset */
  readonly covering: Edges
  readonly membersOf: Lists
  readonly groupsOf: Lists
  readonly grouped: boolean
}

/** Groups may be members of groups, without going round in a circle. @throws RangeError where a link or a group names a node that is not there */
export function buildGraph(
  requirements: number,
  links: Links,
  groups: readonly Group[] = [],
  nodes: number = groups.reduce((most, g) => Math.max(most, g.node + 1), requirements),
): Graph {
  for (let i = 0; i < links.source.length; i++)
    if (links.source[i]! >>> 0 >= nodes || links.target[i]! >>> 0 >= nodes)
      throw new RangeError(`link ${i} names a node that is not there`)
  const pairs = groups.flatMap(({ node, members }) => [...new Set(members)].map((member) => [node, member] as const))
  for (const [node, member] of pairs)
    if (node >>> 0 >= nodes || member >>> 0 >= nodes || node === member)
      throw new RangeError(`group ${node} names a node that is not there, or itself`)
  return {
    requirements,
    nodes,
    edges: edgesOf(nodes, links, () => true),
    covering: edgesOf(nodes, links, covers),
    membersOf: listsOf(nodes, pairs),
    groupsOf: listsOf(
      nodes,
      pairs.map(([node, member]) => [member, node]),
    ),
    grouped: pairs.length > 0,
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

function listsOf(nodes: number, pairs: readonly (readonly [key: number, value: number])[]): Lists {
  const from = new Int32Array(nodes + 1)
  for (const [key] of pairs) from[key + 1]!++
  for (let n = 0; n < nodes; n++) from[n + 1]! += from[n]!
  const next = from.slice()
  const to = new Int32Array(pairs.length)
  for (const [key, value] of pairs) to[next[key]!++] = value
  return { from, to }
}
