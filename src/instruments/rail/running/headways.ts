import type { Window } from '../feed/access.ts'
import { type CallTime, callTime, type TrainRun } from '../feed/day.ts'

/** Headways of one stop in one direction within one hour of one day, seconds, in their order. */
export interface Cell {
  readonly stop: number
  /** hour of the service day in which the later train calls; null where the whole day is one cell */
  readonly hour: number | null
  readonly headways: readonly number[]
}

export interface Grouping {
  readonly by: CallTime
  /** each hour for itself, or all hours together */
  readonly per: 'hour' | 'period'
  readonly window: Window | null
}

/** Seconds between one train and the next at each stop. A headway belongs to the hour in which the later train calls. */
export function cellsOf(trains: readonly TrainRun[], stops: number, { by, per, window }: Grouping): readonly Cell[] {
  const times: number[][] = Array.from({ length: stops }, () => [])
  for (const train of trains)
    for (const [k, stop] of train.stops.entries()) {
      const time = callTime(train, k, by)
      if (time !== null && inWindow(time, window)) times[stop]!.push(time)
    }
  return times.flatMap((own, stop) => {
    own.sort((a, b) => a - b)
    const cells = new Map<number | null, number[]>()
    for (let i = 1; i < own.length; i++) {
      const hour = per === 'hour' ? Math.floor(own[i]! / 3600) : null
      const headways = cells.get(hour)
      if (headways === undefined) cells.set(hour, [own[i]! - own[i - 1]!])
      else headways.push(own[i]! - own[i - 1]!)
    }
    return [...cells].map(([hour, headways]) => ({ stop, hour, headways }))
  })
}

/** From the first time on, before the second; every time where there is no window. */
export function inWindow(time: number, window: Window | null): boolean {
  return window === null || (time >= window.from && time < window.to)
}

/** What a list of headways comes to; at least one. Seconds, but `cv`, which is a ratio. */
export interface HeadwayFigures {
  readonly n: number
  readonly mean: number
  readonly min: number
  readonly max: number
  /** sample standard deviation (n - 1); null for a single headway */
  readonly sd: number | null
  /** sd over mean (TCQSM, headway adherence); null for a single headway, and where all trains call at once */
  readonly cv: number | null
  /** mean wait of somebody who comes at any time: Σh² / 2Σh; null where all trains call at once. Source: Welding (1957); Osuna and Newell (1972) */
  readonly wait: number | null
}

export function figuresOf(headways: readonly number[]): HeadwayFigures {
  const n = headways.length
  const sum = headways.reduce((a, h) => a + h, 0)
  const squares = headways.reduce((a, h) => a + h * h, 0)
  const mean = sum / n
  const sd = n < 2 ? null : Math.sqrt(headways.reduce((a, h) => a + (h - mean) ** 2, 0) / (n - 1))
  return {
    n,
    mean,
    min: headways.reduce((a, h) => Math.min(a, h)),
    max: headways.reduce((a, h) => Math.max(a, h)),
    sd,
    cv: sd === null || mean === 0 ? null : sd / mean,
    wait: sum === 0 ? null : squares / (2 * sum),
  }
}
