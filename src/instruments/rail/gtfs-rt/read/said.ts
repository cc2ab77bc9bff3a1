import type { Parsed } from '../../../recognition/files/refusal.ts'
import type { Source } from '../../../recognition/files/source.ts'
import { type Row, readTable, TABLE_FILE } from '../../../recognition/files/table.ts'
import { dayOf } from '../../feed/service-time.ts'
import { momentOf } from './calls.ts'
import type { UpdateSaid } from './message.ts'
import { messagesOf } from './messages.ts'
import { directionOf } from './positions.ts'

/** What was published at one moment (Unix seconds; NaN where nothing says when). */
export interface Said {
  readonly time: number
  readonly updates: readonly UpdateSaid[]
}

/**
 * Trip updates in the order of the files: a message each, or a row of a table each. `wanted` tells trips of which a row need be read no further than
 * when it was published; messages come whole. ProblemError where a file cannot be read.
 */
export async function* saidOf(
  folder: string,
  source: Source,
  names: readonly string[],
  zone: string,
  wanted: (trip: string) => boolean = () => true,
): AsyncGenerator<Said> {
  for (const file of names.filter((f) => TABLE_FILE.test(f))) yield* rowsOf(source, file, zone, wanted)
  const messages = names.filter((f) => !TABLE_FILE.test(f))
  if (messages.length === 0) return
  for await (const { message } of messagesOf(folder, source, messages)) yield message
}

const maybe = (...names: string[]) => ({ names, optional: true })
const update = (name: string) => `trip_update.${name}`
const columns = {
  trip: { names: ['trip_id', 'trip', update('trip.trip_id'), '车次'] },
  route: maybe('route_id', 'route', 'line', update('trip.route_id'), '线路'),
  direction: maybe('direction_id', 'direction', update('trip.direction_id'), '方向'),
  date: maybe('start_date', 'date', 'service_date', update('trip.start_date'), '运营日'),
  start: maybe('start_time', update('trip.start_time')),
  trips: maybe('trip_schedule_relationship', update('trip.schedule_relationship')),
  stop: { names: ['stop_id', 'stop', update('stop_time_update.stop_id'), '车站', '站台'] },
  stops: maybe('schedule_relationship', update('stop_time_update.schedule_relationship')),
  arrival: maybe(
    ...['arrival', 'arrival_time', 'predicted_arrival', update('stop_time_update.arrival.time'), '预测到达'],
  ),
  departure: maybe(
    ...['departure', 'departure_time', 'predicted_departure', update('stop_time_update.departure.time'), '预测出发'],
  ),
  published: { names: ['feed_timestamp', 'published', 'published_at', '发布时间'] },
  said: maybe('timestamp', update('timestamp')),
}

/** Calls of which nothing is said, or that are left out: no prediction. */
const NO_CALL: ReadonlySet<string> = new Set(['SKIPPED', '1', 'NO_DATA', '2'])
const CANCELLED: ReadonlySet<string> = new Set(['CANCELED', 'CANCELLED', '3', 'DELETED', '7'])

async function* rowsOf(
  source: Source,
  file: string,
  zone: string,
  wanted: (trip: string) => boolean,
): AsyncGenerator<Said> {
  const parse = (row: Row<keyof typeof columns>): Parsed<Said> => {
    const trip = row.cell('trip')
    if (trip === '') return { expected: 'trip_id' }
    const date = dayOf(row.cell('date'))
    const time = momentOf(row.cell('published'), date, zone)
    if (time === undefined || time === null)
      return { expected: `feed_timestamp: ${TIME}`, got: row.cell('published').slice(0, 80) }
    if (!wanted(trip)) return { time, updates: [] }
    const cancelled = CANCELLED.has(row.cell('trips'))
    const arrival = momentOf(row.cell('arrival'), date, zone)
    const departure = momentOf(row.cell('departure'), date, zone)
    if (arrival === undefined || departure === undefined)
      return { expected: `arrival, departure: ${TIME}`, got: `${row.cell('arrival')} ${row.cell('departure')}` }
    const stop = row.cell('stop')
    const tells = stop !== '' && !NO_CALL.has(row.cell('stops')) && (arrival !== null || departure !== null)
    return {
      time,
      updates: [
        {
          ...{ trip, route: row.cell('route'), direction: directionOf(row.cell('direction')), cancelled },
          ...{ date: row.cell('date'), start: row.cell('start') },
          time: momentOf(row.cell('said'), date, zone) ?? Number.NaN,
          calls: tells ? [{ stop, arrival: at(arrival), departure: at(departure) }] : [],
        },
      ],
    }
  }
  yield* readTable(source, file, columns, parse, { asked: true })
}

const TIME = 'Unix seconds, a time with its offset, or H:MM:SS with a column date'
const at = (time: number | null) => ({ time: time ?? Number.NaN, delay: Number.NaN })
