import type { Quantity } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { callTime } from '../feed/day.ts'
import { clock } from '../feed/service-time.ts'
import { type Cell, cellsOf, figuresOf, inWindow } from '../running/headways.ts'
import { headwayHistogram } from '../running/histogram.ts'
import { mareyPicture } from '../running/marey.ts'
import { MOST_ROWS, stopsTable } from '../running/stops-table.ts'
import { together } from '../running/together.ts'
import { type GtfsParams, type GtfsResult, gtfsParams } from './params.ts'

type Day = Extract<GtfsResult, { kind: 'day' }>

/** Counts trips and computes headways again from the calls that were kept. A timetable is known exactly, so nothing has bounds. */
export const gtfsReducer: Reducer<GtfsParams, GtfsResult> = {
  name: 'rail/gtfs',
  version: '1',
  params: gtfsParams,
  reduce: (results, { by, per, least, lines }) => {
    const days: Day[] = []
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else days.push(result)
    }
    days.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const window = days[0]?.window ?? null
    const stretches = lines === 'together' ? together(days) : days
    const cells = stretches.flatMap((s) => cellsOf(s.trains, s.stops.length, { by, per, window }))
    const headways = cells.flatMap((c) => c.headways)
    const all = headways.length === 0 ? undefined : figuresOf(headways)
    const calls = days.map(callsIn)
    const total = (of: (c: { calls: number; late: number }) => number) => calls.reduce((a, c) => a + of(c), 0)
    return {
      n: days.reduce((a, d) => a + tripsIn(d), 0),
      evidence: days.length === 0 ? 'none' : 'record',
      quantities: {
        trips: days.reduce((a, d) => a + tripsIn(d), 0),
        headwayMean: text(all?.mean),
        headwayCv: text(meanCv(cells, least)),
        scheduledWait: text(all?.wait),
        days: new Set(days.map((d) => d.date)).size,
        calls: total((c) => c.calls),
        pastMidnight: total((c) => c.late),
        directions: days.length === 0 ? null : days.map((d) => directionOf(d, by)),
      },
      detail: {
        by,
        per,
        lines,
        stops: stretches.flatMap((s) => stopsTable(s, by, window)).slice(0, MOST_ROWS),
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: [...days.slice(0, 2).flatMap((d) => mareyPicture(d, d.trains)), ...headwayHistogram(headways, [])],
    }
  },
}

const keyOf = (d: Day) => JSON.stringify([d.date, d.name, d.route, d.direction])
const text = (x: number | null | undefined) => (x === null || x === undefined ? null : decimal(x))

/** Mean of the coefficients of variation of the cells, each weighed by its headways; undefined where no cell has enough of them. */
export function meanCv(cells: readonly Cell[], least: number): number | undefined {
  let [sum, weight] = [0, 0]
  for (const { headways } of cells) {
    if (headways.length < least) continue
    const { cv, n } = figuresOf(headways)
    if (cv === null) continue
    sum += n * cv
    weight += n
  }
  return weight === 0 ? undefined : sum / weight
}

function callsIn(day: Day): { readonly calls: number; readonly late: number } {
  let [calls, late] = [0, 0]
  for (const train of day.trains)
    for (let k = 0; k < train.stops.length; k++) {
      const time = callTime(train, k, 'arrival')
      if (time !== null && !inWindow(time, day.window)) continue
      calls++
      if (time !== null && time >= 86_400) late++
    }
  return { calls, late }
}

/** Trips that call at all within the time that counts. */
function tripsIn(day: Day): number {
  return day.trains.filter((t) =>
    t.stops.some((_, k) => {
      const time = callTime(t, k, 'departure')
      return time !== null && inWindow(time, day.window)
    }),
  ).length
}

function directionOf(day: Day, by: GtfsParams['by']): Readonly<Record<string, Quantity>> {
  const starts = day.trains
    .map((t) => callTime(t, 0, 'departure'))
    .filter((t): t is number => t !== null)
    .sort((a, b) => a - b)
  const headways = cellsOf(day.trains, day.stops.length, { by, per: 'period', window: day.window }).flatMap(
    (c) => c.headways,
  )
  const figures = headways.length === 0 ? undefined : figuresOf(headways)
  return {
    date: day.date,
    line: day.name,
    direction: day.direction,
    trips: tripsIn(day),
    first: starts.length === 0 ? null : clock(starts[0]!),
    last: starts.length === 0 ? null : clock(starts.at(-1)!),
    headwayMean: text(figures?.mean),
    scheduledWait: text(figures?.wait),
  }
}
