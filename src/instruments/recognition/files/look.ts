import type { Looked } from '../../looked.ts'
import { Source } from './source.ts'
import { readTable } from './table.ts'

/** Columns of a table, the first value of each, and how many rows leave it empty. ProblemError: as `readTable`. */
export async function lookAtTable(folder: string, file: string): Promise<Looked> {
  const source = new Source(folder, 'table')
  const columns = new Map<string, { first: string; empty: number }>()
  let rows = 0
  for await (const row of readTable(source, file, {}, (r) => ({ all: r.all }))) {
    for (const [name, cell] of row.all) {
      // an object of a line may have names that lines before it had not
      const column = columns.get(name) ?? { first: '', empty: rows }
      columns.set(name, column)
      if (cell === '') column.empty++
      else if (column.first === '') column.first = cell
    }
    rows++
  }
  const { refused } = source.reading()
  return {
    form: { zh: '表', en: 'table' },
    facts: [
      [{ zh: '行', en: 'rows' }, String(rows)],
      [{ zh: '列', en: 'columns' }, String(columns.size)],
      [{ zh: '不成行的', en: 'lines that are no rows' }, String(refused)],
    ],
    table: {
      heads: [
        { zh: '列', en: 'column' },
        { zh: '首个值', en: 'first value' },
        { zh: '空', en: 'empty' },
      ],
      numbers: [2],
      rows: [...columns].map(([name, { first, empty }]) => [name, first.slice(0, 80), String(empty)]),
    },
  }
}
