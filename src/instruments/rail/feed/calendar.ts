import type { Feed } from './feed.ts'
import { feedInvalid } from './invalid.ts'
import { dayOf, weekday } from './service-time.ts'
import { feedRows } from './table.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const one = <N extends string>(name: N) => ({ names: [name] })

interface Week {
  readonly service: string
  readonly days: readonly boolean[]
  readonly from: string
  readonly to: string
}

interface Exception {
  readonly service: string
  readonly date: string
  readonly added: boolean
}

/** When services run: their weeks, and the days that are added or taken out (calendar.txt, calendar_dates.txt). */
export interface Calendar {
  /** services of a day */
  readonly on: (date: string) => ReadonlySet<string>
  /** the first Monday to Friday with most services, for a reader who names no day; undefined where there is none */
  readonly ordinary: () => string | undefined
  /** first and last day that anything is said of; undefined where nothing is */
  readonly span: () => readonly [string, string] | undefined
}

/** ProblemError: rail-feed-invalid, with file and line. */
export async function readCalendar(feed: Feed): Promise<Calendar> {
  const weeks = await weeksOf(feed)
  const exceptions = await exceptionsOf(feed)
  const onDay = new Map<string, Exception[]>()
  for (const e of exceptions) onDay.set(e.date, [...(onDay.get(e.date) ?? []), e])
  const on = (date: string) => {
    const services = new Set(
      weeks.filter((w) => w.from <= date && date <= w.to && w.days[weekday(date)]).map((w) => w.service),
    )
    for (const e of onDay.get(date) ?? []) {
      if (e.added) services.add(e.service)
      else services.delete(e.service)
    }
    return services
  }
  const span = () => {
    const days = [
      ...weeks.flatMap((w) => [w.from, w.to]),
      ...exceptions.filter((e) => e.added).map((e) => e.date),
    ].sort()
    return days.length === 0 ? undefined : ([days[0]!, days.at(-1)!] as const)
  }
  return { on, ordinary: () => ordinaryDay(weeks, exceptions, on), span }
}

function ordinaryDay(
  weeks: readonly Week[],
  exceptions: readonly Exception[],
  on: (date: string) => ReadonlySet<string>,
): string | undefined {
  const dates = new Set(exceptions.filter((e) => e.added).map((e) => e.date))
  for (const w of weeks) {
    const start = Date.parse(`${w.from}T00:00:00Z`)
    for (let k = 0; k < 21; k++) {
      const date = new Date(start + k * 86_400_000).toISOString().slice(0, 10)
      if (date <= w.to) dates.add(date)
    }
  }
  let best: string | undefined
  let most = 0
  for (const date of [...dates].sort()) {
    if (weekday(date) > 4) continue
    const count = on(date).size
    if (count > most) [best, most] = [date, count]
  }
  return best
}

async function weeksOf(feed: Feed): Promise<readonly Week[]> {
  const file = await feed.table('calendar.txt')
  if (file === undefined) return []
  const columns = {
    service: one('service_id'),
    from: one('start_date'),
    to: one('end_date'),
    monday: one('monday'),
    tuesday: one('tuesday'),
    wednesday: one('wednesday'),
    thursday: one('thursday'),
    friday: one('friday'),
    saturday: one('saturday'),
    sunday: one('sunday'),
  }
  const weeks: Week[] = []
  for await (const week of feedRows(feed, file, columns, (row) => {
    const [from, to] = [dayOf(row.cell('from')), dayOf(row.cell('to'))]
    if (from === undefined || to === undefined)
      throw feedInvalid(file, row.line, 'start_date, end_date: YYYYMMDD', `${row.cell('from')} ${row.cell('to')}`)
    return { service: row.cell('service'), days: DAYS.map((d) => row.cell(d) === '1'), from, to }
  }))
    weeks.push(week)
  return weeks
}

async function exceptionsOf(feed: Feed): Promise<readonly Exception[]> {
  const file = await feed.table('calendar_dates.txt')
  if (file === undefined) return []
  const columns = { service: one('service_id'), date: one('date'), type: one('exception_type') }
  const exceptions: Exception[] = []
  for await (const exception of feedRows(feed, file, columns, (row) => {
    const date = dayOf(row.cell('date'))
    const type = row.cell('type')
    if (date === undefined || (type !== '1' && type !== '2'))
      throw feedInvalid(
        file,
        row.line,
        'date: YYYYMMDD; exception_type: 1 (added) or 2 (taken out)',
        `${row.cell('date')} ${type}`,
      )
    return { service: row.cell('service'), date, added: type === '1' }
  }))
    exceptions.push(exception)
  return exceptions
}
