import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import type { About } from '../algorithm/algorithm.ts'
import type { Inputs } from '../algorithm/inputs/read.ts'

/** What a standard says about timing. */
export const efficiencyParams = z.strictObject({
  /** calls before the first that counts, after every start */
  warmUp: z.int().min(5).max(1000).default(5),
  /** calls that count at least; every input is asked equally often, and at least twice */
  runs: z.int().min(200).max(1_000_000).default(200),
  /** fresh starts that are timed to their first answer; none for a service */
  coldStarts: z.int().min(0).max(100).default(3),
  /** numbers of an output are the same when they differ by no more */
  tolerance: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .default('0.000001'),
})

export type EfficiencyParams = z.output<typeof efficiencyParams>

/** The machine that the calls were made on. */
export interface Machine {
  readonly cpu: string
  /** logical processors */
  readonly processors: number
  readonly memoryMiB: number
  readonly platform: string
  readonly node: string
}

export interface InputsResult {
  readonly kind: 'inputs'
  readonly sha256: string
  readonly entries: number
  readonly refused: Inputs['refused']
  readonly warmUp: number
}

export interface ColdResult {
  readonly kind: 'cold'
  /** from before the start to the first answer, milliseconds */
  readonly ms: number
}

/** One call, with enough to compare it with the other calls of its input. */
export interface CallResult {
  readonly kind: 'call'
  readonly input: string
  readonly repeat: number
  readonly latencyMs: number
  /** seconds that the input lasts */
  readonly seconds?: number
  /** canonical JSON of the output up to 4,096 characters; beyond that its hash */
  readonly output?: string
  readonly outputSha256?: string
  /** code of the failure; `timed-out` where no answer came in the time allowed */
  readonly failure?: string
  readonly peakKiB: number | null
  readonly algorithm: About & { readonly kind: string }
  readonly machine: Machine
}

export type EfficiencyResult = InputsResult | ColdResult | CallResult

const milliseconds = (zh: string, en: string) =>
  ({ kind: 'number', unit: 'ms', better: 'lower', title: { zh, en } }) as const

export const efficiencyProduces = {
  latencyMean: milliseconds('平均耗时', 'latency, mean'),
  latencyMedian: milliseconds('耗时中位数', 'latency, median'),
  latencyP95: milliseconds('耗时 P95', 'latency, 95th percentile'),
  latencyP99: milliseconds('耗时 P99', 'latency, 99th percentile'),
  throughput: { kind: 'number', unit: '1/s', better: 'higher', title: { zh: '吞吐率', en: 'throughput' } },
  realTimeFactor: { kind: 'number', better: 'lower', title: { zh: '实时率', en: 'real-time factor' } },
  peakMemory: { kind: 'number', unit: 'MiB', better: 'lower', title: { zh: '内存峰值', en: 'peak memory' } },
  coldStart: milliseconds('冷启动时间', 'cold start'),
  identical: {
    kind: 'ratio',
    better: 'higher',
    title: { zh: '重复运行输出一致的输入比例', en: 'share of inputs with the same output in every repeat' },
  },
  failures: { kind: 'integer', title: { zh: '失败次数', en: 'calls that failed' } },
  runs: { kind: 'integer', title: { zh: '计时调用次数', en: 'timed calls' } },
  refusedLines: { kind: 'integer', title: { zh: '清单中被拒的行', en: 'lines of the list refused' } },
} satisfies Record<string, QuantityKind>
