import { z } from 'zod'
import type { Point } from '../../../metrics/pose.ts'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

/** What a standard says about poses. */
export const poseParams = z.strictObject({
  /** section of the subject's `access` that names the tables */
  section: sectionName('poses'),
})
export type PoseParams = z.output<typeof poseParams>

/** One pose: where the robot was, or says that it was, and where it should have been. Metres. */
export interface Pose {
  /** the command, place or path it belongs to; empty where the table has none */
  readonly pose: string
  readonly attained: Point
  readonly reference: Point
}
export type PoseResult = Pose | Intake

const number = (unit: string | undefined, zh: string, en: string) =>
  ({ kind: 'number', ...(unit === undefined ? {} : { unit }), better: 'lower', title: { zh, en } }) as const

export const poseProduces = {
  errorP95: number('m', '位置误差 P95', 'position error, 95th percentile'),
  accuracy: number('m', '位姿准确度 AP（最差位姿）', 'pose accuracy AP (worst pose)'),
  repeatability: number('m', '位姿重复性 RP（最差位姿）', 'pose repeatability RP (worst pose)'),
  repeatabilityRatio: number(undefined, '重复性与声明值之比', 'repeatability over its declared value'),
  deviationRatio: number(undefined, '误差 P95 与声明容差之比', 'error P95 over the declared tolerance'),
  poses: integer('位姿数', 'poses attained'),
  cycles: integer('每个位姿的最少循环数', 'least cycles of any pose'),
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
  commands: {
    kind: 'list',
    fields: {
      pose: { kind: 'word', title: { zh: '位姿', en: 'pose' } },
      accuracy: { kind: 'number', unit: 'm', better: 'lower', title: { zh: 'AP', en: 'AP' } },
      repeatability: { kind: 'number', unit: 'm', better: 'lower', title: { zh: 'RP', en: 'RP' } },
      cycles: { kind: 'integer', title: { zh: '循环数', en: 'cycles' } },
    },
    title: { zh: '各指令位姿', en: 'by commanded pose' },
  },
} satisfies Record<string, QuantityKind>
