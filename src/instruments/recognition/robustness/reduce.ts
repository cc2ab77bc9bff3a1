import type { Estimate } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { thinned } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { type PairedRatio, pairedRatio } from '../../../metrics/paired-ratio.ts'
import type { Reducer } from '../../contract.ts'
import { BOOTSTRAP_SEED, errorRates } from '../../error-ratio.ts'
import type { CurvePicture } from '../../picture.ts'
import { bounds } from '../../proportion.ts'
import {
  type ConditionResult,
  type InputsResult,
  type RobustnessParams,
  type RobustnessResult,
  robustnessParams,
} from './params.ts'
import { type Column, type Table, tableOf } from './table.ts'

/** The severity at which the worst corruption is read. */
const MIDDLE = 3

/** Everything from the stored outputs and references: counts of what is right, by condition, paired by input. */
export const robustnessReducer: Reducer<RobustnessParams, RobustnessResult> = {
  name: 'recognition/robustness',
  version: '1',
  params: robustnessParams,
  reduce: (results, params, confidences) => {
    const { inputs, conditions } = parted(results)
    const table = tableOf(conditions, params)
    const { columns } = table
    const mean = meanOf(table)
    const known = table.inputs > 0
    return {
      n: table.all.length,
      evidence: known ? 'measured' : 'none',
      quantities: {
        clean: known ? share(table.clean, table.all, confidences) : null,
        mean: known && columns.length > 0 ? share(mean.right, mean.all, confidences) : null,
        relative: columns.length === 0 ? null : relative(mean.right, mean.clean, confidences),
        worst: worstOf(table, confidences),
        conditions: known
          ? columns.map((c) => ({
              corruption: c.corruption,
              severity: c.severity,
              performance: share(c.right, table.all, confidences),
              relative: relative(c.right, table.clean, confidences),
            }))
          : null,
        inputs: table.inputs,
        failures: conditions.filter((c) => c.failure !== undefined).length,
        refusedLines: inputs?.refused.count ?? null,
      },
      detail: {
        convention: `${params.performance}; pooled over inputs; a ratio to clean above 1 counts as 1`,
        normalise: params.performance === 'characters' ? params.normalise : null,
        corruptions: 'ImageNet-C strengths; lengths in pixels times scale; borders repeated; PNG in and out',
        scale: params.scale === 'none' ? 'none' : `height / ${params.referenceHeight}`,
        seed: params.seed,
        bootstrap: { by: 'cluster', clusters: table.all.length, seed: String(BOOTSTRAP_SEED) },
        incomplete: table.incomplete,
        relativeUncapped: mean.ratio,
        byCorruption: byCorruption(table),
        algorithms: distinct(conditions.map((c) => c.algorithm)),
        ...(inputs === undefined ? {} : { list: inputs }),
      },
      pictures: known && columns.length > 0 ? [severityPicture(table)] : [],
    }
  },
}

function parted(results: Iterable<{ readonly id: string; readonly result: RobustnessResult }>) {
  let inputs: InputsResult | undefined
  const conditions: ConditionResult[] = []
  for (const { result } of results) {
    if (result.kind === 'inputs') inputs = result
    else conditions.push(result)
  }
  return { inputs, conditions }
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

/** Right over all, exact; bounds by resampling clusters, never narrower than the share of clusters with errors allows. */
function share(right: Float64Array, all: Float64Array, confidences: readonly string[]): Estimate {
  const errors = all.map((a, i) => a - right[i]!)
  const rates = errorRates(errors, all, `${sum(errors)}/${sum(all)}`, confidences)
  return rates.accuracy(`${sum(right)}/${sum(all)}`)
}

/** Null where nothing was right without corruption: there is nothing to keep. */
function relative(kept: Float64Array, base: Float64Array, confidences: readonly string[]): Estimate | null {
  if (!(sum(base) > 0)) return null
  const paired = pairedRatio(kept, base, confidences.map(Number))
  return {
    value: exactRatio(kept, base),
    n: base.length,
    bounds: confidences.map((c) => within(c, paired, Number(c))),
    distribution: {
      kind: 'samples',
      values: Array.from(thinned(paired.resamples), (v) => decimal(Math.min(1, v))),
    },
  }
}

function exactRatio(kept: Float64Array, base: Float64Array): string {
  return sum(kept) >= sum(base) ? '1/1' : `${sum(kept)}/${sum(base)}`
}

function within(confidence: string, paired: PairedRatio, at: number) {
  const { lower, upper } = paired.bounds(at)
  return bounds(confidence, Math.min(lower, paired.value), Math.max(upper, paired.value))
}

/** All conditions count the same: every input is in each of them, so the mean of the shares is the share of the sums. */
function meanOf({ all, clean, columns }: Table) {
  const right = new Float64Array(all.length)
  for (const column of columns) for (let i = 0; i < right.length; i++) right[i]! += column.right[i]!
  const times = (values: Float64Array) => values.map((v) => v * columns.length)
  const base = times(clean)
  return {
    right,
    all: times(all),
    clean: base,
    ratio: columns.length > 0 && sum(base) > 0 ? `${sum(right)}/${sum(base)}` : null,
  }
}

/** The lowest of the ratios at severity 3. The bounds hold for all corruptions at once (Bonferroni), for the lowest may be another one. */
function worstOf({ clean, columns }: Table, confidences: readonly string[]): Estimate | null {
  const middle = columns.filter((c) => c.severity === MIDDLE)
  if (middle.length === 0 || !(sum(clean) > 0)) return null
  const joint = confidences.map((c) => 1 - (1 - Number(c)) / middle.length)
  const all = middle.map((c) => pairedRatio(c.right, clean, joint))
  const lowest = middle.reduce((a, b) => (sum(b.right) < sum(a.right) ? b : a))
  const value = Math.min(...all.map((p) => p.value))
  return {
    value: exactRatio(lowest.right, clean),
    n: clean.length,
    bounds: confidences.map((c, i) => {
      const ends = all.map((p) => p.bounds(joint[i]!))
      const lower = Math.min(value, ...ends.map((e) => e.lower))
      return bounds(c, lower, Math.max(value, Math.min(...ends.map((e) => e.upper))))
    }),
  }
}

/** The curve of each corruption: what is right at its severities, and all there is. */
function byCorruption({ all, columns }: Table) {
  const names = [...new Set(columns.map((c) => c.corruption))]
  const right = (c: Column) => `${sum(c.right)}/${sum(all)}`
  return names.map((corruption) => ({
    corruption,
    curve: columns.filter((c) => c.corruption === corruption).map((c) => ({ severity: c.severity, right: right(c) })),
  }))
}

/** Performance by severity, a line for each corruption; severity 0 is the clean input. */
function severityPicture({ all, clean, columns }: Table): CurvePicture {
  const of = (right: Float64Array) => sum(right) / sum(all)
  const names = [...new Set(columns.map((c) => c.corruption))]
  return {
    kind: 'curve',
    title: { zh: '各劣化随强度的性能', en: 'Performance by corruption and severity' },
    note: { zh: '强度 0 为未劣化的输入。', en: 'Severity 0 is the input as it is.' },
    x: { title: { zh: '强度', en: 'severity' }, scale: 'linear', range: [0, 5] },
    y: { title: { zh: '性能', en: 'performance' }, scale: 'linear', range: [0, 1], percent: true },
    lines: names.map((name) => ({
      name: { zh: name, en: name },
      points: [
        [0, of(clean)] as const,
        ...columns.filter((c) => c.corruption === name).map((c) => [c.severity, of(c.right)] as const),
      ],
    })),
  }
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((v) => [canonicalText(v), v]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, v]) => v)
}
