import { decimal } from '../../../metrics/decimal.ts'
import type { Window } from '../feed/access.ts'
import type { CallTime } from '../feed/day.ts'
import { cellsOf, figuresOf } from './headways.ts'
import type { Stretch } from './together.ts'

export const MOST_ROWS = 400

/** Headways at each stop over the whole time that counts, for a reader; numbers as text, seconds. */
export function stopsTable(
  { date, name, direction, stops, trains }: Stretch,
  by: CallTime,
  window: Window | null,
): readonly Readonly<Record<string, string | number | null>>[] {
  const text = (x: number | null) => (x === null ? null : decimal(x, 6))
  return cellsOf(trains, stops.length, { by, per: 'period', window }).map(({ stop, headways }) => {
    const { n, mean, sd, cv, min, max, wait } = figuresOf(headways)
    return {
      date,
      line: name,
      direction,
      stop: stops[stop]!,
      headways: n,
      mean: text(mean),
      sd: text(sd),
      cv: text(cv),
      min: text(min),
      max: text(max),
      wait: text(wait),
    }
  })
}
