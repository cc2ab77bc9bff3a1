import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'

const minutes = z.union([z.number().min(0).max(10_000), z.string().regex(/^\d{1,4}(\.\d{1,3})?$/)])

/** What a standard says about a ledger of operation. The limits that sort delays into classes are the standard's, so it writes them. */
export const railEventParams = z.strictObject({
  /** seconds behind plan up to which a train counts as on time; the ledger has to state the same */
  tolerance: z.union([z.number().min(0).max(3600), z.string().regex(/^\d{1,4}$/)]).optional(),
  /** minutes of delay from which an event counts against service reliability */
  reliability: minutes.default(5),
  /** minutes of delay from which a fault of a vehicle counts */
  vehicle: minutes.default(2),
  /** minutes from which a delay is small, medium, and past both */
  small: minutes.default(5),
  medium: minutes.default(15),
  long: minutes.default(30),
  /** minutes up to which an interruption has a class, ends included, from `long` on; and the stations or sections that it has to reach */
  interruption: minutes.default(120),
  sections: z.int().min(1).max(100).default(2),
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('ledger'),
})

export type RailEventParams = z.output<typeof railEventParams>

export const subsystems = ['vehicle', 'signal', 'power', 'door', 'other'] as const
export const severities = ['none', 'general', 'major'] as const

/** One line of the ledger of faults and delays. */
export interface EventResult {
  readonly kind: 'event'
  readonly line: string
  readonly subsystem: (typeof subsystems)[number]
  /** minutes by which service was delayed */
  readonly delay: number
  readonly withdrawn: boolean
  /** running was interrupted between stations */
  readonly interrupted: boolean
  /** stations or sections that were reached */
  readonly sections: number | null
  /** operational incident: general, or major and worse */
  readonly severity: (typeof severities)[number]
  readonly forceMajeure: boolean
  /** minutes from the beginning of the fault to the timetable being kept again; null where one of the times is missing */
  readonly restored: number | null
}

/** What a line ran in a period. */
export interface OperationResult {
  readonly kind: 'operation'
  readonly line: string
  readonly planned: number
  readonly cancelled: number
  /** null where the ledger does not say */
  readonly late: number | null
  /** train-kilometres, not car-kilometres */
  readonly trainKm: number
  readonly doorCycles: number | null
  /** faults of platform doors where they are counted and not listed */
  readonly doorFaults: number | null
  readonly ridership: number | null
  readonly satisfaction: number | null
  readonly support: number | null
  readonly keyIndicators: number | null
}

export type RailEventResult =
  | EventResult
  | OperationResult
  | {
      readonly kind: 'intake'
      readonly intake: Reading
      readonly line: string | null
      readonly tolerance: number | null
    }

const rate = (unit: string, zh: string, en: string) =>
  ({ kind: 'number', unit, better: 'lower', title: { zh, en } }) as const
const PER = '次/万列公里'

export const railEventProduces = {
  fulfilment: ratio('列车运行图兑现率', 'timetable fulfilment'),
  punctuality: ratio('列车正点率', 'punctuality'),
  reliability: {
    kind: 'number',
    unit: '万列公里/次',
    better: 'higher',
    title: { zh: '列车服务可靠度', en: 'service reliability' },
  },
  delayRate: rate(PER, '5 min 及以上延误率', 'delays of 5 min and more'),
  withdrawalRate: rate(PER, '列车退出正线故障率', 'train withdrawals'),
  vehicleFaultRate: rate(PER, '车辆系统故障率', 'vehicle faults'),
  signalFaultRate: rate(PER, '信号系统故障率', 'signalling faults'),
  powerFaultRate: rate(PER, '供电系统故障率', 'power supply faults'),
  doorFaultRate: rate('次/万次', '站台门故障率', 'platform door faults'),
  longDelayRate: rate('次/百万列公里', '15 min 及以上延误事件率', 'delays of 15 min and more'),
  restoreMean: rate('min', '平均恢复时间', 'mean time to restore'),
  tolerance: { kind: 'number', unit: 's', title: { zh: '正点容差', en: 'tolerance of punctuality' } },
  trainKm: { kind: 'number', unit: '万列公里', title: { zh: '列公里', en: 'train-kilometres' } },
  delays: integer('5 min 及以上延误事件', 'delays of 5 min and more'),
  events: integer('台账事件数', 'events of the ledger'),
  lines: {
    kind: 'list',
    fields: {
      line: { kind: 'word', title: { zh: '线路', en: 'line' } },
      ridership: { kind: 'number', title: { zh: '客运量', en: 'ridership' } },
      satisfaction: { kind: 'number', better: 'higher', title: { zh: '乘客满意度得分', en: 'satisfaction points' } },
      support: { kind: 'number', better: 'higher', title: { zh: '服务保障能力得分', en: 'service-support points' } },
      keyIndicators: { kind: 'number', better: 'higher', title: { zh: '关键指标得分', en: 'key-indicator points' } },
      small: integer('5–15 min 延误', 'delays of 5 to 15 min'),
      medium: integer('15–30 min 延误', 'delays of 15 to 30 min'),
      interruptions: integer('30 min–2 h 中断', 'interruptions of 30 min to 2 h'),
      general: integer('一般运营突发事件', 'general operational incidents'),
      major: integer('较大及以上运营突发事件', 'major or worse incidents'),
      unclassed: integer('没有类别的事件', 'events that no class holds'),
    },
    title: { zh: '各线路', en: 'by line' },
  },
  refusedLines: integer('被拒的台账行数', 'lines of the ledger refused as malformed'),
} satisfies Record<string, QuantityKind>
