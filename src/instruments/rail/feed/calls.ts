import type { Row } from '../../recognition/files/table.ts'
import { feedInvalid } from './invalid.ts'
import { serviceSeconds } from './service-time.ts'

const one = (name: string) => ({ names: [name] })

export const callColumns = {
  trip: one('trip_id'),
  stop: one('stop_id'),
  sequence: one('stop_sequence'),
  arrival: one('arrival_time'),
  departure: one('departure_time'),
  distance: { names: ['shape_dist_traveled'], optional: true },
}

/** The calls of one trip, column by column. */
export interface Calls {
  readonly sequence: number[]
  readonly stops: string[]
  readonly arrivals: (number | null)[]
  readonly departures: (number | null)[]
  readonly distances: (number | null)[]
}

/** A row of stop_times.txt; undefined for a trip that does not count. Untimed calls have null. ProblemError: rail-feed-invalid. */
export function callsOf(file: string, row: Row<keyof typeof callColumns>, counts: (trip: string) => boolean) {
  const trip = row.cell('trip')
  if (!counts(trip)) return undefined
  const sequence = row.cell('sequence')
  if (!/^\d{1,9}$/.test(sequence)) throw feedInvalid(file, row.line, 'stop_sequence: a whole number from 0', sequence)
  if (row.cell('stop') === '') throw feedInvalid(file, row.line, 'stop_id', 'nothing')
  const [arrival, departure] = [timeOf(file, row, 'arrival'), timeOf(file, row, 'departure')]
  if (arrival !== null && departure !== null && departure < arrival)
    throw feedInvalid(
      file,
      row.line,
      'departure_time not before arrival_time',
      `${row.cell('arrival')} ${row.cell('departure')}`,
    )
  return {
    trip,
    stop: row.cell('stop'),
    sequence: Number(sequence),
    arrival,
    departure,
    distance: row.cell('distance'),
  }
}

function timeOf(file: string, row: Row<keyof typeof callColumns>, name: 'arrival' | 'departure'): number | null {
  const text = row.cell(name)
  if (text === '') return null
  const seconds = serviceSeconds(text)
  if (seconds === undefined) throw feedInvalid(file, row.line, `${name}_time: H:MM:SS, hours may pass 24`, text)
  return seconds
}

/** By stop_sequence; most feeds are in order already. */
export function sortedCalls(calls: Calls): Calls {
  if (calls.sequence.every((s, i, l) => i === 0 || s >= l[i - 1]!)) return calls
  const order = calls.sequence.map((_, i) => i).sort((a, b) => calls.sequence[a]! - calls.sequence[b]!)
  const by = <T>(list: readonly T[]) => order.map((i) => list[i]!)
  return {
    sequence: by(calls.sequence),
    stops: by(calls.stops),
    arrivals: by(calls.arrivals),
    departures: by(calls.departures),
    distances: by(calls.distances),
  }
}
