import type { Source } from '../../recognition/files/source.ts'
import { dayOf, serviceSeconds } from '../feed/service-time.ts'
import type { Known } from './check-feed.ts'
import { type Checked, checkTable, present, resolves } from './check-table.ts'
import { Findings } from './findings.ts'

const columns = {
  trip: ['trip_id', 'trip', '车次'],
  stop: ['stop_id', 'stop', '车站', '站台'],
  arrival: ['arrival', 'arrival_time', 'actual_arrival', '到达', '实际到达'],
  departure: ['departure', 'departure_time', 'actual_departure', '出发', '实际出发'],
  date: ['date', 'service_date', 'start_date', '运营日'],
  status: ['status', '状态'],
} as const
type Row = Checked<keyof typeof columns>

/**
 * Checks every row of a table of stop events, as rail/gtfs-rt reads it: fields, times, stops of the feed, no call twice. A trip that is not in
 * the timetable may be an extra train: a warning.
 */
export async function checkCalls(source: Source, file: string, known: Known): Promise<Findings> {
  const findings = new Findings(file)
  const calls = new Set<string>()
  await checkTable(source, file, columns, (row) => checkCall(row, known, calls), undefined, findings)
  return findings
}

function checkCall(row: Row, known: Known, calls: Set<string>): void {
  if (present(row, 'trip') && !known.trips.has(row.cell('trip'))) row.warn('trip-not-planned', row.cell('trip'))
  const date = row.cell('date')
  if (date !== '' && dayOf(date) === undefined) row.error('date-malformed', date)
  if (/^(cancell?ed|取消|停运)$/i.test(row.cell('status'))) {
    present(row, 'date')
    return
  }
  present(row, 'stop')
  resolves(row, 'stop', known.stops)
  const [arrival, departure] = [momentOf(row, 'arrival'), momentOf(row, 'departure')]
  if (row.cell('arrival') === '' && row.cell('departure') === '') row.error('field-missing', 'arrival or departure')
  if (arrival !== undefined && departure !== undefined && departure < arrival)
    row.error('time-goes-back', `${row.cell('arrival')} ${row.cell('departure')}`)
  const key = JSON.stringify([date, row.cell('trip'), row.cell('stop'), row.cell('arrival') || row.cell('departure')])
  if (calls.has(key)) row.error('key-twice', `${row.cell('trip')} ${row.cell('stop')}`)
  calls.add(key)
}

/** Seconds from a beginning that both times of a row share; undefined for an empty cell or one that is no time, which is said. */
function momentOf(row: Row, field: 'arrival' | 'departure'): number | undefined {
  const text = row.cell(field)
  if (text === '') return undefined
  const ofDay = row.cell('date') === '' ? undefined : serviceSeconds(text)
  if (ofDay !== undefined) return ofDay
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text)
  const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)
    ? Date.parse(text.replace(' ', 'T'))
    : Number.NaN
  if (!Number.isNaN(iso)) return iso / 1000
  row.error('time-malformed', `${field} ${text}`)
  return undefined
}
