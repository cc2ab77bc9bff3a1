import type { CsvRow } from '../../../instruments/llm/bank/csv.ts'

/** The row that names the columns, and where each is. Words are compared without case, marks and what stands in brackets. */
export interface Head<C extends string> {
  readonly row: CsvRow
  readonly at: ReadonlyMap<C, number>
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()

const HEAD_WITHIN = 40

/** Sheets have titles and notes on top: the head is the first row that has every column of `needed`. */
export function headOf<C extends string>(
  rows: readonly CsvRow[],
  names: Readonly<Record<C, readonly string[]>>,
  needed: readonly C[],
): Head<C> | undefined {
  for (const row of rows.slice(0, HEAD_WITHIN)) {
    const cells = row.cells.map(plain)
    const at = new Map<C, number>()
    for (const [column, spellings] of Object.entries(names) as [C, readonly string[]][]) {
      const place = spellings.map((s) => cells.indexOf(plain(s))).find((i) => i >= 0)
      if (place !== undefined) at.set(column, place)
    }
    if (needed.every((c) => at.has(c))) return { row, at }
  }
  return undefined
}

/** The columns of a row that the head names and we have no word for, under their own names. */
export function others<C extends string>({ row: head, at }: Head<C>, row: CsvRow): Readonly<Record<string, string>> {
  const taken = new Set(at.values())
  return Object.fromEntries(
    row.cells.flatMap((cell, i) => {
      const name = head.cells[i] || `column ${i + 1}`
      return taken.has(i) || cell === '' ? [] : [[name, cell]]
    }),
  )
}
