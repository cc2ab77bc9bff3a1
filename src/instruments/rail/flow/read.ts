import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { amountOf, MOMENT_FORM, maybe, momentOf, secondsFrom } from '../records/cells.ts'
import type { CrowdingRow, FlowParams, ForecastRow } from './params.ts'

export const forecastColumns = {
  station: { names: ['station', '车站'] },
  start: { names: ['start', 'interval', '时段', '开始时间'] },
  minutes: maybe('minutes', 'interval_min', '时段分钟'),
  forecast: { names: ['forecast', 'predicted', '预测', '预测客流'] },
  actual: { names: ['actual', 'observed', '实际', '实际客流'] },
}

/** `seen`: intervals of this listing, so that one written twice counts once. */
export function forecastOf(
  row: Row<keyof typeof forecastColumns>,
  { minutes }: FlowParams,
  seen: Set<string>,
): Parsed<ForecastRow> {
  const [station, start] = [row.cell('station'), momentOf(row.cell('start'))]
  if (station === '' || station.length > 200) return { expected: 'station: 1 to 200 characters' }
  if (start === undefined) return { expected: `start: ${MOMENT_FORM}`, got: row.cell('start').slice(0, 80) }
  const length = row.cell('minutes')
  if (length !== '' && Number(length) !== minutes)
    return { expected: `minutes: ${minutes}, as the standard states`, got: length.slice(0, 80) }
  const [forecast, actual] = [amountOf(row.cell('forecast')), amountOf(row.cell('actual'))]
  if (typeof forecast !== 'number' || typeof actual !== 'number')
    return {
      expected: 'forecast, actual: passengers from 0',
      got: `${row.cell('forecast')} ${row.cell('actual')}`.slice(0, 80),
    }
  const key = JSON.stringify([station, start.seconds])
  if (seen.has(key))
    return { expected: 'one row for a station and interval', got: `${station} ${row.cell('start')}`.slice(0, 80) }
  seen.add(key)
  return { kind: 'forecast', station, day: start.day, forecast, actual }
}

export const crowdingColumns = {
  station: { names: ['station', '车站'] },
  onset: { names: ['onset', '发生时间', '开始时间'] },
  alerted: { names: ['alerted', 'alert', '预警时间'] },
}

/** longest time by which an alert may come before its event: an older one was for something else */
const DAY = 86_400

export function crowdingOf(row: Row<keyof typeof crowdingColumns>, seen: Set<string>): Parsed<CrowdingRow> {
  const [station, onset, alerted] = [row.cell('station'), momentOf(row.cell('onset')), momentOf(row.cell('alerted'))]
  const got = `${row.cell('onset')} ${row.cell('alerted')}`.slice(0, 80)
  if (station === '' || station.length > 200) return { expected: 'station: 1 to 200 characters' }
  if ((row.cell('onset') !== '' && onset === undefined) || (row.cell('alerted') !== '' && alerted === undefined))
    return { expected: `onset, alerted: ${MOMENT_FORM}`, got }
  if (onset === undefined && alerted === undefined) return { expected: 'onset or alerted', got }
  const key = JSON.stringify([station, onset?.seconds ?? null, onset === undefined ? alerted!.seconds : null])
  if (seen.has(key)) return { expected: 'one row for a station and onset', got: `${station} ${got}`.slice(0, 80) }
  if (onset === undefined) {
    seen.add(key)
    return { kind: 'crowding' }
  }
  const after = alerted === undefined ? null : secondsFrom(onset, alerted)
  if (after === undefined || (after !== null && after < -DAY))
    return { expected: 'alerted: at most a day before onset, both with an offset or both without', got }
  seen.add(key)
  return { kind: 'crowding', after }
}
