import { callTime, type TrainRun } from '../feed/day.ts'
import { inWindow } from '../running/headways.ts'
import type { GtfsRtParams, RunDay } from './params.ts'

/** A planned call at which punctuality is told. Seconds of the service day. */
export interface TimePoint {
  readonly trip: string
  readonly stop: string
  readonly planned: number
  /** null where nothing was seen */
  readonly actual: number | null
}

/** The calls of a day at which punctuality is told, of trips that were not cancelled; none for trains that run by headway alone. */
export function timePoints(day: RunDay, at: GtfsRtParams['at']): readonly TimePoint[] {
  const seen = new Map(day.actual.map((t) => [t.trip, t]))
  const cancelled = new Set(day.cancelled)
  return (day.planned ?? []).flatMap((train) => {
    if (train.byHeadway || cancelled.has(train.trip)) return []
    const own = seen.get(train.trip)
    return pointsOf(train, at).flatMap((k): TimePoint[] => {
      const planned = callTime(train, k, 'arrival')
      if (planned === null || !inWindow(planned, day.window)) return []
      const stop = train.stops[k]!
      const there = own?.stops.indexOf(stop) ?? -1
      return [
        {
          trip: train.trip,
          stop: day.stops[stop]!,
          planned,
          actual: there < 0 ? null : callTime(own!, there, 'arrival'),
        },
      ]
    })
  })
}

function pointsOf(train: TrainRun, at: GtfsRtParams['at']): readonly number[] {
  const last = train.stops.length - 1
  return at === 'terminal' ? (last < 0 ? [] : [last]) : [...train.stops.keys()]
}

/** No more than the tolerance behind plan; no more than `early` ahead of it where the standard says how much. */
export function onTime(point: { readonly planned: number; readonly actual: number }, params: GtfsRtParams): boolean {
  const delay = point.actual - point.planned
  return delay <= Number(params.tolerance) && (params.early === undefined || -delay <= Number(params.early))
}
