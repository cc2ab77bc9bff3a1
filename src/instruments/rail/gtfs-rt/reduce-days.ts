import type { Estimate } from '../../../judge/evidence.ts'
import type { Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { withoutDraws } from '../../without-draws.ts'
import { callTime } from '../feed/day.ts'
import { inWindow } from '../running/headways.ts'
import { headwayHistogram } from '../running/histogram.ts'
import { mareyPicture } from '../running/marey.ts'
import { reaches } from '../running/reaches.ts'
import { MOST_ROWS, stopsTable } from '../running/stops-table.ts'
import { meanOf, Sums, shareOf } from './clusters.ts'
import type { GtfsRtParams, RunDay } from './params.ts'
import { onTime, timePoints } from './punctual.ts'
import { openBecause } from './reduce-counts.ts'
import { regularityOf, stretches } from './regularity.ts'

interface Counts {
  /** planned calls at which punctuality is told, of trips that were not cancelled; those that were seen; those on time */
  expected: number
  seen: number
  onTime: number
  readonly punctual: Sums
}

export function reduceDays(days: readonly RunDay[], params: GtfsRtParams, confidences: readonly string[]): Reduction {
  const planned = days.some((d) => d.planned !== null)
  const total = countsOf(days, params)
  const trips = tripsOf(days)
  const enough = enoughSeen(days, params)
  const told = enough && params.tolerance !== undefined
  const regular = regularityOf(days, params)
  // headways with trains missing from the record say how good the record is, not the service
  const open = planned && !enough
  const n = (list: readonly unknown[]) => list.length
  const mean = (sums: Sums) => (open ? null : meanOf(sums, n(regular.actual), confidences))
  const names = [...new Set(days.map((d) => d.name))]
  const lines = names.map((line) => lineOf(line, days, params, confidences))
  return {
    n: total.seen > 0 ? total.seen : n(regular.actual),
    evidence: days.length === 0 ? 'none' : 'record',
    quantities: {
      punctuality: told ? shareOf(total.punctual, confidences) : null,
      coverage: total.expected === 0 ? null : `${total.seen}/${total.expected}`,
      fulfilment: fulfilmentOf(days, trips, params, confidences),
      headwayCv: mean(regular.variation),
      waitAssessment: open ? null : shareOf(regular.passed, confidences),
      excessWait: planned ? mean(regular.excess) : null,
      averageWait: mean(regular.wait),
      scheduledWait: planned ? (meanOf(regular.plannedWait, n(regular.planned), [])?.value ?? null) : null,
      tolerance: params.tolerance === undefined ? null : String(params.tolerance),
      scheduledTrips: planned ? trips.scheduled : null,
      observedTrips: trips.observed,
      cancelledTrips: trips.cancelled,
      extraTrips: planned ? trips.extra : null,
      headways: n(regular.actual),
      lines: lines.length === 0 ? null : lines,
    },
    detail: {
      at: params.at,
      by: params.by,
      stops: stretches(days, params, (d) => d.actual)
        .flatMap((s) => stopsTable(s, params.by, days[0]?.window ?? null))
        .slice(0, MOST_ROWS),
      ...openBecause({
        enough,
        tolerance: params.tolerance === undefined ? undefined : Number(params.tolerance),
        scheduled: total.expected,
        observed: total.seen,
        onTime: total.onTime,
        coverage: params.coverage,
      }),
    },
    pictures: [
      ...days
        .slice(0, 2)
        .flatMap((d) => (d.planned === null ? mareyPicture(d, d.actual) : mareyPicture(d, d.planned, d.actual))),
      ...headwayHistogram(regular.actual, regular.planned),
      ...estimateBars(
        { zh: '各线路正点率', en: 'Punctuality by line' },
        { title: { zh: '正点率', en: 'punctuality' }, scale: 'linear', percent: true },
        lines,
        'line',
        'punctuality',
      ),
    ],
  }
}

/** Whether enough of what was planned was seen. False without a timetable: nobody knows then what is missing. */
export function enoughSeen(days: readonly RunDay[], params: GtfsRtParams): boolean {
  const { expected, seen } = countsOf(days, params)
  return expected > 0 && reaches(seen, expected, params.coverage)
}

function countsOf(days: readonly RunDay[], params: GtfsRtParams): Counts {
  const counts: Counts = { expected: 0, seen: 0, onTime: 0, punctual: new Sums() }
  for (const day of days)
    for (const point of timePoints(day, params.at)) {
      counts.expected++
      if (point.actual === null) continue
      counts.seen++
      const good = params.tolerance !== undefined && onTime({ ...point, actual: point.actual }, params)
      if (good) counts.onTime++
      counts.punctual.add(hourOf(day, point.planned), good ? 1 : 0, 1)
    }
  return counts
}

const hourOf = (day: RunDay, time: number) => `${day.date} ${String(Math.floor(time / 3600)).padStart(2, '0')}`

interface Trips {
  readonly scheduled: number
  readonly observed: number
  readonly cancelled: number
  readonly extra: number
  readonly ran: Sums
}

/** Planned trips that begin within the time that counts; of them those that were seen at all, and those that were cancelled. */
function tripsOf(days: readonly RunDay[]): Trips {
  let [scheduled, observed, cancelled, extra] = [0, 0, 0, 0]
  const ran = new Sums()
  for (const day of days) {
    const seen = new Set(day.actual.map((t) => t.trip))
    const out = new Set(day.cancelled)
    if (day.planned === null) {
      observed += seen.size
      cancelled += out.size
      continue
    }
    const plan = new Set(day.planned.map((t) => t.trip))
    for (const train of day.planned) {
      const start = callTime(train, 0, 'departure')
      if (start === null || !inWindow(start, day.window)) continue
      scheduled++
      if (out.has(train.trip)) cancelled++
      else if (seen.has(train.trip)) observed++
      else continue
      ran.add(hourOf(day, start), out.has(train.trip) ? 0 : 1, 1)
    }
    extra += day.actual.filter((t) => !plan.has(t.trip)).length
  }
  return { scheduled, observed, cancelled, extra, ran }
}

/** Trips that ran over planned trips of which something is known, where that is enough of them. */
function fulfilmentOf(
  days: readonly RunDay[],
  trips: Trips,
  params: GtfsRtParams,
  confidences: readonly string[],
): Estimate | null {
  if (days.every((d) => d.planned === null) || trips.scheduled === 0) return null
  if (!reaches(trips.observed + trips.cancelled, trips.scheduled, params.coverage)) return null
  return shareOf(trips.ran, confidences)
}

function lineOf(line: string, days: readonly RunDay[], params: GtfsRtParams, confidences: readonly string[]) {
  const own = days.filter((d) => d.name === line)
  const { expected, seen, punctual } = countsOf(own, params)
  const told = params.tolerance !== undefined && expected > 0 && reaches(seen, expected, params.coverage)
  return {
    line,
    punctuality: told ? withoutDraws(shareOf(punctual, confidences)) : null,
    coverage: expected === 0 ? null : `${seen}/${expected}`,
    scheduled: expected === 0 ? null : expected,
    observed: expected === 0 ? null : seen,
  }
}
