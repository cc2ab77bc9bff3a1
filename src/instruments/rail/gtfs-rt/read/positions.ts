import { numberOf } from '../../../recognition/files/cell.ts'
import type { Parsed } from '../../../recognition/files/refusal.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { type Row, readTable, TABLE_FILE } from '../../../recognition/files/table.ts'
import { messagesOf } from './messages.ts'
import { callAt, type Observed, type TripKey } from './observed.ts'

/**
 * Vehicle positions, as messages or as tables: a train is at a stop from the first moment at which it says it stands there to the last.
 * ProblemError where a file cannot be read.
 */
export async function readPositions(
  folder: string,
  source: Source,
  names: readonly string[],
  observed: Observed,
): Promise<void> {
  for (const file of names.filter((f) => TABLE_FILE.test(f))) await readTableOf(source, file, observed)
  const messages = names.filter((f) => !TABLE_FILE.test(f))
  if (messages.length > 0) await readMessages(folder, source, messages, observed)
}

async function readMessages(
  folder: string,
  source: Source,
  names: readonly string[],
  observed: Observed,
): Promise<void> {
  for await (const { message } of messagesOf(folder, source, names))
    for (const p of message.positions) stands(observed, p, p.stop, p.stopped, p.time)
}

const columns = {
  trip: { names: ['trip_id', 'trip', 'vehicle.trip.trip_id', '车次'] },
  route: { names: ['route_id', 'route', 'line', 'vehicle.trip.route_id', '线路'], optional: true },
  direction: { names: ['direction_id', 'direction', 'vehicle.trip.direction_id', '方向'], optional: true },
  date: { names: ['start_date', 'date', 'vehicle.trip.start_date', '运营日'], optional: true },
  start: { names: ['start_time', 'vehicle.trip.start_time'], optional: true },
  stop: { names: ['stop_id', 'stop', 'vehicle.stop_id', '车站', '站台'] },
  status: { names: ['current_status', 'status', 'vehicle.current_status'] },
  time: { names: ['timestamp', 'time', 'vehicle.timestamp'] },
}

/** The same as a table, a row a position: CSV, JSONL, or Parquet with nested names such as `vehicle.trip.trip_id`. */
async function readTableOf(source: Source, file: string, observed: Observed): Promise<void> {
  const rows = readTable(
    source,
    file,
    columns,
    (row: Row<keyof typeof columns>): Parsed<{ key: TripKey; stop: string; time: number }> => {
      const status = row.cell('status')
      if (status !== 'STOPPED_AT' && status !== '1') return undefined
      // a vehicle without a trip runs for nobody
      if (row.cell('trip') === '' || row.cell('stop') === '') return undefined
      const time = unixOf(row.cell('time'))
      if (time === undefined)
        return { expected: 'timestamp: Unix seconds, or a time with its offset', got: row.cell('time') }
      const key: TripKey = {
        trip: row.cell('trip'),
        route: row.cell('route'),
        direction: directionOf(row.cell('direction')),
        date: row.cell('date'),
        start: row.cell('start'),
      }
      return { key, stop: row.cell('stop'), time }
    },
    { asked: true },
  )
  for await (const { key, stop, time } of rows) stands(observed, key, stop, true, time)
}

function stands(observed: Observed, said: TripKey, stop: string, stopped: boolean, time: number): void {
  if (!stopped || stop === '' || Number.isNaN(time)) return
  const train = observed.train(said, time)
  if (train === undefined) return
  const call = callAt(train, stop)
  call.arrival = Math.min(call.arrival ?? time, time)
  call.departure = Math.max(call.departure ?? time, time)
}

/** Some archives write the direction as true and false. */
export function directionOf(text: string): string {
  return text === 'true' ? '1' : text === 'false' ? '0' : text
}

/** Unix seconds from a number (seconds, or milliseconds from 1e11 on) or an ISO 8601 time with its offset. */
export function unixOf(text: string): number | undefined {
  const number = numberOf(text)
  if (number !== undefined) return number < 0 ? undefined : number >= 1e11 ? number / 1000 : number
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined
  const time = Date.parse(text.replace(' ', 'T'))
  return Number.isNaN(time) ? undefined : time / 1000
}
