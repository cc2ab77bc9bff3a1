import { ProblemError, problem } from '../../../language/problem.ts'
import { numberOf } from '../../recognition/files/cell.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { readCalendar } from './calendar.ts'
import { type Calls, callColumns, callsOf, sortedCalls } from './calls.ts'
import { evenPlaces, type PlannedDay, type TrainRun } from './day.ts'
import { type Feed, openFeed } from './feed.ts'
import { frequenciesOf, repeated } from './frequencies.ts'
import { feedEmpty } from './invalid.ts'
import { isZone } from './service-time.ts'
import { feedRows } from './table.ts'

export interface Scope {
  readonly dates?: readonly string[] | undefined
  readonly routes?: readonly string[] | undefined
}

export interface Timetable {
  /** by day, line and direction, in that order */
  readonly days: readonly PlannedDay[]
  readonly zone: string
  /** every trip of the feed that belongs to a line that counts, also on other days */
  readonly tripOf: ReadonlyMap<string, { readonly route: string; readonly direction: string }>
  readonly intake: Reading
}

export interface Trip {
  readonly id: string
  readonly route: string
  readonly direction: string
  readonly service: string
}

const one = (name: string) => ({ names: [name] })
const maybe = (name: string) => ({ names: [name], optional: true })

/**
 * What is planned on some days. stop_times.txt is streamed and only calls of trips that run on those days are kept.
 * Without `dates`: the Monday to Friday with most services.
 * ProblemError: rail-feed-invalid (file and line), rail-feed-empty, rail-feed-unreadable, recognition-columns and those of files.
 * Source: GTFS Schedule Reference (routes, trips, stop_times, calendar, calendar_dates, frequencies, agency).
 */
export async function readTimetable(folder: string, section: string, name: string, scope: Scope): Promise<Timetable> {
  const feed = await openFeed(folder, section, name)
  const zone = await zoneOf(feed, name)
  const lines = await linesOf(feed, name, scope.routes)
  const calendar = await readCalendar(feed)
  const ordinary = scope.dates === undefined ? calendar.ordinary() : undefined
  const dates = [...new Set(scope.dates ?? (ordinary === undefined ? [] : [ordinary]))].sort()
  const running = new Set(dates.flatMap((d) => [...calendar.on(d)]))
  const trips = await tripsOf(feed, name, lines)
  const wanted = new Map(trips.filter((t) => running.has(t.service)).map((t) => [t.id, t]))
  if (wanted.size === 0)
    throw feedEmpty(
      name,
      'trips on these days of these lines',
      `${dates.join(', ')}; ${[...lines.values()].join(', ')}`,
    )
  const calls = await callsOfTrips(feed, name, wanted)
  const repeats = await frequenciesOf(feed)
  const names = await namesOf(feed)
  const days = dates.flatMap((date) => {
    const services = calendar.on(date)
    const today = [...wanted.values()].filter((t) => services.has(t.service))
    return daysOf(date, today, lines, calls, names, (run) => repeated(run, repeats.get(run.trip)))
  })
  if (days.length === 0) throw feedEmpty(name, 'trips with calls on these days', dates.join(', '))
  return { days, zone, tripOf: new Map(trips.map((t) => [t.id, t])), intake: feed.source.reading() }
}

function daysOf(
  date: string,
  trips: readonly Trip[],
  lines: ReadonlyMap<string, string>,
  calls: ReadonlyMap<string, Calls>,
  names: ReadonlyMap<string, string>,
  repeat: (run: TrainRun) => readonly TrainRun[],
): readonly PlannedDay[] {
  const groups = new Map<string, Trip[]>()
  for (const trip of trips) {
    if (!calls.has(trip.id)) continue
    const key = JSON.stringify([trip.route, trip.direction])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [trip])
    else group.push(trip)
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { route, direction } = group[0]!
      const { stops, places } = lineOf(group.map((t) => calls.get(t.id)!))
      const at = new Map(stops.map((s, i) => [s, i]))
      const trains = group
        .flatMap((t) => {
          const { stops: called, arrivals, departures } = calls.get(t.id)!
          return repeat({ trip: t.id, stops: called.map((s) => at.get(s)!), arrivals, departures })
        })
        .sort((a, b) => (a.trip < b.trip ? -1 : 1))
      return {
        date,
        route,
        name: lines.get(route)!,
        direction,
        stops,
        stopNames: stops.map((s) => names.get(s) ?? s),
        places,
        trains,
      }
    })
}

