import { assign } from '../tracking/assignment.ts'

/** Whether a row may go with a column, and whether both then have the same label. */
export type Fits = (row: number, column: number) => boolean

/**
 * A largest matching of columns to rows by shortest augmenting paths: first each column, in the order in which it is met row by row, takes the first
 * row that is free; then paths are sought from all free columns at once, layer by layer. Which of several largest ones comes out depends on the order
 * of rows and columns, and is the one of sed_eval (and mir_eval). Gives the column of each row, -1 where it has none.
 * Source: Hopcroft and Karp, SIAM J. Computing 2 (1973) 225-231.
 */
export function layeredMatching(rows: number, columns: number, fits: Fits): Int32Array {
  const neighbours = new Map<number, number[]>()
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) if (fits(r, c)) put(neighbours, c, r)
  const columnOf = new Int32Array(rows).fill(-1)
  for (const [c, own] of neighbours) {
    const free = own.find((r) => columnOf[r] === -1)
    if (free !== undefined) columnOf[free] = c
  }
  while (augment(neighbours, columnOf));
  return columnOf
}

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const own = lists.get(key)
  if (own === undefined) lists.set(key, [value])
  else own.push(value)
}

/** One round: all shortest paths that do not meet; whether there was any. */
function augment(neighbours: ReadonlyMap<number, readonly number[]>, columnOf: Int32Array): boolean {
  const taken = new Set(columnOf)
  // the row by which a column was come to; null where a path may begin
  const from = new Map<number, number | null>()
  for (const c of neighbours.keys()) if (!taken.has(c)) from.set(c, null)
  const before = new Map<number, readonly number[]>()
  let layer = [...from.keys()]
  let ends: number[] = []
  while (layer.length > 0 && ends.length === 0) {
    const next = new Map<number, number[]>()
    for (const c of layer) for (const r of neighbours.get(c)!) if (!before.has(r)) put(next, r, c)
    layer = []
    ends = []
    for (const [r, by] of next) {
      before.set(r, by)
      const c = columnOf[r]!
      if (c === -1) ends.push(r)
      else {
        layer.push(c)
        from.set(c, r)
      }
    }
  }
  for (const r of ends) walkBack(r, before, from, columnOf)
  return ends.length > 0
}

function walkBack(
  row: number,
  before: Map<number, readonly number[]>,
  from: Map<number, number | null>,
  columnOf: Int32Array,
): boolean {
  const by = before.get(row)
  before.delete(row)
  for (const c of by ?? []) {
    const previous = from.get(c)
    if (previous === undefined) continue
    from.delete(c)
    if (previous !== null && !walkBack(previous, before, from, columnOf)) continue
    columnOf[row] = c
    return true
  }
  return false
}

/** Of all matchings with most pairs of the same label one with most pairs: the column of each row, -1 where it has none. */
export function labelledMatching(rows: number, columns: number, fits: Fits, same: Fits): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1)
  for (const part of partsOf(rows, columns, fits)) {
    const [R, C] = [part.rows.length, part.columns.length]
    const cost = new Float64Array(R * C)
    for (const [i, r] of part.rows.entries())
      for (const [j, c] of part.columns.entries())
        if (fits(r, c)) cost[i * C + j] = same(r, c) ? -1 - Math.min(R, C) : -1
    const { column } = assign(cost, R, C)
    for (const [i, r] of part.rows.entries())
      if (column[i]! >= 0 && cost[i * C + column[i]!]! < 0) columnOf[r] = part.columns[column[i]!]!
  }
  return columnOf
}

/** Rows and columns that hang together. */
function partsOf(rows: number, columns: number, fits: Fits) {
  const root = Int32Array.from({ length: rows + columns }, (_, k) => k)
  const find = (k: number): number => {
    let top = k
    while (root[top] !== top) top = root[top]!
    while (root[k] !== top) [root[k], k] = [top, root[k]!]
    return top
  }
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) if (fits(r, c)) root[find(rows + c)] = find(r)
  const parts = new Map<number, { rows: number[]; columns: number[] }>()
  for (let k = 0; k < rows + columns; k++) {
    const top = find(k)
    const part = parts.get(top) ?? { rows: [], columns: [] }
    parts.set(top, part)
    if (k < rows) part.rows.push(k)
    else part.columns.push(k - rows)
  }
  return [...parts.values()].filter((p) => p.rows.length > 0 && p.columns.length > 0)
}
