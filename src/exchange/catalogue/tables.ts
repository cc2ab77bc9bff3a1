import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Days } from '../../catalogue/days.ts'
import { type Edition, mandateOf } from '../../catalogue/edition.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import { standingsOf } from '../../catalogue/system-map.ts'
import { cell } from '../../instruments/llm/bank/csv.ts'
import { showDay } from '../../judge/dates.ts'
import type { Lang } from '../../language/text.ts'
import type { TableSheet } from '../tables/workbook.ts'
import { columns } from './editions.ts'

/**
 * Editions as one table, a row each: the columns of the file that a catalogue is read from, so that what goes out can come in again, and what each
 * is on a day (from 1970-01-01).
 */
export function editionsTable(catalogue: Catalogue, editions: readonly Edition[], day: number, lang: Lang): TableSheet {
  const names = Object.keys(columns) as (keyof typeof columns)[]
  return {
    name: lang === 'zh' ? '标准' : 'standards',
    head: [
      ...names.map((n) => (lang === 'zh' ? columns[n] : n)),
      ...(lang === 'zh' ? ['当日状态', '效力'] : ['standing', 'mandate']),
    ],
    rows: editions.map((e) => [
      ...names.map((name) => cellOf(e, name)),
      standingsOf(catalogue, e, day).join('|'),
      mandateOf(e) ?? '',
    ]),
  }
}

function cellOf(e: Edition, name: keyof typeof columns): string {
  switch (name) {
    case 'number':
      return formatIdentifier(e.identifier)
    case 'title_zh':
      return e.title.zh ?? ''
    case 'title_en':
      return e.title.en ?? ''
    case 'level':
      return e.level
    case 'status':
      return e.status
    case 'status_read':
      return e.statusRead
    case 'iso_stage':
      return e.isoStage ?? ''
    case 'published':
    case 'effective':
    case 'withdrawn':
      return e[name] === undefined ? '' : daysText(e[name])
    case 'body':
      return e.body
    case 'class':
      return e.class
    case 'adopts':
      return e.adopts?.degree ?? ''
    case 'adopts_number':
      return e.adopts?.number ?? ''
    case 'adopts_known':
      return e.adopts?.known ?? ''
    case 'replaced_by':
      return e.replacedBy ?? ''
    case 'source':
      return e.source
    case 'known':
      return e.known
    case 'note':
      return e.note
  }
}

/** As exactly as it is known: a day, a month or a year. */
export function daysText({ first, last }: Days): string {
  const from = showDay(first)
  if (first === last) return from
  return last - first > 31 ? from.slice(0, 4) : from.slice(0, 7)
}

/** A table as CSV (RFC 4180, UTF-8 with a byte order mark, so that a spreadsheet reads Chinese). */
export const toCsv = ({ head, rows }: TableSheet): string =>
  `\ufeff${[head, ...rows].map((row) => row.map((value) => cell(String(value))).join(',')).join('\r\n')}\r\n`
