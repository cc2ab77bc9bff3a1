import type { Source } from '../../recognition/files/source.ts'
import { startOfService } from '../feed/service-time.ts'
import type { Timetable } from '../feed/timetable.ts'
import type { Observed, SeenTrain } from '../gtfs-rt/read/observed.ts'
import { saidOf } from '../gtfs-rt/read/said.ts'
import { callKey, plannedTimes } from '../gtfs-rt/read/updates.ts'
import { inWindow } from '../running/headways.ts'
import type { PredictionAccess } from './access.ts'
import type { PredictedDay, PredictionParams } from './params.ts'

/** An arrival, and what was last said of it by the moment at which it is asked. Unix seconds. */
interface Asked {
  readonly train: SeenTrain
  readonly stop: string
  readonly came: number
  readonly moment: number
  /** when that was published; undefined where nothing was yet */
  published?: number
  predicted?: number
}

/**
 * Goes through everything that was published and keeps of each arrival the one word that stood `horizon` seconds before it: the newest published by
 * then and no more than `stale` seconds old. So the memory is that of the arrivals, however long the archive, and the order of its files is of no account.
 * The stop at which a train was first seen is left out: it begins there, or came before the record.
 */
export async function replay(
  observed: Observed,
  timetable: Timetable | undefined,
  zone: string,
  folder: string,
  source: Source,
  { updates, window }: PredictionAccess,
  params: PredictionParams,
): Promise<readonly PredictedDay[]> {
  const [horizon, stale] = [Number(params.horizon), Number(params.stale)]
  const asked = askedOf(observed.trains.values(), horizon, zone, window)
  const planned = plannedTimes(timetable?.days ?? [], zone)
  const moments = new Set<number>()
  // repetitions of a trip of frequencies.txt carry their start behind an @
  const trips = new Set([...asked.keys()].map(({ trip }) => trip.replace(/@\d+$/, '')))
  for await (const { time, updates: all } of saidOf(folder, source, updates, zone, (trip) => trips.has(trip))) {
    if (Number.isNaN(time)) continue
    moments.add(time)
    for (const update of all) {
      const train = observed.train(update, time)
      const own = train && asked.get(train)
      if (own === undefined) continue
      for (const call of update.calls) {
        const arrival = own.get(call.stop)
        if (arrival === undefined || time > arrival.moment || time < (arrival.published ?? -Infinity)) continue
        const plan = planned.get(callKey(train!.date, train!.trip, call.stop))?.arrival ?? Number.NaN
        const predicted = Number.isNaN(call.arrival.time) ? plan + call.arrival.delay : call.arrival.time
        if (Number.isNaN(predicted)) continue
        arrival.published = time
        arrival.predicted = predicted
      }
    }
  }
  const published = Float64Array.from(moments).sort()
  return daysOf(
    [...asked.values()].flatMap((own) => [...own.values()]),
    { zone, horizon, stale, stands: (moment) => stands(published, moment, stale) },
  )
}

function askedOf(trains: Iterable<SeenTrain>, horizon: number, zone: string, window: PredictionAccess['window']) {
  const asked = new Map<SeenTrain, Map<string, Asked>>()
  for (const train of trains) {
    const start = startOfService(train.date, zone)
    const calls = [...train.calls]
      .flatMap(([stop, { arrival }]) => (arrival === null ? [] : [{ stop, came: arrival }]))
      .sort((a, b) => a.came - b.came)
    const own = calls
      .slice(1)
      .filter(({ came }) => inWindow(came - start, window ?? null))
      .map(({ stop, came }) => [stop, { train, stop, came, moment: came - horizon }] as const)
    if (own.length > 0) asked.set(train, new Map(own))
  }
  return asked
}

/** Whether anything was published no more than `stale` seconds before a moment. Moments ascending. */
function stands(published: Float64Array, moment: number, stale: number): boolean {
  let [low, high] = [0, published.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (published[middle]! <= moment) low = middle + 1
    else high = middle
  }
  return low > 0 && moment - published[low - 1]! <= stale
}

interface How {
  readonly zone: string
  readonly horizon: number
  readonly stale: number
  readonly stands: (moment: number) => boolean
}

function daysOf(asked: readonly Asked[], { zone, horizon, stale, stands: recorded }: How): readonly PredictedDay[] {
  const groups = new Map<string, Asked[]>()
  for (const a of asked) {
    const key = JSON.stringify([a.train.date, a.train.route, a.train.direction])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [a])
    else group.push(a)
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => {
      const [date, route, direction] = JSON.parse(key) as [string, string, string]
      const start = startOfService(date, zone)
      const stops = [...new Set(group.map((a) => a.stop))].sort()
      const at = new Map(stops.map((s, i) => [s, i]))
      const known = group.filter((a) => recorded(a.moment))
      const arrivals = known.map((a): readonly [number, number, number | null] => {
        const said = a.published !== undefined && a.moment - a.published <= stale
        return [at.get(a.stop)!, a.came - start, said ? a.predicted! - a.came : null]
      })
      arrivals.sort((a, b) => a[1] - b[1] || a[0] - b[0] || (a[2] ?? 0) - (b[2] ?? 0))
      return {
        ...{ kind: 'day', date, route, direction, stops, horizon, arrivals },
        unrecorded: group.length - known.length,
      }
    })
}
