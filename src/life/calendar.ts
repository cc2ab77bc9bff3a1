import { addMonths, addWorkdays, parseDay, showDay, type Workdays, workdays } from '../judge/dates.ts'
import type { Calendar } from '../judge/evidence.ts'
import type { Limit } from './procedure/procedure.ts'

/** Public holidays and make-up working days, and the last day that the table knows of. */
export interface Holidays extends Calendar {
  /** day, ISO 8601: after it only Saturdays and Sundays are known to be off */
  readonly until: string
}

export interface Due {
  /** day, ISO 8601 */
  readonly day: string
  /** counted in working days beyond the table of holidays: it may lie later */
  readonly uncertain: boolean
}

const tables = new WeakMap<Holidays, Workdays>()
function tableOf(holidays: Holidays): Workdays {
  const known = tables.get(holidays) ?? workdays(holidays)
  tables.set(holidays, known)
  return known
}

/**
 * The last day of a limit that begins on a day. A limit of calendar days that ends on a holiday stays there: only one of working days passes over
 * it. @throws RangeError for what is no day
 */
export function dueOf(since: string, { amount, unit }: Pick<Limit, 'amount' | 'unit'>, holidays: Holidays): Due {
  const day = dayOf(since)
  if (unit === 'day') return { day: showDay(day + amount), uncertain: false }
  if (unit === 'month') return { day: showDay(addMonths(day, amount)), uncertain: false }
  const end = showDay(addWorkdays(day, amount, tableOf(holidays)))
  return { day: end, uncertain: end > holidays.until }
}

/** Days from one to the other; negative where it lies before. */
export const daysBetween = (from: string, to: string): number => dayOf(to) - dayOf(from)

export const plusDays = (day: string, n: number): string => showDay(dayOf(day) + n)
export const plusMonths = (day: string, n: number): string => showDay(addMonths(dayOf(day), n))

function dayOf(text: string): number {
  const day = parseDay(text)
  if (day === undefined) throw new RangeError(`not a day: ${text}`)
  return day
}
