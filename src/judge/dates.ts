import type { Calendar } from './evidence.ts'

/** Days are whole numbers from 1970-01-01; months and years are those of the Gregorian calendar. No clock is read. */

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/
const isoTime =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/

/** Days from 1970-01-01, or undefined if there is no such day. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

export function civil(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export function parseDay(text: string): number | undefined {
  const m = isoDate.exec(text)
  return m ? dayNumber(Number(m[1]), Number(m[2]), Number(m[3])) : undefined
}

/** Local time in whole seconds from 1970-01-01T00:00 (what is under a second: `fraction`); an offset is carried over to China Standard Time, none means local already. */
export function parseTime(text: string): number | undefined {
  const day = parseDay(text)
  if (day !== undefined) return day * 86_400
  const m = isoTime.exec(text)
  if (!m) return undefined
  const date = dayNumber(Number(m[1]), Number(m[2]), Number(m[3]))
  const [h, min, s] = [Number(m[4]), Number(m[5]), Number(m[6] ?? 0)]
  if (date === undefined || h > 24 || min > 59 || s > 59 || (h === 24 && (min > 0 || s > 0 || Number(m[7] ?? 0) > 0)))
    return undefined
  const zone = m[8]
  const offset =
    zone === undefined
      ? 28_800
      : zone === 'Z'
        ? 0
        : (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60)
  return date * 86_400 + h * 3600 + min * 60 + s - offset + 28_800
}

/** The part of a second that a time is written with, as decimal text. */
export function fraction(text: string): string {
  return `0.${isoTime.exec(text)?.[7] ?? '0'}`
}

export function showDay(days: number): string {
  const { year, month, day } = civil(days)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The same day of the month `months` later, or the last day if the month is shorter. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civil(days)
  const index = year * 12 + (month - 1) + months
  const y = Math.floor(index / 12)
  const m = index - y * 12 + 1
  return dayNumber(y, m, Math.min(day, daysInMonth(y, m)))!
}

export interface Workdays {
  readonly off: ReadonlySet<number>
  readonly work: ReadonlySet<number>
}

export function workdays(calendar: Calendar | undefined): Workdays {
  const set = (list: readonly string[]) => new Set(list.map(parseDay).filter((d) => d !== undefined))
  return { off: set(calendar?.off ?? []), work: set(calendar?.work ?? []) }
}

function isWorkday(day: number, calendar: Workdays): boolean {
  if (calendar.work.has(day)) return true
  if (calendar.off.has(day)) return false
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday !== 0 && weekday !== 6
}

/** The n-th working day after a day; the first day does not count. */
export function addWorkdays(day: number, n: number, calendar: Workdays): number {
  const step = n < 0 ? -1 : 1
  let left = Math.abs(n)
  let at = day
  while (left > 0) {
    at += step
    if (isWorkday(at, calendar)) left--
  }
  return at
}