/** The stops of a direction in the order of its longest trip, others behind; places by its distances where it gives them. */
function lineOf(all: readonly Calls[]): { readonly stops: readonly string[]; readonly places: readonly number[] } {
  const longest = all.reduce((best, c) => (c.stops.length > best.stops.length ? c : best))
  const stops = [...new Set([...longest.stops, ...all.flatMap((c) => c.stops)])]
  const known = longest.distances.every((d, i, l) => d !== null && (i === 0 || d >= l[i - 1]!))
  const whole = known && stops.length === longest.stops.length
  return { stops, places: whole ? longest.distances.map((d) => d! - longest.distances[0]!) : evenPlaces(stops) }
}

/** ProblemError: rail-feed-zone, rail-feed-empty. */
export async function zoneOf(feed: Feed, name: string): Promise<string> {
  const file = await need(feed, name, 'agency.txt')
  let zone: string | undefined
  for await (const row of feedRows(feed, file, { zone: one('agency_timezone') }, (r) => ({
    zone: r.cell('zone'),
    line: r.line,
  })))
    zone ??= row.zone
  if (zone !== undefined && isZone(zone)) return zone
  throw new ProblemError([
    problem(
      'rail-feed-zone',
      { zh: '时刻表没有写明可用的时区', en: 'the timetable names no time zone that is known' },
      { place: { file, line: 2 }, expected: 'agency_timezone, such as Asia/Shanghai', got: zone ?? 'nothing' },
    ),
  ])
}

/** Name by route_id, of the lines that count. */
export async function linesOf(
  feed: Feed,
  name: string,
  wanted: readonly string[] | undefined,
): Promise<ReadonlyMap<string, string>> {
  const file = await need(feed, name, 'routes.txt')
  const columns = { id: one('route_id'), short: maybe('route_short_name'), long: maybe('route_long_name') }
  const lines = new Map<string, string>()
  const seen: string[] = []
  for await (const { id, short, long } of feedRows(feed, file, columns, (r) => ({
    id: r.cell('id'),
    short: r.cell('short'),
    long: r.cell('long'),
  }))) {
    seen.push(id)
    if (wanted === undefined || wanted.includes(id) || wanted.includes(short)) lines.set(id, short || long || id)
  }
  const absent = (wanted ?? []).filter((w) => !lines.has(w) && ![...lines.values()].includes(w))
  if (absent.length > 0) throw feedEmpty(file, `route_id or route_short_name: ${absent.join(', ')}`, seen.join(', '))
  return lines
}

/** Names by stop_id. */
async function namesOf(feed: Feed): Promise<ReadonlyMap<string, string>> {
  const file = await feed.table('stops.txt')
  if (file === undefined) return new Map()
  const names = new Map<string, string>()
  const columns = { id: one('stop_id'), name: maybe('stop_name') }
  for await (const { id, name } of feedRows(feed, file, columns, (r) => ({ id: r.cell('id'), name: r.cell('name') })))
    if (name !== '') names.set(id, name)
  return names
}

export async function tripsOf(feed: Feed, name: string, lines: ReadonlyMap<string, string>): Promise<readonly Trip[]> {
  const file = await need(feed, name, 'trips.txt')
  const columns = {
    id: one('trip_id'),
    route: one('route_id'),
    service: one('service_id'),
    direction: maybe('direction_id'),
  }
  const trips: Trip[] = []
  for await (const trip of feedRows(feed, file, columns, (r) => ({
    id: r.cell('id'),
    route: r.cell('route'),
    service: r.cell('service'),
    direction: r.cell('direction'),
  })))
    if (lines.has(trip.route)) trips.push(trip)
  return trips
}

async function callsOfTrips(
  feed: Feed,
  name: string,
  wanted: ReadonlyMap<string, Trip>,
): Promise<ReadonlyMap<string, Calls>> {
  const file = await need(feed, name, 'stop_times.txt')
  const calls = new Map<string, Calls>()
  for await (const call of feedRows(feed, file, callColumns, (row) => callsOf(file, row, (t) => wanted.has(t)))) {
    let own = calls.get(call.trip)
    if (own === undefined) {
      own = { sequence: [], stops: [], arrivals: [], departures: [], distances: [] }
      calls.set(call.trip, own)
    }
    own.sequence.push(call.sequence)
    own.stops.push(call.stop)
    own.arrivals.push(call.arrival)
    own.departures.push(call.departure)
    own.distances.push(numberOf(call.distance) ?? null)
  }
  for (const [trip, own] of calls) calls.set(trip, sortedCalls(own))
  return calls
}

async function need(feed: Feed, name: string, table: string): Promise<string> {
  const file = await feed.table(table)
  if (file !== undefined) return file
  throw new ProblemError([
    problem(
      'recognition-file-missing',
      { zh: '时刻表数据里缺少一张表', en: 'the feed lacks a table' },
      { place: { file: name }, expected: table, next: { zh: 'GTFS 规定必须有这张表', en: 'GTFS requires this table' } },
    ),
  ])
}
