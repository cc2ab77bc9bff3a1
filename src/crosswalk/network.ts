import { type Framework, keyOf, type Requirement } from './framework.ts'
import { buildGraph, type Graph, type Group } from './graph.ts'
import type { Mapping, MappingSet } from './mapping.ts'
import { type Possible, possibly, related } from './relation.ts'

export interface Place {
  readonly framework: Framework
  readonly requirement: Requirement
}

export interface Row {
  readonly set: MappingSet
  readonly mapping: Mapping
}

/** Frameworks and mapping sets as one graph, with names both ways. */
export interface Network {
  readonly graph: Graph
  readonly frameworks: readonly Framework[]
  /** where the requirements of each framework begin, and one more */
  readonly bounds: Int32Array
  /** of nodes below graph.requirements */
  readonly places: readonly Place[]
  readonly rows: readonly Row[]
  /** rows that name what no framework has: nothing rests on them */
  readonly left: readonly Row[]
  nodeOf(framework: string, id: string): number | undefined
}

/** What a row leaves possible. */
export const possibleOf = (relation: Mapping['relation']): Possible =>
  relation === 'related' ? related : possibly(relation)

/** @throws RangeError where two frameworks share an id */
export function network(frameworks: readonly Framework[], sets: readonly MappingSet[]): Network {
  const numbers = new Map<string, number>()
  const places: Place[] = []
  const bounds = new Int32Array(frameworks.length + 1)
  for (const [f, framework] of frameworks.entries()) {
    for (const requirement of framework.requirements) {
      const key = keyOf(framework.id, requirement.id)
      if (numbers.has(key)) throw new RangeError(`${key} stands twice`)
      numbers.set(key, places.push({ framework, requirement }) - 1)
    }
    bounds[f + 1] = places.length
  }
  let nodes = places.length
  const groups: Group[] = parts(frameworks, numbers, () => nodes++)
  const together = new Map<string, number>()
  const nodeOf = (framework: string, id: string) => numbers.get(keyOf(framework, id))
  /** One node for a side of a row; undefined where a name is not known. */
  const sideOf = (framework: string, ids: readonly string[]): number | undefined => {
    const f = frameworks.findIndex((w) => w.id === framework)
    const members =
      ids.length === 1 && ids[0] === '*' && f >= 0
        ? Array.from({ length: bounds[f + 1]! - bounds[f]! }, (_, i) => bounds[f]! + i)
        : ids.map((id) => nodeOf(framework, id))
    if (members.length === 0 || members.some((m) => m === undefined)) return undefined
    if (members.length === 1) return members[0]
    const key = [...new Set(members)].join()
    const known = together.get(key)
    if (known !== undefined) return known
    groups.push({ node: nodes, members: members as number[] })
    together.set(key, nodes)
    return nodes++
  }
  const rows: Row[] = []
  const left: Row[] = []
  const columns: [number[], number[], number[]] = [[], [], []]
  for (const set of sets)
    for (const mapping of set.mappings) {
      const source = sideOf(set.source, mapping.source)
      const target = sideOf(set.target, mapping.target)
      if (source === undefined || target === undefined) {
        left.push({ set, mapping })
        continue
      }
      rows.push({ set, mapping })
      columns[0].push(source)
      columns[1].push(target)
      columns[2].push(possibleOf(mapping.relation))
    }
  const links = {
    source: Int32Array.from(columns[0]),
    target: Int32Array.from(columns[1]),
    possible: Uint8Array.from(columns[2]),
  }
  return { graph: buildGraph(places.length, links, groups, nodes), frameworks, bounds, places, rows, left, nodeOf }
}

/** A requirement with parts is a group of them, and where they are not all of it, of what it says itself too. */
function parts(frameworks: readonly Framework[], numbers: ReadonlyMap<string, number>, another: () => number): Group[] {
  const members = new Map<number, number[]>()
  for (const { id, requirements } of frameworks)
    for (const r of requirements) {
      const parent = r.parent === undefined ? undefined : numbers.get(keyOf(id, r.parent))
      if (parent === undefined) continue
      const node = numbers.get(keyOf(id, r.id))!
      const own = members.get(parent)
      if (own === undefined) members.set(parent, [node])
      else own.push(node)
    }
  const whole = new Set(
    frameworks.flatMap(({ id, requirements }) =>
      requirements.flatMap((r) => (r.whole === true ? [numbers.get(keyOf(id, r.id))!] : [])),
    ),
  )
  return [...members].map(([node, own]) => ({ node, members: whole.has(node) ? own : [...own, another()] }))
}
