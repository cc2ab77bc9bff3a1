import { z } from 'zod'
import type { Text } from '../../../language/text.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio, word } from '../../kinds.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about logs. */
export const logParams = z.strictObject({
  /** seconds within which an `intervention` record and a change from automatic to a person's mode are one intervention */
  join: z.number().min(0).max(60).default(2),
  /** hours that an outage is taken to last where none was seen, for the bound of availability */
  repair: z.number().positive().max(1000).default(8),
  /** section of the subject's `access` that names the logs */
  section: sectionName('log'),
})
export type LogParams = z.output<typeof logParams>

export const EVENT_TYPES = [
  ...['task.start', 'task.end', 'mode', 'intervention', 'decision'],
  ...['fault', 'recovery', 'estop', 'command', 'response'],
] as const
export const MODES = ['auto', 'semi', 'teleop', 'manual', 'service'] as const
export const MODE_NAMES: Readonly<Record<Mode | 'unknown', Text>> = {
  auto: { zh: '自动', en: 'automatic' },
  semi: { zh: '半自动', en: 'semi-automatic' },
  teleop: { zh: '遥操作', en: 'teleoperated' },
  manual: { zh: '手动', en: 'manual' },
  service: { zh: '维护', en: 'service' },
  unknown: { zh: '未记录', en: 'not logged' },
}
export const ACTORS = ['robot', 'human', 'remote'] as const

export type EventType =
  | 'task.start'
  | 'task.end'
  | 'mode'
  | 'intervention'
  | 'decision'
  | 'fault'
  | 'recovery'
  | 'estop'
  | 'command'
  | 'response'
export type Mode = (typeof MODES)[number]
export type Actor = (typeof ACTORS)[number]

/** One record of what happened, in the canonical form to which every format of log is mapped. */
export interface LogEvent {
  /** seconds from the beginning of the log */
  readonly t: number
  readonly type: EventType
  readonly task?: string
  /** of `task.end`; absent where the task was called off */
  readonly ok?: boolean
  readonly mode?: Mode
  readonly actor?: Actor
  readonly cause?: string
  readonly severity?: string
  /** shortest possible and travelled length in metres */
  readonly shortest?: number
  readonly travelled?: number
  readonly latencyMs?: number
}

/** One log file. */
export interface LogResult {
  readonly file: string
  readonly format: 'bag' | 'mcap' | 'table'
  /** when it begins, ISO 8601 */
  readonly start: string
  readonly seconds: number
  /** messages or rows that were looked at */
  readonly messages: number
  readonly events: readonly LogEvent[]
  /** metres, where a rule says how they are read */
  readonly metres: number | null
  /** the rules that made events of messages, as the subject wrote them */
  readonly rules: readonly unknown[]
  /** the file with its hash, and what was refused in it */
  readonly intake: Reading
}

const number = (unit: string, better: 'higher' | 'lower', zh: string, en: string) =>
  ({ kind: 'number', unit, better, title: { zh, en } }) as const
const amount = (unit: string, zh: string, en: string) => ({ kind: 'number', unit, title: { zh, en } }) as const

export const logProduces = {
  success: ratio('任务成功率', 'task success'),
  autonomous: ratio('自主决策占比', 'decisions closed without a person'),
  selfRecovery: ratio('异常自恢复率', 'faults recovered from without a person'),
  betweenInterventions: number('h', 'higher', '平均干预间隔', 'mean time between interventions'),
  interventionRate: number('1/h', 'lower', '人工干预率', 'interventions per hour'),
  availability: ratio('任务可用度', 'mission availability'),
  betweenFaults: number('h', 'higher', '平均故障间隔', 'mean time between faults'),
  latencyP95: number('s', 'lower', '决策时延 P95', 'decision latency, 95th percentile'),
  responseP95: number('s', 'lower', '交互响应时延 P95', 'response latency, 95th percentile'),
  spl: ratio('以路径长度加权的成功率（SPL）', 'success weighted by path length (SPL)'),
  autonomousTime: ratio('自动模式时间占比', 'share of mission time in automatic mode'),
  humanShare: ratio('由人操控的时间占比', 'share of mission time controlled by a person', 'lower'),
  trials: integer('任务次数', 'tasks that ended'),
  interventions: integer('干预次数', 'interventions'),
  faults: integer('故障次数', 'faults'),
  estops: integer('急停次数', 'emergency stops'),
  unanswered: integer('没有响应的指令', 'commands without response'),
  missionHours: amount('h', '任务时间', 'mission time'),
  operatingHours: amount('h', '不由人操控的任务时间', 'mission time not controlled by a person'),
  distance: amount('m', '行驶距离', 'distance travelled'),
  logs: integer('日志文件数', 'logs'),
  refusedLines: integer('被拒的记录数', 'records refused as malformed'),
  modes: {
    kind: 'list',
    fields: {
      mode: word('模式', 'mode', MODE_NAMES),
      hours: { kind: 'number', unit: 'h', title: { zh: '小时', en: 'hours' } },
    },
    title: { zh: '各模式的时间', en: 'time by mode' },
  },
} satisfies Record<string, QuantityKind>
