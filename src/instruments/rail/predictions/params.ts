import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'

const seconds = z.union([z.number().min(0).max(7200), z.string().regex(/^\d{1,4}(\.\d{1,3})?$/)])
const share = z.union([z.number().min(0).max(1), z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)])

/** What a standard says about predictions of arrivals. */
export const predictionParams = z.strictObject({
  /** seconds before a train came: what was said then counts */
  horizon: seconds.default(300),
  /** seconds by which a prediction may be off, to either side */
  tolerance: seconds.default(60),
  /** seconds for which what was published stands; after that nothing is said */
  stale: seconds.default(120),
  /** share of the arrivals of which something must have been said; below it accuracy stays open */
  coverage: share.default('0.9'),
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('predictions'),
})
export type PredictionParams = z.output<typeof predictionParams>

/** What was said before each arrival of a direction of a line on one day. */
export interface PredictedDay {
  readonly kind: 'day'
  readonly date: string
  readonly route: string
  readonly direction: string
  readonly stops: readonly string[]
  /** seconds before the arrival at which was asked what was said */
  readonly horizon: number
  /** place in the list of stops; second of the service day at which the train came; what was said less what came, in seconds, null where nothing was said */
  readonly arrivals: readonly (readonly [stop: number, came: number, error: number | null])[]
  /** arrivals before which nothing at all was recorded as published: the archive has a gap there */
  readonly unrecorded: number
}

export type PredictionResult = PredictedDay | { readonly kind: 'intake'; readonly intake: Reading }

const time = (zh: string, en: string) => ({ kind: 'number', unit: 's', title: { zh, en } }) as const

export const predictionProduces = {
  accurate: ratio('到站预测准确率', 'arrival-prediction accuracy'),
  missed: ratio('早于预测到达的占比', 'share that came before what was said', 'lower'),
  coverage: ratio('有预测的到站占比', 'share of arrivals of which something was said'),
  bias: time('预测与实际之差的均值', 'mean of what was said less what came'),
  errorP90: { ...time('预测误差绝对值的 P90', '90th percentile of how far predictions were off'), better: 'lower' },
  arrivals: integer('到站次数', 'arrivals'),
  predicted: integer('有预测的到站次数', 'arrivals of which something was said'),
  unrecorded: integer('无发布记录的到站次数', 'arrivals before which nothing was recorded as published'),
  lines: {
    kind: 'list',
    fields: {
      line: { kind: 'word', title: { zh: '线路', en: 'line' } },
      accurate: ratio('准确率', 'accuracy'),
      coverage: ratio('有预测的占比', 'coverage'),
      arrivals: integer('到站次数', 'arrivals'),
    },
    title: { zh: '各线路', en: 'by line' },
  },
  refusedLines: integer('被拒的记录行数', 'lines of the records refused as malformed'),
} satisfies Record<string, QuantityKind>
