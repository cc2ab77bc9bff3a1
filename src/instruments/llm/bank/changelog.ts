import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { readCsv } from './csv.ts'

/** One update of a bank or library: what was added and removed on a day. */
export interface Update {
  readonly date: string
  /** `content`, `should-refuse`, `should-not-refuse` or `keywords` */
  readonly bank: string
  readonly added: number
  readonly removed: number
}

const columns = ['date', 'bank', 'added', 'removed', 'reason']
export const bankNames = ['content', 'should-refuse', 'should-not-refuse', 'keywords'] as const

/** Reads `changelog.csv` (columns date, bank, added, removed, reason); every problem names its line. */
export function readChangelog(text: string, file: string): Outcome<readonly Update[]> {
  const { rows } = readCsv(text)
  const head = rows[0]?.cells ?? []
  if (columns.some((name, i) => head[i] !== name)) {
    return failed(
      problem(
        'changelog-columns',
        { zh: '更新记录的列名不对。', en: 'The change log does not have the expected columns.' },
        { place: { file, line: 1 }, expected: columns.join(','), got: head.join(',') },
      ),
    )
  }
  const problems: Problem[] = []
  const updates: Update[] = []
  for (const { line, cells } of rows.slice(1)) {
    const [date = '', bank = '', added = '', removed = ''] = cells
    const expected = !isDate(date)
      ? 'date YYYY-MM-DD'
      : !(bankNames as readonly string[]).includes(bank)
        ? bankNames.join(' | ')
        : !/^\d{1,9}$/.test(added) || !/^\d{1,9}$/.test(removed)
          ? 'added, removed: 0, 1, 2, …'
          : undefined
    if (expected === undefined) updates.push({ date, bank, added: Number(added), removed: Number(removed) })
    else {
      problems.push(
        problem(
          'changelog-row-invalid',
          { zh: '更新记录的这一行不合格式。', en: 'This row of the change log is not valid.' },
          { place: { file, line }, expected, got: cells.slice(0, 4).join(',') },
        ),
      )
    }
  }
  return problems.length > 0 ? failed(...problems.slice(0, 20)) : done(updates)
}

/** A calendar date that exists, as YYYY-MM-DD. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whole days from one date to another, both YYYY-MM-DD; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** Days since 0000-03-01 in the proleptic Gregorian calendar; counting years from March puts the leap day last. */
function dayNumber(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const y = month <= 2 ? year - 1 : year
  const m = (month + 9) % 12
  return (
    365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day - 1
  )
}
