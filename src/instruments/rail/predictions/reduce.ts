import type { Reducer, Reduction } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import type { CurvePicture } from '../../picture.ts'
import { delayOf } from '../../recognition/events/estimates.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { withoutDraws } from '../../without-draws.ts'
import { meanOf, Sums, shareOf } from '../gtfs-rt/clusters.ts'
import { reaches } from '../running/reaches.ts'
import { type PredictedDay, type PredictionParams, type PredictionResult, predictionParams } from './params.ts'

/** Compares again what was said with what came; another tolerance is another reduction and no new measure. */
export const predictionReducer: Reducer<PredictionParams, PredictionResult> = {
  name: 'rail/predictions',
  version: '1',
  params: predictionParams,
  reduce(results, params, confidences) {
    const days: PredictedDay[] = []
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      // what was said at another time before the train is another question, and never mixed in
      else if (result.horizon === Number(params.horizon)) days.push(result)
    }
    const key = (d: PredictedDay) => JSON.stringify([d.date, d.route, d.direction])
    days.sort((a, b) => (key(a) < key(b) ? -1 : 1))
    return reduced(days, intake, params, confidences)
  },
}

interface Counts {
  readonly arrivals: number
  /** what was said less what came, of the arrivals of which something was said */
  readonly errors: readonly number[]
  readonly accurate: Sums
  readonly missed: Sums
  readonly bias: Sums
}

function reduced(
  days: readonly PredictedDay[],
  intake: Reading | undefined,
  params: PredictionParams,
  confidences: readonly string[],
): Reduction {
  const total = countsOf(days, Number(params.tolerance))
  const predicted = total.errors.length
  const told = tells(total, params)
  const off = Float64Array.from(total.errors, Math.abs).sort()
  const accurate = told ? shareOf(total.accurate, confidences) : null
  const lines = [...new Set(days.map((d) => d.route))].map((line) => {
    const own = countsOf(
      days.filter((d) => d.route === line),
      Number(params.tolerance),
    )
    return {
      line: line === '' ? '—' : line,
      accurate: tells(own, params) ? withoutDraws(shareOf(own.accurate, confidences)) : null,
      coverage: own.arrivals === 0 ? null : `${own.errors.length}/${own.arrivals}`,
      arrivals: own.arrivals,
    }
  })
  const some = days.length > 0
  return {
    n: predicted,
    evidence: some ? 'record' : 'none',
    quantities: {
      accurate,
      missed: told ? shareOf(total.missed, confidences) : null,
      coverage: total.arrivals === 0 ? null : `${predicted}/${total.arrivals}`,
      bias: told ? meanOf(total.bias, predicted, confidences) : null,
      errorP90: told ? delayOf(off, 0.9, confidences) : null,
      arrivals: some ? total.arrivals : null,
      predicted: some ? predicted : null,
      unrecorded: some ? days.reduce((sum, d) => sum + d.unrecorded, 0) : null,
      lines: some ? lines : null,
      refusedLines: intake?.refused ?? null,
    },
    detail: {
      ...params,
      ...(total.arrivals > 0 && !told
        ? {
            open: 'fewer arrivals with a prediction than the standard asks',
            possible: possible(total, Number(params.tolerance)),
          }
        : {}),
      ...silentOf(days),
      ...(intake === undefined ? {} : { intake }),
    },
    pictures: [
      ...errorCurve(off, Number(params.tolerance)),
      ...estimateBars(
        { zh: '各线路到站预测准确率', en: 'Accuracy of predictions by line' },
        { title: { zh: '准确率', en: 'accuracy' }, scale: 'linear', percent: true },
        lines,
        'line',
        'accurate',
        accurate,
      ),
    ],
  }
}

function countsOf(days: readonly PredictedDay[], tolerance: number): Counts {
  const [accurate, missed, bias] = [new Sums(), new Sums(), new Sums()]
  const errors: number[] = []
  let arrivals = 0
  for (const day of days)
    for (const [, came, error] of day.arrivals) {
      arrivals++
      if (error === null) continue
      errors.push(error)
      const hour = `${day.date} ${String(Math.floor(came / 3600)).padStart(2, '0')}`
      accurate.add(hour, Math.abs(error) <= tolerance ? 1 : 0, 1)
      missed.add(hour, error > tolerance ? 1 : 0, 1)
      bias.add(hour, error, 1)
    }
  return { arrivals, errors, accurate, missed, bias }
}

const tells = ({ arrivals, errors }: Counts, { coverage }: PredictionParams) =>
  arrivals > 0 && errors.length > 0 && reaches(errors.length, arrivals, coverage)

/** Accuracy if all of which nothing was said had been wrong, and if all had been right. */
function possible({ arrivals, errors }: Counts, tolerance: number): readonly [string, string] {
  const right = errors.filter((e) => Math.abs(e) <= tolerance).length
  return [`${right}/${arrivals}`, `${right + arrivals - errors.length}/${arrivals}`]
}

const MOST = 50

/** Stops at which trains came and of which nothing was ever said: what an operator looks at first where coverage is short. The busiest first. */
function silentOf(days: readonly PredictedDay[]): { readonly silent?: readonly SilentStop[] } {
  const stops = new Map<string, { readonly stop: SilentStop; arrivals: number; said: boolean }>()
  for (const { route, direction, stops: names, arrivals } of days)
    for (const [place, , error] of arrivals) {
      const key = JSON.stringify([route, direction, names[place]])
      let stop = stops.get(key)
      if (stop === undefined) {
        stop = { stop: { line: route, direction, stop: names[place]!, arrivals: 0 }, arrivals: 0, said: false }
        stops.set(key, stop)
      }
      stop.arrivals++
      if (error !== null) stop.said = true
    }
  const silent = [...stops.values()]
    .filter((s) => !s.said)
    .map(({ stop, arrivals }) => ({ ...stop, arrivals }))
    .sort((a, b) => b.arrivals - a.arrivals || (a.stop < b.stop ? -1 : 1))
  return silent.length === 0 ? {} : { silent: silent.slice(0, MOST) }
}

interface SilentStop {
  readonly line: string
  readonly direction: string
  readonly stop: string
  readonly arrivals: number
}

const STEPS = 60

/** The share of predictions that were off by no more than so many seconds. Nothing for fewer than two of them. */
function errorCurve(off: Float64Array, tolerance: number): readonly CurvePicture[] {
  if (off.length < 2) return []
  const most = Math.max(2 * tolerance, off[Math.ceil(0.98 * off.length) - 1]!, 1)
  let k = 0
  const points = Array.from({ length: STEPS + 1 }, (_, i): readonly [number, number] => {
    const bound = (most * i) / STEPS
    while (k < off.length && off[k]! <= bound) k++
    return [bound, k / off.length]
  })
  const within = off.filter((x) => x <= tolerance).length / off.length
  return [
    {
      kind: 'curve',
      title: { zh: '预测误差的累积分布', en: 'How far predictions were off' },
      x: { title: { zh: '误差绝对值（s）', en: 'off by no more than, s' }, scale: 'linear', range: [0, 0] },
      y: { title: { zh: '占比', en: 'share' }, scale: 'linear', percent: true, range: [0, 1] },
      lines: [{ points }],
      marks: [{ name: { zh: `容差 ${tolerance} s`, en: `tolerance ${tolerance} s` }, at: [tolerance, within] }],
    },
  ]
}
