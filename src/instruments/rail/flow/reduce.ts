import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { type Intake, isIntake } from '../../intake.ts'
import { shareOf } from '../records/shares.ts'
import { Errors } from './mean-error.ts'
import { type FlowParams, type FlowResult, flowParams } from './params.ts'

const WORST = 20

/** Forecasts interval by interval, and crowding events with their alerts. */
export const flowReducer: Reducer<FlowParams, FlowResult> = {
  name: 'rail/flow',
  version: '1',
  params: flowParams,
  reduce(results, { least, minutes, cluster, within }, confidences) {
    const all = new Errors()
    const stations = new Map<string, Errors>()
    const days = new Set<string>()
    const alerts = { events: 0, inTime: 0, late: 0, false: 0 }
    let [forecasts, tooSmall] = [0, 0]
    let intake: Intake | undefined
    for (const { result } of results) {
      if (isIntake(result)) intake = result
      else if (result.kind === 'crowding') {
        if (result.after === undefined) alerts.false++
        else {
          alerts.events++
          if (result.after !== null && result.after <= within) alerts.inTime++
          else if (result.after !== null) alerts.late++
        }
      } else {
        forecasts++
        if (result.actual < least) {
          tooSmall++
          continue
        }
        const error = Math.abs(result.forecast - result.actual) / result.actual
        const own = stations.get(result.station) ?? new Errors()
        stations.set(result.station, own)
        own.add(result.day, error)
        all.add(cluster === 'day' ? result.day : JSON.stringify([result.day, result.station]), error)
        days.add(result.day)
      }
    }
    const mape = all.estimate(confidences)
    const worst = [...stations]
      .map(([station, errors]) => ({ station, errors, mean: errors.mean }))
      .sort((a, b) => b.mean - a.mean || (a.station < b.station ? -1 : 1))
      .slice(0, WORST)
      .map(({ station, errors }) => ({ station, intervals: errors.n, mape: errors.estimate(confidences) }))
    const crowded = alerts.events + alerts.false > 0
    return {
      n: all.n + alerts.events,
      evidence: forecasts === 0 && !crowded ? 'none' : 'record',
      quantities: {
        mape,
        alertRecall: shareOf(alerts.inTime, alerts.events, confidences),
        intervals: all.n,
        tooSmall,
        days: days.size,
        crowding: alerts.events,
        lateAlerts: alerts.late,
        falseAlerts: alerts.false,
        worst: worst.length === 0 ? null : worst,
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        ...{ least, minutes, cluster, within, stations: stations.size },
        bounds:
          'error: wider of percentile bootstrap of whole clusters and Student; none below two clusters. Recall: Clopper-Pearson',
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: estimateBars(
        { zh: '客流预测误差最大的车站', en: 'Stations whose flow is forecast worst' },
        { title: { zh: '平均绝对百分误差', en: 'mean absolute percentage error' }, scale: 'linear', percent: true },
        worst,
        'station',
        'mape',
        mape,
      ),
    }
  },
}
