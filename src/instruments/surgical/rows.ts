import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Subject } from '../contract.ts'
import { recordFile } from '../records/files.ts'
import { type Columns, readTable, type TableRow } from '../records/table.ts'
import type { RecordItem } from '../records/work.ts'

export type Refusal = { readonly expected: string }

/** A table of one kind of record: its columns with their Chinese names, and what a row stands for. */
export interface SurgicalTable<R> {
  readonly columns: Columns<string>
  readonly optional: readonly string[]
  readonly read: (row: TableRow<string>) => R | Refusal
}

/** The rows of `surgical_<kind>.csv` in the folder that `access.surgical` names, each under its line. Problems: those of a table, surgical-empty. */
export async function rowsOf<R extends object>(
  subject: Subject,
  kind: string,
  { columns, optional, read }: SurgicalTable<R>,
): Promise<Outcome<readonly RecordItem<R>[]>> {
  const name = `surgical_${kind}.csv`
  const file = await recordFile(subject, 'surgical', name)
  if (!file.ok) return file
  const rows = readTable(
    file.value.text,
    name,
    columns,
    (row): RecordItem<R> | Refusal => {
      const result = read(row)
      return 'expected' in result ? result : { id: `${row.line}`, result }
    },
    optional,
  )
  if (!rows.ok || rows.value.length > 0) return rows.ok ? done(rows.value) : rows
  return failed(
    problem(
      'surgical-empty',
      { zh: '记录里没有一行数据。', en: 'The records have no row.' },
      {
        place: { file: name },
        next: { zh: '没有这类试验就不要提供这份文件', en: 'leave the file out if there was no such test' },
      },
    ),
  )
}
