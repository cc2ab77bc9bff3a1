import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { readCsv } from '../llm/bank/csv.ts'

/** Columns of a table, each under its own name or the Chinese one. */
export type Columns<C extends string> = Readonly<Record<C, string>>

export interface TableRow<C extends string> {
  readonly line: number
  /** empty where the row is shorter */
  readonly cell: (name: C) => string
}

const MOST_PROBLEMS = 20

/**
 * Reads a CSV table (UTF-8, byte order mark allowed) row by row, columns in any order. `read` gives what a row stands for, or what was
 * expected instead. Columns that are `optional` may be left out. Problems name their lines: record-quote-open, record-columns, record-row-invalid.
 */
export function readTable<C extends string, T>(
  text: string,
  file: string,
  columns: Columns<C>,
  read: (row: TableRow<C>) => T | { readonly expected: string },
  optional: readonly C[] = [],
): Outcome<readonly T[]> {
  const { rows, unclosed } = readCsv(text)
  if (unclosed !== undefined) {
    return failed(
      problem(
        'record-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: unclosed } },
      ),
    )
  }
  const head = rows[0]?.cells ?? []
  const names = Object.keys(columns) as C[]
  const at = new Map(names.map((name) => [name, head.findIndex((h) => h === name || h === columns[name])]))
  const absent = names.filter((name) => at.get(name)! < 0 && !optional.includes(name))
  if (absent.length > 0) {
    return failed(
      problem(
        'record-columns',
        { zh: '表里缺少列。', en: 'The table lacks columns.' },
        { place: { file, line: 1 }, expected: absent.map((name) => `${name} (${columns[name]})`).join(', ') },
      ),
    )
  }
  const problems: Problem[] = []
  const kept: T[] = []
  for (const { line, cells } of rows.slice(1)) {
    const got = read({ line, cell: (name) => cells[at.get(name)!] ?? '' })
    if (!isRefusal(got)) kept.push(got)
    else if (problems.length < MOST_PROBLEMS) {
      problems.push(
        problem(
          'record-row-invalid',
          { zh: '表里这一行不合格式。', en: 'This row of the table is not valid.' },
          { place: { file, line }, expected: got.expected, got: cells.join(',').slice(0, 200) },
        ),
      )
    }
  }
  return problems.length > 0 ? failed(...problems) : done(kept)
}

function isRefusal(got: unknown): got is { readonly expected: string } {
  return typeof got === 'object' && got !== null && 'expected' in got
}
