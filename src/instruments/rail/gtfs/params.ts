import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import type { Window } from '../feed/access.ts'
import type { PlannedDay } from '../feed/day.ts'

/** What a standard says about a timetable. */
export const gtfsParams = z.strictObject({
  /** which time of a call makes headways; the other stands in where it is missing */
  by: z.enum(['arrival', 'departure']).default('departure'),
  /** headways by stop, direction and hour, or over the whole time that counts */
  per: z.enum(['hour', 'period']).default('hour'),
  /** each line for itself, or all that call at a stop together */
  lines: z.enum(['apart', 'together']).default('apart'),
  /** stops with fewer headways (in an hour) have no part in the coefficient of variation */
  least: z.int().min(2).max(1000).default(3),
  /** section of the subject's access that names the feed */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('timetable'),
})

export type GtfsParams = z.output<typeof gtfsParams>

export type GtfsResult =
  | ({ readonly kind: 'day'; readonly window: Window | null } & PlannedDay)
  | { readonly kind: 'intake'; readonly intake: Reading }

const seconds = (zh: string, en: string) => ({ kind: 'number', unit: 's', better: 'lower', title: { zh, en } }) as const

export const gtfsProduces = {
  trips: integer('计划车次', 'trips planned'),
  headwayMean: seconds('计划行车间隔均值', 'planned headway, mean'),
  headwayCv: {
    kind: 'number',
    better: 'lower',
    title: { zh: '计划行车间隔变异系数', en: 'coefficient of variation of planned headways' },
  },
  scheduledWait: seconds('计划平均候车时间', 'scheduled wait, mean'),
  days: integer('运营日数', 'service days'),
  calls: integer('计划到发次数', 'calls planned'),
  pastMidnight: integer('24:00 以后的到发次数', 'calls past 24:00'),
  directions: {
    kind: 'list',
    fields: {
      date: { kind: 'word', title: { zh: '运营日', en: 'service day' } },
      line: { kind: 'word', title: { zh: '线路', en: 'line' } },
      direction: { kind: 'word', title: { zh: '方向', en: 'direction' } },
      trips: integer('车次', 'trips'),
      first: { kind: 'word', title: { zh: '首班', en: 'first train' } },
      last: { kind: 'word', title: { zh: '末班', en: 'last train' } },
      headwayMean: seconds('行车间隔均值', 'headway, mean'),
      scheduledWait: seconds('平均候车时间', 'scheduled wait'),
    },
    title: { zh: '各运营日各方向', en: 'by service day and direction' },
  },
} satisfies Record<string, QuantityKind>
