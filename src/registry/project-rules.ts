import { chinaHolidays } from '../assessment/calendar.ts'
import { procedures } from '../exchange/life.ts'
import type { Rules } from './projects.ts'

let holidays: ReturnType<typeof chinaHolidays> | undefined
/** The rules of a moment, this one if none is given, in the time of China: a day of a procedure is a day there. */
export function rules(now = new Date()): Rules {
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  if (holidays === undefined || holidays.off.every((d) => d.slice(0, 4) < today.slice(0, 4)))
    holidays = chinaHolidays(today)
  return { procedures: procedures(), holidays, today }
}
