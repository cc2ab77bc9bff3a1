import type { Looked } from '../../looked.ts'
import { type Calendar, readCalendar } from './calendar.ts'
import { type Feed, openFeed } from './feed.ts'
import { linesOf, type Trip, tripsOf, zoneOf } from './timetable.ts'

/** Lines of a timetable feed with their trips. stop_times.txt is not read. ProblemError: rail-feed-*, and those of tables. */
export async function lookAtFeed(folder: string, name: string): Promise<Looked> {
  const feed = await openFeed(folder, 'timetable', name)
  const zone = await zoneOf(feed, name)
  const lines = await linesOf(feed, name, undefined)
  const trips = await tripsOf(feed, name, lines)
  const calendar = await readCalendar(feed)
  const day = calendar.ordinary()
  const [first, last] = calendar.span() ?? []
  const rows = [...lines].map(([id, line]) => {
    const own = trips.filter((t) => t.route === id)
    return { id, line, all: own.length, today: day === undefined ? null : onDay(own, calendar, day) }
  })
  const busiest = rows.reduce<(typeof rows)[number] | undefined>(
    (best, row) => ((row.today ?? row.all) > (best?.today ?? best?.all ?? 0) ? row : best),
    undefined,
  )
  return {
    form: { zh: 'GTFS 时刻表', en: 'GTFS timetable' },
    facts: [
      [{ zh: '时区', en: 'time zone' }, zone],
      [{ zh: '有效期', en: 'in force' }, first === undefined ? '—' : `${first} – ${last}`],
      [{ zh: '车次', en: 'trips' }, String(trips.length)],
      [{ zh: '车次最多的工作日', en: 'working day with most services' }, day ?? '—'],
      [{ zh: '表', en: 'tables' }, (await tablesOf(feed)).join(', ')],
    ],
    table: {
      heads: [
        { zh: '线路编号', en: 'route_id' },
        { zh: '线路', en: 'line' },
        { zh: '全部车次', en: 'trips' },
        { zh: '该日车次', en: 'on that day' },
      ],
      numbers: [2, 3],
      rows: rows.map(({ id, line, all, today }) => [id, line, String(all), String(today ?? '—')]),
    },
    access: [
      'access:',
      `  timetable: { feed: ${JSON.stringify(name)}${day === undefined ? '' : `, dates: [${day}]`}${busiest === undefined ? '' : `, routes: [${JSON.stringify(busiest.id)}]`} }`,
    ].join('\n'),
  }
}

function onDay(trips: readonly Trip[], calendar: Calendar, day: string): number {
  const services = calendar.on(day)
  return trips.filter((t) => services.has(t.service)).length
}

const TABLES = [
  ...['agency', 'stops', 'routes', 'trips', 'stop_times', 'calendar', 'calendar_dates', 'frequencies', 'shapes'],
  ...['transfers', 'pathways', 'levels', 'feed_info', 'translations'],
]

async function tablesOf(feed: Feed): Promise<readonly string[]> {
  const found = await Promise.all(TABLES.map((t) => feed.table(`${t}.txt`)))
  return TABLES.filter((_, i) => found[i] !== undefined)
}
