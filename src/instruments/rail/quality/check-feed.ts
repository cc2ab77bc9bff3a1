import { ProblemError, problem } from '../../../language/problem.ts'
import type { Feed } from '../feed/feed.ts'
import { isZone } from '../feed/service-time.ts'
import { CallsInOrder } from './calls-in-order.ts'
import { among, type Checked, checkTable, dateOf, present, resolves, timeOf, unique, wholeOf } from './check-table.ts'
import { Findings } from './findings.ts'

/** What running records refer to. */
export interface Known {
  readonly trips: { has(id: string): boolean }
  readonly stops: { has(id: string): boolean }
}

/** A row that others refer to, so that something can be said of it when they are read. */
interface Referred {
  readonly record: number
  readonly line: number
  used: number
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
/** basic types of GTFS, and the extended ones */
const ROUTE_TYPE = /^([0-7]|11|12|[1-9]\d\d|1[0-7]\d\d)$/

/**
 * Checks every row of the tables of a feed that a timetable is made of. What is only for show, such as colours, is not looked at.
 * ProblemError: rail-feed-none where the folder or archive has no such table; those of reading.
 * Source: GTFS Schedule Reference (required fields, primary keys, references, field types).
 */
export async function checkFeed(
  feed: Feed,
  name: string,
): Promise<{ readonly files: readonly Findings[]; readonly known: Known }> {
  const files: Findings[] = []
  let tables = 0
  const table = async <C extends string>(
    file: string,
    needed: boolean,
    columns: readonly C[],
    check: (row: Checked<C>, findings: Findings) => void,
  ): Promise<Findings> => {
    const findings = new Findings(file)
    const path = await feed.table(file)
    if (path !== undefined) {
      tables++
      await checkTable(feed.source, path, columns, (row: Checked<C>) => check(row, findings), 'csv', findings)
    } else if (needed) findings.add(findings.record(), 'error', 'file-missing', 1, file)
    if (path !== undefined || needed) files.push(findings)
    return findings
  }
  const agencies = new Set<string>()
  await table('agency.txt', true, ['agency_id', 'agency_name', 'agency_url', 'agency_timezone'], (row) => {
    present(row, 'agency_name', 'agency_url', 'agency_timezone')
    const zone = row.cell('agency_timezone')
    if (zone !== '' && !isZone(zone)) row.error('zone-unknown', zone)
    if (agencies.has(row.cell('agency_id'))) row.error('key-twice', row.cell('agency_id'))
    agencies.add(row.cell('agency_id'))
  })
  const stops = await stopsOf(table)
  const routes = new Map<string, Referred>()
  const routeFindings = await table(
    'routes.txt',
    true,
    ['route_id', 'agency_id', 'route_short_name', 'route_long_name', 'route_type'],
    (row) => {
      present(row, 'route_id', 'route_type')
      if (row.cell('route_short_name') === '' && row.cell('route_long_name') === '')
        row.error('field-missing', 'route_short_name or route_long_name')
      among(row, 'route_type', ROUTE_TYPE)
      if (agencies.size > 1) present(row, 'agency_id')
      resolves(row, 'agency_id', agencies)
      refer(row, routes, 'route_id')
    },
  )
  const services = await servicesOf(table, (await feed.table('calendar_dates.txt')) === undefined)
  const trips = new Map<string, Referred & { readonly number: number }>()
  const tripFindings = await table('trips.txt', true, ['route_id', 'service_id', 'trip_id', 'direction_id'], (row) => {
    present(row, 'route_id', 'service_id', 'trip_id')
    among(row, 'direction_id', /^[01]$/)
    resolves(row, 'service_id', services)
    if (resolves(row, 'route_id', routes)) use(routes, row.cell('route_id'))
    const id = row.cell('trip_id')
    if (trips.has(id)) row.error('key-twice', id)
    else if (id !== '') trips.set(id, { record: row.record, line: row.line, used: 0, number: trips.size })
  })
  const calls = new CallsInOrder()
  const callFindings = await table(
    'stop_times.txt',
    true,
    [
      'trip_id',
      'arrival_time',
      'departure_time',
      'stop_id',
      'stop_sequence',
      'location_id',
      'location_group_id',
      'timepoint',
    ],
    (row) => {
      present(row, 'trip_id', 'stop_sequence')
      // riders may be picked up within an area: then it stands in the place of a stop
      if (row.cell('location_id') === '' && row.cell('location_group_id') === '') present(row, 'stop_id')
      if (resolves(row, 'stop_id', stops)) use(stops, row.cell('stop_id'))
      const [arrival, departure] = [timeOf(row, 'arrival_time'), timeOf(row, 'departure_time')]
      if (row.cell('timepoint') === '1') present(row, 'arrival_time', 'departure_time')
      const sequence = wholeOf(row, 'stop_sequence')
      if (!resolves(row, 'trip_id', trips)) return
      const trip = trips.get(row.cell('trip_id'))
      if (trip === undefined) return
      trip.used++
      // a time that is none is said already, and is no missing one
      const written = (time: number | undefined, text: string) => time ?? (text === '' ? undefined : 'broken')
      if (sequence !== undefined)
        calls.add({
          trip: trip.number,
          sequence,
          arrival: written(arrival, row.cell('arrival_time')),
          departure: written(departure, row.cell('departure_time')),
          line: row.line,
          record: row.record,
        })
    },
  )
  calls.check(trips.size, callFindings)
  const repeats = new Set<string>()
  await table('frequencies.txt', false, ['trip_id', 'start_time', 'end_time', 'headway_secs', 'exact_times'], (row) => {
    present(row, 'trip_id', 'start_time', 'end_time', 'headway_secs')
    resolves(row, 'trip_id', trips)
    const [from, to] = [timeOf(row, 'start_time'), timeOf(row, 'end_time')]
    if (from !== undefined && to !== undefined && to < from) row.error('range-reversed', row.cell('end_time'))
    wholeOf(row, 'headway_secs', 1)
    among(row, 'exact_times', /^[01]$/)
    unique(row, repeats, 'trip_id', 'start_time')
  })
  if (tables === 0) throw new ProblemError([none(name)])
  for (const [id, trip] of trips)
    if (trip.used < 2)
      tripFindings.add(
        trip.record,
        'warning',
        trip.used === 0 ? 'trip-without-calls' : 'trip-with-one-call',
        trip.line,
        id,
      )
  for (const [id, route] of routes)
    if (route.used === 0) routeFindings.add(route.record, 'warning', 'route-without-trips', route.line, id)
  const stopFindings = files.find((f) => f.file === 'stops.txt')!
  for (const [id, stop] of stops)
    if (stop.used === 0 && stop.platform) stopFindings.add(stop.record, 'warning', 'stop-without-calls', stop.line, id)
  return { files, known: { trips, stops } }
}

type Table = <C extends string>(
  file: string,
  needed: boolean,
  columns: readonly C[],
  check: (row: Checked<C>, findings: Findings) => void,
) => Promise<Findings>

async function stopsOf(table: Table): Promise<Map<string, Referred & { readonly platform: boolean }>> {
  const stops = new Map<string, Referred & { readonly platform: boolean }>()
  const parents: { readonly record: number; readonly line: number; readonly parent: string }[] = []
  const findings = await table(
    'stops.txt',
    true,
    ['stop_id', 'stop_name', 'stop_lat', 'stop_lon', 'location_type', 'parent_station'],
    (row) => {
      const type = row.cell('location_type')
      present(row, 'stop_id')
      among(row, 'location_type', /^[0-4]$/)
      // nodes and boarding areas may do without a name and a place of their own, the others not
      if (!/^[34]$/.test(type)) present(row, 'stop_name', 'stop_lat', 'stop_lon')
      if (/^[234]$/.test(type)) present(row, 'parent_station')
      coordinate(row, 'stop_lat', 90)
      coordinate(row, 'stop_lon', 180)
      const [id, parent] = [row.cell('stop_id'), row.cell('parent_station')]
      if (stops.has(id)) row.error('key-twice', id)
      else if (id !== '')
        stops.set(id, { record: row.record, line: row.line, used: 0, platform: type === '' || type === '0' })
      if (parent !== '') parents.push({ record: row.record, line: row.line, parent })
    },
  )
  // a station may stand after its platforms
  for (const { record, line, parent } of parents)
    if (!stops.has(parent)) findings.add(record, 'error', 'reference-unknown', line, `parent_station ${parent}`)
  return stops
}

/** Services of calendar.txt and calendar_dates.txt; one of the two is enough. */
async function servicesOf(table: Table, weeksNeeded: boolean): Promise<ReadonlySet<string>> {
  const [services, weeks, days] = [new Set<string>(), new Set<string>(), new Set<string>()]
  await table('calendar.txt', weeksNeeded, ['service_id', ...DAYS, 'start_date', 'end_date'], (row) => {
    present(row, 'service_id', ...DAYS, 'start_date', 'end_date')
    for (const day of DAYS) among(row, day, /^[01]$/)
    const [from, to] = [dateOf(row, 'start_date'), dateOf(row, 'end_date')]
    if (from !== undefined && to !== undefined && to < from) row.error('range-reversed', row.cell('end_date'))
    unique(row, weeks, 'service_id')
    services.add(row.cell('service_id'))
  })
  await table('calendar_dates.txt', false, ['service_id', 'date', 'exception_type'], (row) => {
    present(row, 'service_id', 'date', 'exception_type')
    dateOf(row, 'date')
    among(row, 'exception_type', /^[12]$/)
    unique(row, days, 'service_id', 'date')
    services.add(row.cell('service_id'))
  })
  services.delete('')
  return services
}

function refer<C extends string>(row: Checked<C>, known: Map<string, Referred>, field: C): void {
  const id = row.cell(field)
  if (known.has(id)) row.error('key-twice', id)
  else if (id !== '') known.set(id, { record: row.record, line: row.line, used: 0 })
}

function use(known: ReadonlyMap<string, Referred>, id: string): void {
  const found = known.get(id)
  if (found !== undefined) found.used++
}

function coordinate<C extends string>(row: Checked<C>, field: C, most: number): void {
  const text = row.cell(field)
  if (text === '') return
  const value = /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) row.error('number-malformed', `${field} ${text}`)
  else if (Math.abs(value) > most) row.error('coordinate-out-of-range', `${field} ${text}`)
}

function none(name: string) {
  return problem(
    'rail-feed-none',
    { zh: '这里没有一张时刻表数据（GTFS）的表', en: 'there is no table of a GTFS feed here' },
    {
      place: { file: name },
      expected: 'agency.txt, stops.txt, routes.txt, trips.txt, stop_times.txt',
      next: { zh: '写出这些文件所在的文件夹或 ZIP', en: 'name the folder or ZIP file in which they lie' },
    },
  )
}
