import type { Cell } from '../../../../src/catalogue/system-map.ts'

/** A class with what stands below it in the tree. */
export interface Branch {
  readonly cell: Cell
  readonly below: readonly Branch[]
}

/** The tree out of its reading order: `cells` as `systemMap` gives them, or a part that begins with its top. */
export function branchesOf(cells: readonly Cell[]): readonly Branch[] {
  const top = Math.min(...cells.map((c) => c.depth))
  const starts = cells.flatMap((c, n) => (c.depth === top ? [n] : []))
  return starts.map((start, i) => ({
    cell: cells[start]!,
    below: branchesOf(cells.slice(start + 1, starts[i + 1] ?? cells.length)),
  }))
}

/** A class and all below it, in reading order; everything where the class is not there. */
export function partOf(cells: readonly Cell[], code: string | undefined): readonly Cell[] {
  const start = cells.findIndex((c) => c.class.code === code)
  if (start < 0) return cells
  const end = cells.findIndex((c, n) => n > start && c.depth <= cells[start]!.depth)
  return cells.slice(start, end < 0 ? cells.length : end)
}

/** The classes above one, from the top; the class itself last. */
export function wayTo(cells: readonly Cell[], code: string | undefined): readonly Cell[] {
  const cell = cells.find((c) => c.class.code === code)
  return cell === undefined ? [] : [...wayTo(cells, cell.class.parent), cell]
}
