import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

const seconds = z.union([z.number().min(0).max(86_400), z.string().regex(/^\d{1,5}(\.\d{1,6})?$/)])

/** What a standard says about events in time. */
export const eventParams = z.strictObject({
  /** `alarms`: one alarm for each event, soon enough; `segments`: where in a video an activity is, as ActivityNet measures it */
  kind: z.enum(['alarms', 'segments']).default('alarms'),
  /** seconds before the start and after the end of an event in which an alarm is for it */
  before: seconds.default(0),
  after: seconds.default(10),
  /** seconds after an alarm that counts in which a further one without event repeats it; 0: none does */
  merge: seconds.default(30),
  /** each event takes the earliest alarm that is left, or as many events as can be get one */
  assignment: z.enum(['earliest', 'maximum']).default('earliest'),
  /** segments: predictions of equal score count together, or by their lines as ActivityNet's script takes them where its sorting is stable */
  mode: z.enum(['by-definition', 'compatible']).default('by-definition'),
  /** section of the subject's access that names the files */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('events'),
})

export type EventParams = z.output<typeof eventParams>

/** Type, start, end in seconds. */
export type EventRow = readonly [type: string, start: number, end: number]

/** Type, seconds, and a score where alarms have one: null where it could not be read. */
export type AlarmRow = readonly [type: string, time: number, score?: number | null]

export type PredictionRow = readonly [type: string, start: number, end: number, score: number | null]

/** One stream with what happened in it and what was raised. */
export interface StreamResult {
  readonly kind: 'stream'
  readonly stream: string
  readonly stratum: string
  /** recorded seconds */
  readonly seconds: number
  /** why the subject gave nothing for this stream; its hours then count for nobody and its events are missed */
  readonly failure: 'no-output' | null
  readonly events: readonly EventRow[]
  readonly alarms: readonly AlarmRow[]
}

/** One video with its segments and what was predicted. */
export interface VideoResult {
  readonly kind: 'video'
  readonly stream: string
  readonly stratum: string
  readonly seconds: number | null
  /** whether the reference lists it; what is predicted elsewhere is wrong */
  readonly listed: boolean
  /** place among the videos of the predictions, which breaks ties in the compatible reading */
  readonly place: number
  readonly segments: readonly EventRow[]
  readonly predictions: readonly PredictionRow[]
}

export type EventResult = StreamResult | VideoResult | { readonly kind: 'intake'; readonly intake: Reading }

const number = (unit: string, zh: string, en: string) =>
  ({ kind: 'number', unit, better: 'lower', title: { zh, en } }) as const

export const eventProduces = {
  recall: ratio('事件检出率', 'recall of events'),
  precision: ratio('报警准确率', 'precision of alarms'),
  falseAlarmsPerHour: number('1/h', '每路每小时误报数', 'false alarms per camera-hour'),
  timeToAlertMedian: number('s', '报警时延中位数', 'time to alert, median'),
  timeToAlertP95: number('s', '报警时延 P95', 'time to alert, 95th percentile'),
  map: ratio('平均精度均值（时间交并比 0.50 至 0.95）', 'mean average precision over temporal overlaps 0.50 to 0.95'),
  events: integer('参考事件数', 'events of the reference'),
  alarms: integer('计入的报警（预测）数', 'alarms (predictions) that count'),
  failures: integer('没有输出的视频流', 'streams without output of the subject'),
  scoreFailures: integer('得分无法读取的报警（预测）', 'alarms (predictions) whose score cannot be read'),
  refusedLines: integer('被拒的输出行数', 'lines of the output refused as malformed'),
  cameraHours: {
    kind: 'number',
    unit: 'h',
    title: { zh: '录制的路小时数', en: 'camera-hours recorded' },
  },
  types: {
    kind: 'list',
    fields: {
      type: { kind: 'word', title: { zh: '事件类型', en: 'type of event' } },
      recall: { kind: 'ratio', better: 'higher', title: { zh: '检出率', en: 'recall' } },
      falseAlarmsPerHour: {
        kind: 'number',
        unit: '1/h',
        better: 'lower',
        title: { zh: '每路每小时误报数', en: 'false alarms per camera-hour' },
      },
      timeToAlertP95: {
        kind: 'number',
        unit: 's',
        better: 'lower',
        title: { zh: '报警时延 P95', en: 'time to alert, 95th percentile' },
      },
      ap: { kind: 'ratio', better: 'higher', title: { zh: '平均精度 AP', en: 'average precision (AP)' } },
      events: { kind: 'integer', title: { zh: '事件数', en: 'events' } },
    },
    title: { zh: '各事件类型', en: 'by type of event' },
  },
  strata: {
    kind: 'list',
    fields: {
      stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } },
      recall: { kind: 'ratio', better: 'higher', title: { zh: '检出率', en: 'recall' } },
      falseAlarmsPerHour: {
        kind: 'number',
        unit: '1/h',
        better: 'lower',
        title: { zh: '每路每小时误报数', en: 'false alarms per camera-hour' },
      },
      events: { kind: 'integer', title: { zh: '事件数', en: 'events' } },
    },
    title: { zh: '各分层', en: 'by stratum' },
  },
} satisfies Record<string, QuantityKind>
