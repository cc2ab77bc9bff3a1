import { ProblemError, problem } from '../../../language/problem.ts'
import { readCsv } from '../../llm/bank/csv.ts'
import { type Cell, cellOf } from './cell.ts'
import { parquetRows } from './parquet.ts'
import { isRefusal, type Parsed } from './refusal.ts'
import type { Source } from './source.ts'

/** A column of a table: the names it may stand under, in any case, Chinese and English; the first is the one that messages use. */
export interface Column {
  readonly names: readonly string[]
  /** the table may do without it */
  readonly optional?: boolean
}

export interface Row<C extends string> {
  /** from 1; of a Parquet file the number of the row */
  readonly line: number
  /** trimmed; empty where the row or the table has none */
  readonly cell: (name: C) => string
  /** whether the row has anything under this name, be it an empty text */
  readonly has: (name: C) => boolean
  /** every column of the table, also those that nobody asked for, by its name as written */
  readonly all: ReadonlyMap<string, string>
}

export interface HowToRead {
  /** for files whose names do not say what they are, such as the .txt of a timetable feed */
  readonly form?: 'csv'
  /** of a Parquet file only the columns that are asked for are decoded; `all` of a row then has no others */
  readonly asked?: boolean
}

const MOST_RECORD = 1 << 20
const MOST_COLUMNS = 1000

/** Forms a table may have, by the end of the file's name; all but Parquet may be packed (`.gz`). */
export const TABLE_FILE = /\.(csv|tsv|txt|jsonl)(\.gz)?$|\.parquet$/i

/**
 * Streams a table: .csv (RFC 4180), .tsv, .txt (blanks between cells), .jsonl (an object a line) or .parquet, columns in any order, others
 * passed over. `parse` gives what a row stands for or what was expected instead; refused rows are counted by the source.
 * ProblemError: recognition-columns, recognition-quote-open, and those of `Source.lines`.
 */
export async function* readTable<C extends string, T extends object>(
  source: Source,
  file: string,
  columns: Readonly<Record<C, Column>>,
  parse: (row: Row<C>) => Parsed<T>,
  how: HowToRead = {},
): AsyncGenerator<T> {
  for await (const row of tableRows(source, file, columns, how)) {
    const got = parse(row)
    if (got === undefined) continue
    if (isRefusal(got)) source.refuse(file, row.line, got.expected, got.column, got.got)
    else yield got
  }
}

async function* tableRows<C extends string>(
  source: Source,
  file: string,
  columns: Readonly<Record<C, Column>>,
  { form, asked }: HowToRead,
): AsyncGenerator<Row<C>> {
  const askedFor = new Set((Object.values(columns) as Column[]).flatMap((c) => c.names))
  const wanted = asked ? (name: string) => askedFor.has(name.toLowerCase()) : undefined
  const objects = /\.jsonl(\.gz)?$/i.test(file)
  let names: readonly string[] = []
  let at: ReadonlyMap<C, number> | undefined
  for await (const { line, header, cells } of records(source, file, form, wanted)) {
    if (header !== undefined && header !== names) {
      names = header
      at = placesOf(header, columns)
      // an object may leave out what it has nothing for; the others have all names in their first line
      if (!objects) complete(file, line, header, columns)
    }
    if (cells === undefined) continue
    if (cells.length !== names.length) {
      source.refuse(file, line, `${names.length} columns`, undefined, cells.join(' ').slice(0, 80))
      continue
    }
    yield {
      line,
      cell: (name) => cells[at!.get(name) ?? -1] ?? '',
      has: (name) => (cells[at!.get(name) ?? -1] ?? null) !== null,
      get all() {
        return new Map(names.map((n, i) => [n, cells[i] ?? '']))
      },
    }
  }
  if (objects || at === undefined) complete(file, 1, names, columns)
}

interface Record_ {
  readonly line: number
  /** the names of the columns, where they are known now */
  readonly header?: readonly string[]
  readonly cells?: readonly Cell[]
}

