import type { TrainRun } from '../feed/day.ts'

/** A direction of a line (or of several lines together) on one day. */
export interface Stretch {
  readonly date: string
  readonly name: string
  readonly direction: string
  readonly stops: readonly string[]
  readonly trains: readonly TrainRun[]
}

/**
 * Lines that share stops, taken as one: somebody on the platform takes the first train that comes. Days and directions stay apart.
 * Stretches in the order of their days and lines; so is what comes out.
 */
export function together(stretches: readonly Stretch[]): readonly Stretch[] {
  const groups = new Map<string, Stretch[]>()
  for (const s of stretches) {
    const key = JSON.stringify([s.date, s.direction])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [s])
    else group.push(s)
  }
  return [...groups.values()].map((group) => {
    const stops = [...new Set(group.flatMap((s) => s.stops))]
    const at = new Map(stops.map((s, i) => [s, i]))
    return {
      date: group[0]!.date,
      name: [...new Set(group.map((s) => s.name))].join(' + '),
      direction: group[0]!.direction,
      stops,
      trains: group.flatMap((s) => s.trains.map((t) => ({ ...t, stops: t.stops.map((k) => at.get(s.stops[k]!)!) }))),
    }
  })
}
