import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer, lower, ratio } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about forecasts of flow and alerts of crowding. */
export const flowParams = z.strictObject({
  /** passengers in an interval from which it counts: a share of next to nobody says nothing */
  least: z.int().min(1).max(1_000_000).default(50),
  /** length of an interval in minutes; a row that says another one is refused */
  minutes: z.int().min(1).max(1440).default(15),
  /** what is drawn whole for the bounds of the error: days, or the days of each station */
  cluster: z.enum(['day', 'station-day']).default('day'),
  /** seconds after the onset of crowding up to which an alert still counts; 0: it has to come before or with it */
  within: z.int().min(0).max(3600).default(0),
  /** section of the subject's `access` that names the tables */
  section: sectionName('flow'),
})
export type FlowParams = z.output<typeof flowParams>

/** Passengers of a station in one interval: as forecast, and as they came. */
export interface ForecastRow {
  readonly kind: 'forecast'
  readonly station: string
  /** YYYY-MM-DD */
  readonly day: string
  readonly forecast: number
  readonly actual: number
}

/** A crowding event and its alert, or an alert without an event. */
export interface CrowdingRow {
  readonly kind: 'crowding'
  /** seconds from the onset to the alert, negative where the alert came first; null without an alert, undefined without an event */
  readonly after?: number | null
}

export type FlowRow = ForecastRow | CrowdingRow
export type FlowResult = FlowRow | Intake

export const flowProduces = {
  mape: lower('客流预测误差（MAPE）', 'error of flow forecasts (MAPE)'),
  alertRecall: ratio('大客流预警召回率', 'crowding events that were alerted in time'),
  intervals: integer('计入的时段', 'intervals that count'),
  tooSmall: integer('客流不足而未计入的时段', 'intervals left out as too small'),
  days: integer('预测覆盖的天数', 'days with forecasts that count'),
  crowding: integer('大客流事件', 'crowding events'),
  lateAlerts: integer('迟到的预警', 'alerts that came too late'),
  falseAlerts: integer('误报', 'alerts without an event'),
  worst: {
    kind: 'list',
    fields: {
      station: { kind: 'word', title: { zh: '车站', en: 'station' } },
      intervals: integer('时段', 'intervals'),
      mape: lower('预测误差', 'error'),
    },
    title: { zh: '误差最大的车站', en: 'stations with the largest error' },
  },
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
} satisfies Record<string, QuantityKind>
