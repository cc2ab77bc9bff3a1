import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import type { Window } from '../feed/access.ts'
import type { TrainRun } from '../feed/day.ts'

const seconds = z.union([z.number().min(0).max(86_400), z.string().regex(/^\d{1,5}(\.\d{1,3})?$/)])
const share = z.union([z.number().min(0).max(1), z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)])

/** What a standard says about running to a timetable. */
export const gtfsRtParams = z.strictObject({
  /** seconds behind plan up to which a train is on time. Without it there is no punctuality: no number is given for a tolerance that nobody states */
  tolerance: seconds.optional(),
  /** seconds ahead of plan up to which a train is on time; without it an early train is on time */
  early: seconds.optional(),
  /** at the last stop of each train, or at every stop */
  at: z.enum(['terminal', 'stops']).default('terminal'),
  /** share of what was planned of which something must be known; below it punctuality and headways stay open */
  coverage: share.default('0.95'),
  /** which time of a call makes headways */
  by: z.enum(['arrival', 'departure']).default('arrival'),
  per: z.enum(['hour', 'period']).default('hour'),
  lines: z.enum(['apart', 'together']).default('apart'),
  /** cells with fewer headways have no part in the coefficient of variation */
  least: z.int().min(2).max(1000).default(3),
  /** an actual headway up to so many times the planned one passes wait assessment */
  waitFactor: z.union([z.number().min(1).max(10), z.string().regex(/^\d(\.\d{1,3})?$/)]).default('1.25'),
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('running'),
})

export type GtfsRtParams = z.output<typeof gtfsRtParams>

/** A direction of a line on one day, as planned and as run. Seconds of the service day. */
export interface RunDay {
  readonly kind: 'day'
  readonly date: string
  readonly route: string
  readonly name: string
  readonly direction: string
  readonly window: Window | null
  readonly stops: readonly string[]
  readonly stopNames: readonly string[]
  readonly places: readonly number[]
  /** null where there is no timetable */
  readonly planned: readonly TrainRun[] | null
  readonly actual: readonly TrainRun[]
  /** trips that were said not to run */
  readonly cancelled: readonly string[]
}

/** Published counts of one line at one tolerance (seconds). */
export interface CountResult {
  readonly kind: 'count'
  readonly line: string
  readonly tolerance: number
  readonly onTime: number
  readonly observed: number
  readonly scheduled: number
}

export type GtfsRtResult = RunDay | CountResult | { readonly kind: 'intake'; readonly intake: Reading }

const time = (zh: string, en: string) => ({ kind: 'number', unit: 's', better: 'lower', title: { zh, en } }) as const

export const gtfsRtProduces = {
  punctuality: ratio('正点率', 'punctuality'),
  coverage: ratio('数据覆盖率', 'share of the plan that was observed'),
  fulfilment: ratio('运行图兑现率', 'share of planned trips that ran'),
  headwayCv: {
    kind: 'number',
    better: 'lower',
    title: { zh: '行车间隔变异系数', en: 'coefficient of variation of headways' },
  },
  waitAssessment: ratio('等待评估', 'wait assessment'),
  excessWait: time('超额候车时间', 'excess wait'),
  averageWait: time('平均候车时间', 'average wait'),
  scheduledWait: time('计划平均候车时间', 'scheduled wait'),
  tolerance: { kind: 'number', unit: 's', title: { zh: '正点容差', en: 'tolerance of punctuality' } },
  scheduledTrips: integer('计划列次', 'trips planned'),
  observedTrips: integer('有记录的计划列次', 'planned trips that were observed'),
  cancelledTrips: integer('取消列次', 'trips cancelled'),
  extraTrips: integer('计划外列次', 'trips that were not planned'),
  headways: integer('行车间隔数', 'headways'),
  lines: {
    kind: 'list',
    fields: {
      line: { kind: 'word', title: { zh: '线路', en: 'line' } },
      punctuality: ratio('正点率', 'punctuality'),
      coverage: ratio('数据覆盖率', 'coverage'),
      scheduled: integer('计划', 'planned'),
      observed: integer('有记录', 'observed'),
    },
    title: { zh: '各线路', en: 'by line' },
  },
  refusedLines: integer('被拒的记录行数', 'lines of the records refused as malformed'),
} satisfies Record<string, QuantityKind>
