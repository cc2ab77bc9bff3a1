import type { Column, MicroRow } from '../rows/row.ts'
/** What a reader asks tables by. */
export declare const dimensions: readonly ['layer', 'subclass', 'level', 'kind', 'district', 'section', 'class', 'size']
export type Dimension = (typeof dimensions)[number]
/** Columns that a cell is told apart by, in the order of the first table that asks. None: the total. */
export type Grouping = readonly Column[]
export declare const groupingId: (g: Grouping) => string
export declare const finest: (by: readonly Dimension[]) => Grouping
/** Every grouping that one of the tables shows, totals included, and which of them add up to which. */
export interface Groupings {
  readonly all: readonly Grouping[]
  readonly sums: readonly {
    readonly coarse: Grouping
    readonly fine: Grouping
  }[]
}
export declare function groupingsOf(tables: readonly (readonly Dimension[])[]): Groupings
/** The words of a row in a grouping, such as `layer=F;district=310104`; the total is empty text. */
export declare const coordinate: (row: MicroRow, g: Grouping) => string
