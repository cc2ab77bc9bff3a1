import type { Reducer, Reduction } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import {
  type CountResult,
  type GtfsRtParams,
  type GtfsRtResult,
  gtfsRtParams,
  gtfsRtProduces,
  type RunDay,
} from './params.ts'
import { onTime, timePoints } from './punctual.ts'
import { reduceCounts } from './reduce-counts.ts'
import { enoughSeen, reduceDays } from './reduce-days.ts'

/** Compares again, call by call, what was planned and what was seen; another tolerance is another reduction and no new measure. */
export const gtfsRtReducer: Reducer<GtfsRtParams, GtfsRtResult> = {
  name: 'rail/gtfs-rt',
  version: '1',
  params: gtfsRtParams,
  reduce: (results, params, confidences) => {
    const { days, counts, intake } = sorted(results)
    const part = counts.length > 0 ? reduceCounts(counts, params, confidences) : reduceDays(days, params, confidences)
    return whole(part, intake)
  },
  // without a tolerance there is nothing to compare, and two tolerances are never a pair
  paired: (results, params) => {
    const { days } = sorted(results)
    if (params.tolerance === undefined || !enoughSeen(days, params)) return []
    const asked = JSON.stringify([
      params.at,
      Number(params.tolerance),
      params.early === undefined ? null : Number(params.early),
    ])
    const items = days.flatMap((d) =>
      timePoints(d, params.at).flatMap((p) => {
        if (p.actual === null) return []
        const id = JSON.stringify([d.date, d.route, d.direction, p.trip, p.stop])
        return [{ id, asked: `${id} ${asked}`, counted: onTime({ ...p, actual: p.actual }, params) ? 1 : 0, of: 1 }]
      }),
    )
    return items.length === 0 ? [] : [{ quantity: 'punctuality', better: 'higher', kind: 'yes-no', items }]
  },
}

function sorted(results: Iterable<{ readonly result: GtfsRtResult }>) {
  const days: RunDay[] = []
  const counts: CountResult[] = []
  let intake: Reading | undefined
  for (const { result } of results) {
    if (result.kind === 'intake') intake = result.intake
    else if (result.kind === 'day') days.push(result)
    else counts.push(result)
  }
  const key = (d: RunDay) => JSON.stringify([d.date, d.name, d.route, d.direction])
  days.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  counts.sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : a.tolerance - b.tolerance))
  return { days, counts, intake }
}

function whole(part: Reduction, intake: Reading | undefined): Reduction {
  const unknown = Object.fromEntries(Object.keys(gtfsRtProduces).map((name) => [name, null]))
  return {
    ...part,
    quantities: { ...unknown, refusedLines: intake?.refused ?? null, ...part.quantities },
    detail: { ...part.detail, ...(intake === undefined ? {} : { intake }) },
  }
}
