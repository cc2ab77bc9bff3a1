import chineseDays from 'chinese-days'
import { parseDay, showDay } from '../judge/dates.ts'
import type { Calendar } from '../judge/evidence.ts'
import type { Holidays } from '../life/calendar.ts'

/**
 * Public holidays on weekdays and make-up working days at weekends, as the State Council announces them, for the years around
 * a day. The lists go into the evidence, so that judging again needs no table.
 */
export function chinaCalendar(date: string, yearsBefore = 3, yearsAfter = 1): Calendar {
  const year = Number(date.slice(0, 4))
  const first = parseDay(`${year - yearsBefore}-01-01`)!
  const last = parseDay(`${year + yearsAfter}-12-31`)!
  const off: string[] = []
  const work: string[] = []
  for (let day = first; day <= last; day++) {
    const weekday = (((day + 4) % 7) + 7) % 7
    const weekend = weekday === 0 || weekday === 6
    const text = showDay(day)
    const working = chineseDays.isWorkday(text)
    if (!weekend && !working) off.push(text)
    if (weekend && working) work.push(text)
  }
  return { off, work }
}

/**
 * The same with the last day that the table knows of: for a year without a single public holiday on a weekday there is no announcement yet. Years
 * from 2004 on.
 */
export function chinaHolidays(date: string, yearsBefore = 6, yearsAfter = 6): Holidays {
  const calendar = chinaCalendar(date, yearsBefore, yearsAfter)
  const years = calendar.off.map((day) => Number(day.slice(0, 4)))
  return { ...calendar, until: `${years.length === 0 ? 2003 : Math.max(...years)}-12-31` }
}
