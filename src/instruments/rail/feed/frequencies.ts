import type { TrainRun } from './day.ts'
import type { Feed } from './feed.ts'
import { feedInvalid } from './invalid.ts'
import { serviceSeconds } from './service-time.ts'
import { feedRows } from './table.ts'

/** A trip that runs again and again from one time to another. Seconds. */
interface Repeat {
  readonly from: number
  readonly to: number
  readonly headway: number
  readonly exact: boolean
}

const one = (name: string) => ({ names: [name] })

/** frequencies.txt by trip. ProblemError: rail-feed-invalid. Source: GTFS Schedule Reference, frequencies.txt. */
export async function frequenciesOf(feed: Feed): Promise<ReadonlyMap<string, readonly Repeat[]>> {
  const file = await feed.table('frequencies.txt')
  const repeats = new Map<string, Repeat[]>()
  if (file === undefined) return repeats
  const columns = {
    trip: one('trip_id'),
    from: one('start_time'),
    to: one('end_time'),
    headway: one('headway_secs'),
    exact: { names: ['exact_times'], optional: true },
  }
  for await (const { trip, ...repeat } of feedRows(feed, file, columns, (row) => {
    const [from, to] = [serviceSeconds(row.cell('from')), serviceSeconds(row.cell('to'))]
    const headway = Number(row.cell('headway'))
    if (from === undefined || to === undefined || to < from || !Number.isInteger(headway) || headway < 1)
      throw feedInvalid(
        file,
        row.line,
        'start_time <= end_time, H:MM:SS; headway_secs: a whole number from 1',
        `${row.cell('from')} ${row.cell('to')} ${row.cell('headway')}`,
      )
    return { trip: row.cell('trip'), from, to, headway, exact: row.cell('exact') === '1' }
  }))
    repeats.set(trip, [...(repeats.get(trip) ?? []), repeat])
  return repeats
}

/** A run as often as its frequencies say: departures from `from` on, before `to`. Each has its own id; by headway alone it has no delay. */
export function repeated(run: TrainRun, repeats: readonly Repeat[] | undefined): readonly TrainRun[] {
  if (repeats === undefined) return [run]
  const start = run.departures[0] ?? run.arrivals[0] ?? 0
  return repeats.flatMap(({ from, to, headway, exact }) =>
    Array.from({ length: Math.ceil((to - from) / headway) }, (_, k): TrainRun => {
      const shift = from + k * headway - start
      const moved = (times: readonly (number | null)[]) => times.map((t) => (t === null ? null : t + shift))
      return {
        trip: `${run.trip}@${from + k * headway}`,
        stops: run.stops,
        arrivals: moved(run.arrivals),
        departures: moved(run.departures),
        ...(exact ? {} : { byHeadway: true as const }),
      }
    }),
  )
}
