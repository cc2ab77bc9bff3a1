/** What one contributor (an enterprise, or all enterprises of one controller) adds to a cell, in whole units. */
export interface Contribution {
  readonly who: string
  readonly amount: number
}

/** One cell of a set of tables: a whole number of units (fen, persons, enterprises), never negative. */
export interface Cell {
  readonly key: string
  readonly value: number
  /** largest first; amounts above 0 alone */
  readonly by: readonly Contribution[]
  /** what everybody knows it to be at least: 1 for a count that is not 0, since zeros are published */
  readonly floor: number
  /** everybody has it already: it was published before and has not changed */
  readonly known?: boolean
  /** no table shows it, but sums go through it */
  readonly never?: boolean
}

/** `total` is the sum of `parts`; each is a place in the list of cells. */
export interface Relation {
  readonly total: number
  readonly parts: readonly number[]
}

/** Cells of all tables that are published together, each once however many tables show it, and the sums that tie them. */
export interface TableSystem {
  readonly cells: readonly Cell[]
  readonly relations: readonly Relation[]
}

/** The systems that no sum ties to each other, without cells of value 0 (they are published); `at` leads back to the places in the whole. */
export function separate(
  system: TableSystem,
): readonly { readonly part: TableSystem; readonly at: readonly number[] }[] {
  const { cells, relations } = system
  const parent = Int32Array.from(cells.keys())
  const root = (i: number): number => {
    let r = i
    while (parent[r] !== r) r = parent[r]!
    while (parent[i] !== r) {
      const next = parent[i]!
      parent[i] = r
      i = next
    }
    return r
  }
  const live = relations
    .map((r) => ({ total: r.total, parts: r.parts.filter((i) => cells[i]!.value > 0) }))
    .filter((r) => cells[r.total]!.value > 0)
  for (const r of live) for (const i of r.parts) parent[root(i)] = root(r.total)
  const groups = new Map<number, number[]>()
  for (const [i, c] of cells.entries()) {
    if (c.value === 0) continue
    const g = groups.get(root(i))
    if (g) g.push(i)
    else groups.set(root(i), [i])
  }
  const local = new Int32Array(cells.length)
  const places = [...groups.values()]
  for (const at of places) for (const [k, i] of at.entries()) local[i] = k
  const ties = new Map<number, Relation[]>(places.map((at) => [root(at[0]!), []]))
  for (const r of live) ties.get(root(r.total))!.push({ total: local[r.total]!, parts: r.parts.map((i) => local[i]!) })
  return places.map((at) => ({
    at,
    part: { cells: at.map((i) => cells[i]!), relations: ties.get(root(at[0]!))! },
  }))
}
