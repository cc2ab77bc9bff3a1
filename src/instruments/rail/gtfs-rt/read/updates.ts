import type { Source } from '../../../recognition/files/source.ts'
import type { PlannedDay } from '../../feed/day.ts'
import { startOfService } from '../../feed/service-time.ts'
import type { CallSaid, TimeSaid } from './message.ts'
import { callAt, type Observed, type SeenTrain } from './observed.ts'
import { saidOf } from './said.ts'

interface Last {
  readonly train: SeenTrain
  readonly said: number
  readonly call: CallSaid
}

/**
 * Trip updates as messages, or a table of them. Of each call the word of the latest message counts, and only where it lies no later than the last
 * message of all: what is still ahead then is a forecast and no record. A delay stands for the planned time and itself.
 */
export async function readUpdates(
  folder: string,
  source: Source,
  names: readonly string[],
  observed: Observed,
  planned: readonly PlannedDay[],
  zone: string,
): Promise<void> {
  const last = new Map<string, Last>()
  let newest = Number.NEGATIVE_INFINITY
  for await (const { time, updates } of saidOf(folder, source, names, zone)) {
    if (time > newest) newest = time
    for (const update of updates) {
      const said = Number.isNaN(update.time) ? time : update.time
      const train = observed.train(update, said)
      if (train === undefined) continue
      if (update.cancelled) train.cancelled = true
      for (const call of update.calls) {
        if (call.stop === '') continue
        const key = JSON.stringify([train.date, train.route, train.trip, call.stop])
        const before = last.get(key)
        if (before === undefined || said >= before.said) last.set(key, { train, said, call })
      }
    }
  }
  const times = plannedTimes(planned, zone)
  for (const { train, call } of last.values()) {
    const own = times.get(callKey(train.date, train.trip, call.stop))
    const arrival = pastOf(call.arrival, own?.arrival, newest)
    const departure = pastOf(call.departure, own?.departure, newest)
    if (arrival === null && departure === null) continue
    const seen = callAt(train, call.stop)
    seen.arrival = arrival
    seen.departure = departure
  }
}

function pastOf({ time, delay }: TimeSaid, planned: number | null | undefined, newest: number): number | null {
  const moment = Number.isNaN(time) ? (planned ?? Number.NaN) + delay : time
  return moment <= newest ? moment : null
}

/** Planned times of calls, Unix seconds, by `callKey`: what a delay stands on. */
export function plannedTimes(days: readonly PlannedDay[], zone: string) {
  const times = new Map<string, { readonly arrival: number | null; readonly departure: number | null }>()
  for (const day of days) {
    const start = startOfService(day.date, zone)
    const moved = (t: number | null | undefined) => (t === null || t === undefined ? null : t + start)
    for (const train of day.trains)
      for (const [k, stop] of train.stops.entries())
        times.set(callKey(day.date, train.trip, day.stops[stop]!), {
          arrival: moved(train.arrivals[k]),
          departure: moved(train.departures[k]),
        })
  }
  return times
}

export const callKey = (date: string, trip: string, stop: string): string => JSON.stringify([date, trip, stop])
