import type { Column, MicroRow } from '../rows/row.ts'

/** What a reader asks tables by. */
export const dimensions = ['layer', 'subclass', 'level', 'kind', 'district', 'section', 'class', 'size'] as const
export type Dimension = (typeof dimensions)[number]

/** From coarse to fine: a sub-class lies in its layer, a class of GB/T 4754 in its section. */
const chains: Readonly<Partial<Record<Dimension, readonly Column[]>>> = {
  subclass: ['layer', 'subclass'],
  class: ['section', 'class'],
}

/** Columns that a cell is told apart by, in the order of the first table that asks. None: the total. */
export type Grouping = readonly Column[]

const order: readonly Column[] = ['layer', 'subclass', 'level', 'kind', 'section', 'class', 'size', 'district']
const sorted = (g: Iterable<Column>): Grouping => [...new Set(g)].sort((a, b) => order.indexOf(a) - order.indexOf(b))

export const groupingId = (g: Grouping): string => g.join(' ')

/** Every grouping that one of the tables shows, totals included, and which of them add up to which. */
export interface Groupings {
  readonly all: readonly Grouping[]
  readonly sums: readonly { readonly coarse: Grouping; readonly fine: Grouping }[]
}

export function groupingsOf(tables: readonly (readonly Dimension[])[]): Groupings {
  const all = new Map<string, Grouping>()
  const sums = new Map<string, { coarse: Grouping; fine: Grouping }>()
  // one object a grouping, so that it can be looked up by
  const grouping = (columns: Iterable<Column>): Grouping => {
    const g = sorted(columns)
    const had = all.get(groupingId(g))
    if (!had) all.set(groupingId(g), g)
    return had ?? g
  }
  for (const by of tables) {
    const ways = by.map((d) => chains[d] ?? [d])
    const walk = (depths: readonly number[]): void => {
      const coarse = grouping(depths.flatMap((n, i) => ways[i]!.slice(0, n)))
      for (const [i, n] of depths.entries()) {
        if (n === ways[i]!.length) continue
        const deeper = depths.map((d, k) => (k === i ? d + 1 : d))
        const fine = grouping(deeper.flatMap((d, k) => ways[k]!.slice(0, d)))
        if (fine.length > coarse.length) sums.set(`${groupingId(coarse)} | ${groupingId(fine)}`, { coarse, fine })
        walk(deeper)
      }
    }
    walk(by.map(() => 0))
  }
  return { all: [...all.values()], sums: [...sums.values()] }
}

/** The words of a row in a grouping, such as `layer=F;district=310104`; the total is empty text. */
export const coordinate = (row: MicroRow, g: Grouping): string => g.map((c) => `${c}=${row.words[c]}`).join(';')