async function* records(
  source: Source,
  file: string,
  form: 'csv' | undefined,
  wanted: ((column: string) => boolean) | undefined,
): AsyncGenerator<Record_> {
  const kind = form ?? /\.(csv|tsv|txt|jsonl|parquet)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase()
  if (kind === 'parquet') return yield* parquetRows(source, file, wanted)
  if (kind === 'jsonl') return yield* objectRows(source, file)
  const rows = kind === 'csv' ? csvRows(source, file) : splitRows(source, file, kind === 'tsv' ? '\t' : /\s+/)
  let header: readonly string[] | undefined
  for await (const { line, cells } of rows) {
    if (header !== undefined) {
      yield { line, cells }
      continue
    }
    header = cells
    yield { line, header }
  }
}

async function* splitRows(source: Source, file: string, between: string | RegExp) {
  for await (const { line, text } of source.lines(file)) {
    if (text.trim() === '') continue
    const row = between === '\t' ? text : text.trim()
    yield { line, cells: row.split(between).map((c) => c.trim()) }
  }
}

/** Records of a CSV file: a record ends with the line on which its quotation marks are even (RFC 4180). */
async function* csvRows(source: Source, file: string) {
  let record = ''
  let start = 0
  for await (const { line, text } of source.lines(file)) {
    if (start === 0 && !text.includes('"')) {
      if (text.trim() !== '') yield { line, cells: text.split(',').map((c) => c.trim()) }
      continue
    }
    if (start === 0) start = line
    record = start === line ? text : `${record}\n${text}`
    if (record.length > MOST_RECORD) break
    if (quotes(text) % 2 === 1 ? start === line : start !== line) continue
    for (const { cells } of readCsv(record).rows) yield { line: start, cells }
    start = 0
  }
  if (start !== 0)
    throw new ProblemError([
      problem(
        'recognition-quote-open',
        { zh: '有一个引号没有闭合。', en: 'A quotation mark is never closed.' },
        { place: { file, line: start } },
      ),
    ])
}

const quotes = (text: string) => text.split('"').length - 1

/** The objects name the columns as they come. */
async function* objectRows(source: Source, file: string): AsyncGenerator<Record_> {
  let header: readonly string[] = []
  for await (const { line, text } of source.lines(file)) {
    if (text.trim() === '') continue
    const fields = objectOf(text)
    if (fields === undefined) {
      source.refuse(file, line, 'a JSON object', 1, text.slice(0, 80))
      continue
    }
    const fresh = Object.keys(fields).filter((k) => !header.includes(k))
    if (header.length + fresh.length > MOST_COLUMNS) {
      source.refuse(file, line, `at most ${MOST_COLUMNS} columns in a table`)
      continue
    }
    if (fresh.length > 0) header = [...header, ...fresh]
    const own = new Map(Object.entries(fields))
    yield { line, header, cells: header.map((k) => cellOf(own.get(k))) }
  }
}

function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function placesOf<C extends string>(
  header: readonly string[],
  columns: Readonly<Record<C, Column>>,
): ReadonlyMap<C, number> {
  const lower = header.map((h) => h.toLowerCase())
  const at = new Map<C, number>()
  for (const name of Object.keys(columns) as C[]) {
    const i = lower.findIndex((h) => columns[name].names.includes(h))
    if (i >= 0) at.set(name, i)
  }
  return at
}

function complete<C extends string>(
  file: string,
  line: number,
  header: readonly string[],
  columns: Readonly<Record<C, Column>>,
): void {
  const at = placesOf(header, columns)
  const absent = (Object.keys(columns) as C[]).filter((name) => !at.has(name) && columns[name].optional !== true)
  if (absent.length === 0) return
  throw new ProblemError([
    problem(
      'recognition-columns',
      { zh: '表里缺少列。', en: 'The table lacks columns.' },
      {
        place: { file, line },
        expected: absent.map((name) => columns[name].names.join(' | ')).join('; '),
        got: header.join(', ').slice(0, 200),
        next: {
          zh: '首行写列名，UTF-8 编码。',
          en: 'Write the names of the columns into the first line, in UTF-8.',
        },
      },
    ),
  ])
}
