import { type CurveLine, type CurvePicture, thinnedLine } from '../../picture.ts'
import { callTime, type TrainRun } from '../feed/day.ts'

const MOST_TRAINS = 40
const MOST_POINTS = 14
const HOURS = 2

export interface Track {
  readonly name: string
  readonly date: string
  readonly direction: string
  readonly stops: readonly string[]
  readonly stopNames: readonly string[]
  readonly places: readonly number[]
}

/**
 * The time-distance diagram of a direction: time across, the line upwards, a stroke a train, forty trains at most. Two hours: those with most trains,
 * or with a plan beside them those in which a train is furthest off it; planned trains are then dashed. Nothing where fewer than two stops or trains are there.
 * Source: Marey, La méthode graphique (1878), after Ibry.
 */
export function mareyPicture(
  track: Track,
  planned: readonly TrainRun[],
  actual?: readonly TrainRun[],
): readonly CurvePicture[] {
  if (track.stops.length < 2) return []
  const shown = actual ?? planned
  const from = (actual === undefined ? undefined : worst(planned, actual)) ?? busiest(shown)
  if (from === undefined) return []
  const strokes = (trains: readonly TrainRun[], dashed: boolean): CurveLine[] =>
    trains
      .map((t) => pointsOf(t, track.places))
      .filter((p) => p.length > 1 && p.some(([x]) => x >= from && x < from + HOURS))
      .sort((a, b) => a[0]![0] - b[0]![0])
      .slice(0, MOST_TRAINS)
      .map((points) => ({
        points: thinnedLine(inside(points, from, from + HOURS), MOST_POINTS),
        ...(dashed ? { dashed, style: 4 } : { style: 0 }),
      }))
      .filter((l) => l.points.length > 1)
  const lines = [...(actual === undefined ? [] : strokes(planned, true)), ...strokes(shown, false)]
  if (lines.length < 2) return []
  const way = track.direction === '' ? '' : ` · ${track.direction}`
  return [
    {
      kind: 'curve',
      title: {
        zh: `运行图（时间—距离）：${track.name}${way}，${track.date}`,
        en: `Time-distance diagram: ${track.name}${way}, ${track.date}`,
      },
      note:
        actual === undefined
          ? { zh: '列车最多的两小时；一条线一列车', en: 'the two hours with most trains; a stroke a train' }
          : {
              zh: '偏离计划最大处的两小时；虚线为计划，实线为实际',
              en: 'the two hours in which a train is furthest off plan; dashed as planned, solid as run',
            },
      x: { title: { zh: '时刻', en: 'time of day' }, scale: 'linear', clock: true },
      y: {
        title: { zh: '车站', en: 'stop' },
        scale: 'linear',
        named: track.stopNames.map((s, i) => [track.places[i]!, s] as const),
      },
      lines,
    },
  ]
}

type Point = readonly [hours: number, place: number]

function pointsOf(train: TrainRun, places: readonly number[]): readonly Point[] {
  return train.stops.flatMap((stop, k) => {
    const [a, d] = [callTime(train, k, 'arrival'), callTime(train, k, 'departure')]
    if (a === null || d === null) return []
    const at = places[stop]!
    return a === d ? [[a / 3600, at] as const] : [[a / 3600, at] as const, [d / 3600, at] as const]
  })
}

const inside = (points: readonly Point[], from: number, to: number) => points.filter(([x]) => x >= from && x <= to)

/** The hour in which a train is furthest off plan; undefined where none of the planned trains was seen, or all keep to the second. */
function worst(planned: readonly TrainRun[], actual: readonly TrainRun[]): number | undefined {
  const plan = new Map(planned.map((t) => [t.trip, t]))
  let [hour, most] = [undefined as number | undefined, 0]
  for (const train of actual) {
    const own = plan.get(train.trip)
    for (const [k, stop] of train.stops.entries()) {
      const at = own?.stops.indexOf(stop) ?? -1
      const [seen, asPlanned] = [callTime(train, k, 'arrival'), at < 0 ? null : callTime(own!, at, 'arrival')]
      if (seen === null || asPlanned === null || Math.abs(seen - asPlanned) <= most) continue
      ;[hour, most] = [Math.floor(asPlanned / 3600), Math.abs(seen - asPlanned)]
    }
  }
  return hour
}

/** The hour from which on most trains start within two hours; the first of several. */
function busiest(trains: readonly TrainRun[]): number | undefined {
  const starts = trains.flatMap((t) => {
    const first = callTime(t, 0, 'departure')
    return first === null ? [] : [Math.floor(first / 3600)]
  })
  let [best, most] = [undefined as number | undefined, 0]
  for (const hour of [...new Set(starts)].sort((a, b) => a - b)) {
    const count = starts.filter((s) => s >= hour && s < hour + HOURS).length
    if (count > most) [best, most] = [hour, count]
  }
  return best
}
