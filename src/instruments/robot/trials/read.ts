import { z } from 'zod'
import { numberOf } from '../../recognition/files/cell.ts'
import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import type { Trial, TrialParams } from './params.ts'

const cellName = z.string().min(1).max(200)
const shares = z
  .record(cellName, z.number().min(0).max(1))
  .refine((all) => Math.abs(Object.values(all).reduce((a, b) => a + b, 0) - 1) <= 1e-6, 'shares that sum to 1')

/** `cells`: what the subject declares that it operates in, so that a cell without a single trial is not forgotten; with the share of use of each, `{day: 0.7, night: 0.3}`. */
export const trialAccess = z
  .union([
    tableFiles.transform((files) => ({ files })),
    z.strictObject({ files: tableFiles, cells: z.union([z.array(cellName).max(1000), shares]).optional() }),
  ])
  .transform((given) => ({ cells: undefined, ...given }))
export type TrialAccess = z.output<typeof trialAccess>

export const trialColumns = {
  ok: { names: ['ok', 'success', 'result', 'outcome', '成功', '结果', '是否成功'] },
  cell: { names: ['cell', 'odd', 'oddcell', 'odd_cell', 'condition', '工况', '工况单元'], optional: true },
  disturbance: { names: ['disturbance', 'perturbation', '干扰', '扰动'], optional: true },
  protocol: { names: ['protocol', 'test', '规程', '试验规程'], optional: true },
  shortest: { names: ['shortest', 'optimallen', 'optimal_length', '最短路径'], optional: true },
  travelled: { names: ['travelled', 'actuallen', 'length', '实际路径'], optional: true },
  latency: { names: ['latencyms', 'latency_ms', 'latency', '时延毫秒', '时延'], optional: true },
}
type Columns = keyof typeof trialColumns

const outcomes: ReadonlyMap<string, Trial['outcome']> = new Map([
  ...['1', 'true', 'yes', 'y', 'ok', 'success', 'succeeded', 'pass', 'passed', '是', '成功', '通过', '合格'].map(
    (w) => [w, 'success'] as const,
  ),
  ...['0', 'false', 'no', 'n', 'failure', 'failed', 'fail', '否', '失败', '未通过', '不合格'].map(
    (w) => [w, 'failure'] as const,
  ),
  ...['void', 'invalid', 'aborted-by-tester', '作废', '无效'].map((w) => [w, 'void'] as const),
])

export function trialOf(row: Row<Columns>, { protocol }: TrialParams): Parsed<Trial> {
  if (protocol !== undefined && row.has('protocol') && row.cell('protocol') !== protocol) return undefined
  const outcome = outcomes.get(row.cell('ok').toLowerCase())
  if (outcome === undefined) return { expected: 'ok: yes | no | void', got: row.cell('ok').slice(0, 80) }
  const [cell, disturbance] = [row.cell('cell'), row.cell('disturbance')]
  if (cell.length > 200 || disturbance.length > 200) return { expected: 'cell, disturbance: at most 200 characters' }
  const lengths = lengthsOf(row.cell('shortest'), row.cell('travelled'))
  if (lengths !== undefined && 'expected' in lengths) return lengths
  const latencyMs = row.cell('latency') === '' ? undefined : numberOf(row.cell('latency'))
  if (row.cell('latency') !== '' && (latencyMs === undefined || latencyMs < 0))
    return { expected: 'latencyMs: milliseconds from 0', got: row.cell('latency') }
  return {
    ...{ outcome, cell, disturbance },
    ...(lengths === undefined ? {} : { lengths: lengths.of }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  }
}

function lengthsOf(
  shortest: string,
  travelled: string,
): { readonly of: readonly [number, number] } | { readonly expected: string; readonly got: string } | undefined {
  if (shortest === '' && travelled === '') return undefined
  const [least, own] = [numberOf(shortest), numberOf(travelled)]
  // a robot that did not move has travelled nothing, but there is no way of length 0 to weigh by
  if (least === undefined || own === undefined || !(least > 0) || own < 0)
    return { expected: 'shortest above 0 and travelled from 0, both or neither', got: `${shortest} ${travelled}` }
  return { of: [least, own] }
}
