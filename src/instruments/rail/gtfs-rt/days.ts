import type { PlannedDay, TrainRun } from '../feed/day.ts'
import { evenPlaces } from '../feed/day.ts'
import { startOfService } from '../feed/service-time.ts'
import { inWindow } from '../running/headways.ts'
import type { GtfsRtAccess } from './access.ts'
import type { RunDay } from './params.ts'
import type { SeenTrain } from './read/observed.ts'

/** Sets beside each other what was planned and what was seen, by day, line and direction. Calls that began before the window are left out. */
export function runDays(
  planned: readonly PlannedDay[] | undefined,
  seen: Iterable<SeenTrain>,
  zone: string,
  window: GtfsRtAccess['window'],
): readonly RunDay[] {
  const groups = new Map<string, { plan: PlannedDay | undefined; trains: SeenTrain[] }>()
  const keyOf = (d: { date: string; route: string; direction: string }) =>
    JSON.stringify([d.date, d.route, d.direction])
  for (const plan of planned ?? []) groups.set(keyOf(plan), { plan, trains: [] })
  for (const train of seen) {
    const key = keyOf(train)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { plan: undefined, trains: [train] })
    else group.trains.push(train)
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { plan, trains }]) => {
      const [date, route, direction] = JSON.parse(key) as [string, string, string]
      const stops = [...new Set([...(plan?.stops ?? []), ...trains.flatMap((t) => [...t.calls.keys()]).sort()])]
      const same = plan !== undefined && stops.length === plan.stops.length
      const start = startOfService(date, zone)
      return {
        kind: 'day' as const,
        date,
        route,
        name: plan?.name ?? route,
        direction,
        window: window ?? null,
        stops,
        stopNames: stops.map((s, i) => plan?.stopNames[i] ?? s),
        places: same ? plan.places : evenPlaces(stops),
        planned: planned === undefined ? null : (plan?.trains ?? []),
        actual: trains
          .map((t) => runOf(t, stops, start, window))
          .filter((t) => t.stops.length > 0)
          .sort((a, b) => (a.trip < b.trip ? -1 : 1)),
        cancelled: trains
          .filter((t) => t.cancelled)
          .map((t) => t.trip)
          .sort(),
      }
    })
}

function runOf(train: SeenTrain, stops: readonly string[], start: number, window: GtfsRtAccess['window']): TrainRun {
  const at = new Map(stops.map((s, i) => [s, i]))
  const second = (t: number | null) => (t === null ? null : t - start)
  const calls = [...train.calls]
    .map(([stop, { arrival, departure }]) => ({
      stop: at.get(stop)!,
      arrival: second(arrival),
      departure: second(departure),
    }))
    .filter((c) => inWindow((c.arrival ?? c.departure)!, window ?? null))
    .sort((a, b) => (a.arrival ?? a.departure)! - (b.arrival ?? b.departure)! || a.stop - b.stop)
  return {
    trip: train.trip,
    stops: calls.map((c) => c.stop),
    arrivals: calls.map((c) => c.arrival),
    departures: calls.map((c) => c.departure),
  }
}
