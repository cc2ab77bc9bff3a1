import type { IndustrySnapshot, SnapshotCell, SnapshotTable } from '../../../src/monitoring/publication/snapshot.ts'
import type { Measure } from '../../../src/monitoring/rows/row.ts'
import type { Dimension } from '../../../src/monitoring/tables/grouping.ts'
import { type Shown, shownOf } from './shown.ts'

export function tableBy({ tables }: IndustrySnapshot, ...by: readonly Dimension[]): SnapshotTable | undefined {
  return tables.find((t) => t.by.length === by.length && by.every((d) => t.by.includes(d)))
}

/** The cells of a period whose other words are as asked, by their word of `of`. */
export function cellsBy(
  table: SnapshotTable,
  of: Dimension,
  period: string,
  where: Readonly<Partial<Record<Dimension, string>>> = {},
): ReadonlyMap<string, SnapshotCell> {
  const at = table.by.indexOf(of)
  return new Map(
    table.cells
      .filter((c) => c.period === period && table.by.every((d, i) => where[d] === undefined || where[d] === c.at[i]))
      .map((c) => [c.at[at]!, c]),
  )
}

export const shownIn = (cell: SnapshotCell | undefined, measure: Measure): Shown => shownOf(cell?.values[measure])

/** Words in the order in which the snapshot names them, those without a name behind. */
export function inOrder({ names }: IndustrySnapshot, of: Dimension, words: ReadonlySet<string>): readonly string[] {
  const named = Object.keys(names?.[of] ?? {}).filter((w) => words.has(w))
  return [...named, ...[...words].filter((w) => !named.includes(w))]
}
