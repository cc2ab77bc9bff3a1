import type { Parsed } from '../../recognition/files/refusal.ts'
import { type Column, type Row, readTable } from '../../recognition/files/table.ts'
import type { Feed } from './feed.ts'

/** The rows of a table of a feed: CSV, whatever its name ends in. ProblemError: recognition-columns, recognition-quote-open. */
export function feedRows<C extends string, T extends object>(
  feed: Feed,
  file: string,
  columns: Readonly<Record<C, Column>>,
  parse: (row: Row<C>) => Parsed<T>,
): AsyncGenerator<T> {
  return readTable(feed.source, file, columns, parse, { form: 'csv' })
}
