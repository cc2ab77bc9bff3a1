import { z } from 'zod'
import type { Text } from '../../../language/text.ts'
import type { SequentialVerdict } from '../../../metrics/sequential.ts'
import type { QuantityKind } from '../../contract.ts'
import type { Intake } from '../../intake.ts'
import { integer, ratio, word } from '../../kinds.ts'
import { sectionName } from '../../section.ts'

const rate = z.union([z.string().regex(/^0?\.\d{1,6}$/), z.number()]).refine((x) => Number(x) > 0 && Number(x) < 1)

/** What a standard says about trials. */
export const trialParams = z.strictObject({
  /** only trials of this protocol count, where the table has a column for it */
  protocol: z.string().min(1).max(100).optional(),
  /** trials that a cell of the operational design domain needs before it can be the worst one */
  enough: z.int().min(1).max(1_000_000).default(1),
  /** success rates for which the report says how many trials would show them */
  targets: z.array(rate).max(10).default([]),
  /** how SPL is bounded: Clopper-Pearson at the sum, or percentiles of resampled trials with a fixed seed */
  bounds: z.enum(['exact', 'bootstrap']).optional(),
  /** Wald's sequential test of the failures in the order of the rows: p0 is to be accepted, p1 rejected */
  sequential: z
    .strictObject({ p0: rate, p1: rate, alpha: rate, beta: rate })
    .transform((s) => ({ p0: Number(s.p0), p1: Number(s.p1), alpha: Number(s.alpha), beta: Number(s.beta) }))
    .refine((s) => s.p0 < s.p1 && s.alpha + s.beta < 1, 'p0 < p1, and alpha + beta < 1')
    .optional(),
  /** section of the subject's `access` that names the tables */
  section: sectionName('trials'),
})
export type TrialParams = z.output<typeof trialParams>

/** One trial. A void one (the set-up failed, a person stopped the test) is neither success nor failure. */
export interface Trial {
  readonly outcome: 'success' | 'failure' | 'void'
  /** cell of the operational design domain, empty where the table has none */
  readonly cell: string
  readonly disturbance: string
  /** shortest possible and travelled length, in one unit */
  readonly lengths?: readonly [shortest: number, travelled: number]
  /** milliseconds until the robot answered or began */
  readonly latencyMs?: number
}

export type TrialResult = Trial | Intake

const part = (name: string, zh: string, en: string) => ({
  [name]: { kind: 'word', title: { zh, en } } as const,
  success: { kind: 'ratio', better: 'higher', title: { zh: '成功率', en: 'success' } } as const,
  trials: { kind: 'integer', title: { zh: '试验次数', en: 'trials' } } as const,
})

export const trialProduces = {
  success: ratio('成功率', 'success rate'),
  worst: ratio('最差工况单元的成功率', 'success rate in the worst cell'),
  stratified: ratio('按使用占比加权的成功率', 'success rate weighted by shares of use'),
  sequential: word('序贯检验的结论', 'verdict of the sequential test', {
    accepted: { zh: '接受', en: 'accepted' },
    rejected: { zh: '拒绝', en: 'rejected' },
    undecided: { zh: '未定', en: 'undecided' },
  } satisfies Record<SequentialVerdict, Text>),
  spl: ratio('以路径长度加权的成功率（SPL）', 'success weighted by path length (SPL)'),
  latencyP95: {
    kind: 'number',
    unit: 's',
    better: 'lower',
    title: { zh: '响应时延 P95', en: 'latency, 95th percentile' },
  },
  trials: integer('计入的试验次数', 'trials that count'),
  failures: integer('失败次数', 'failures'),
  voided: integer('作废的试验', 'void trials'),
  thinCells: integer('试验不足的工况单元', 'cells without enough trials'),
  refusedLines: integer('被拒的行数', 'lines refused as malformed'),
  cells: { kind: 'list', fields: part('cell', '工况单元', 'cell'), title: { zh: '各工况单元', en: 'by cell' } },
  disturbances: {
    kind: 'list',
    fields: part('disturbance', '干扰', 'disturbance'),
    title: { zh: '各类干扰', en: 'by disturbance' },
  },
} satisfies Record<string, QuantityKind>
