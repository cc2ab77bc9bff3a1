import type { Parsed } from '../../../recognition/files/refusal.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { type Row, readTable } from '../../../recognition/files/table.ts'
import { dayOf, serviceSeconds, startOfService } from '../../feed/service-time.ts'
import { callAt, type Observed, type TripKey } from './observed.ts'
import { directionOf, unixOf } from './positions.ts'

const columns = {
  trip: { names: ['trip_id', 'trip', '车次'] },
  stop: { names: ['stop_id', 'stop', '车站', '站台'] },
  arrival: {
    names: ['arrival', 'arrival_time', 'actual_arrival', 'stop_timestamp', '到达', '实际到达'],
    optional: true,
  },
  departure: { names: ['departure', 'departure_time', 'actual_departure', '出发', '实际出发'], optional: true },
  route: { names: ['route_id', 'route', 'line', '线路'], optional: true },
  direction: { names: ['direction_id', 'direction', '方向'], optional: true },
  date: { names: ['date', 'service_date', 'start_date', '运营日'], optional: true },
  status: { names: ['status', '状态'], optional: true },
}

interface Said {
  readonly key: TripKey
  readonly cancelled: boolean
  readonly stop: string
  readonly arrival: number | null
  readonly departure: number | null
}

/**
 * Stop events: a row a call, with the times at which the train came and left. Times are Unix seconds, ISO 8601 with an offset, or the H:MM:SS of
 * the row's service day. `status` cancelled (取消) marks a trip that did not run. Rows without a time say nothing and are refused.
 */
export async function readCalls(source: Source, file: string, observed: Observed, zone: string): Promise<void> {
  const rows = readTable(source, file, columns, (row: Row<keyof typeof columns>): Parsed<Said> => {
    const date = dayOf(row.cell('date'))
    const cancelled = /^(cancell?ed|取消|停运)$/i.test(row.cell('status'))
    const key = {
      trip: row.cell('trip'),
      route: row.cell('route'),
      direction: directionOf(row.cell('direction')),
      date: row.cell('date'),
      start: '',
    }
    if (key.trip === '') return { expected: 'trip_id' }
    if (cancelled)
      return date === undefined
        ? { expected: 'date: YYYY-MM-DD of a cancelled trip' }
        : { key, cancelled, stop: '', arrival: null, departure: null }
    const arrival = momentOf(row.cell('arrival'), date, zone)
    const departure = momentOf(row.cell('departure'), date, zone)
    if (arrival === undefined || departure === undefined || (arrival === null && departure === null))
      return {
        expected: 'arrival or departure: Unix seconds, a time with its offset, or H:MM:SS with a column date',
        got: `${row.cell('arrival')} ${row.cell('departure')}`.trim(),
      }
    if (row.cell('stop') === '') return { expected: 'stop_id' }
    return { key, cancelled, stop: row.cell('stop'), arrival, departure }
  })
  for await (const { key, cancelled, stop, arrival, departure } of rows) {
    const train = observed.train(key, arrival ?? departure ?? Number.NaN)
    if (train === undefined) continue
    if (cancelled) train.cancelled = true
    else {
      const seen = callAt(train, stop)
      seen.arrival ??= arrival
      seen.departure = departure ?? seen.departure
    }
  }
}

/** Unix seconds; null for an empty cell, undefined for one that is no time. */
export function momentOf(text: string, date: string | undefined, zone: string): number | null | undefined {
  if (text === '') return null
  const seconds = date === undefined ? undefined : serviceSeconds(text)
  return seconds === undefined ? unixOf(text) : startOfService(date!, zone) + seconds
}
