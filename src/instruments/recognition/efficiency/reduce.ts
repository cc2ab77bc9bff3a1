import type { Estimate } from '../../../judge/evidence.ts'
import { canonicalText } from '../../../language/canonical.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { quantile, quantileBounds } from '../../../metrics/order-statistics.ts'
import type { Reducer } from '../../contract.ts'
import { bounds, proportion } from '../../proportion.ts'
import {
  type CallResult,
  type ColdResult,
  type EfficiencyParams,
  type EfficiencyResult,
  efficiencyParams,
  type InputsResult,
} from './params.ts'
import { rateOf } from './rate.ts'
import { sameOutcome } from './same.ts'

/** Quantiles, rates and identity from the single calls. A failed call never delivered: it counts as slower than any that did. */
export const efficiencyReducer: Reducer<EfficiencyParams, EfficiencyResult> = {
  name: 'recognition/efficiency',
  version: '1',
  params: efficiencyParams,
  reduce: (results, { tolerance }, confidences) => {
    const { inputs, colds, calls } = parted(results)
    const latencies = ascending(calls.map((c) => (c.failure === undefined ? c.latencyMs : Number.POSITIVE_INFINITY)))
    const groups = byInput(calls)
    const timed = groups.map((own) => own.filter((c) => c.seconds !== undefined)).filter((own) => own.length > 0)
    const peak = calls.reduce((most, c) => Math.max(most, c.peakKiB ?? -1), -1)
    const at = (p: number) => quantileOf(latencies, p, confidences)
    return {
      n: calls.length,
      evidence: calls.length === 0 ? 'none' : 'measured',
      quantities: {
        // a call that failed never delivered, and no mean is finite with it
        latencyMean: calls.some((c) => c.failure !== undefined)
          ? null
          : rateOf(
              groups,
              (c) => c.latencyMs,
              () => 1,
              confidences,
            ),
        latencyMedian: at(0.5),
        latencyP95: at(0.95),
        latencyP99: at(0.99),
        throughput: rateOf(
          groups,
          (c) => (c.failure === undefined ? 1 : 0),
          (c) => c.latencyMs / 1000,
          confidences,
        ),
        realTimeFactor: rateOf(
          timed,
          (c) => c.latencyMs / 1000,
          (c) => c.seconds!,
          confidences,
        ),
        peakMemory: peak < 0 ? null : { value: decimal(peak / 1024) },
        coldStart: quantileOf(ascending(colds.map((c) => c.ms)), 0.5, confidences),
        identical: identityOf(groups, Number(tolerance), confidences),
        failures: calls.filter((c) => c.failure !== undefined).length,
        runs: calls.length,
        refusedLines: inputs?.refused.count ?? null,
      },
      detail: {
        convention:
          'latency around each call, one call at a time; failed calls rank last; throughput = answers / time of all calls',
        bounds: 'of these inputs on this machine, calls taken as independent',
        inputs: groups.length,
        identicalToTheBit: identicalCount(groups, 0),
        tolerance,
        failureCodes: counted(calls.flatMap((c) => c.failure ?? [])),
        machines: distinct(calls.map((c) => c.machine)),
        algorithms: distinct(calls.map((c) => c.algorithm)),
        coldStarts: colds.map((c) => c.ms).sort((a, b) => a - b),
        ...(inputs === undefined ? {} : { list: inputs }),
      },
    }
  },
}

function parted(results: Iterable<{ readonly id: string; readonly result: EfficiencyResult }>) {
  let inputs: InputsResult | undefined
  const colds: ColdResult[] = []
  const calls: CallResult[] = []
  for (const { result } of results) {
    switch (result.kind) {
      case 'inputs':
        inputs = result
        break
      case 'cold':
        colds.push(result)
        break
      case 'call':
        calls.push(result)
    }
  }
  // sums of floats depend on their order
  calls.sort((a, b) => (a.input === b.input ? a.repeat - b.repeat : a.input < b.input ? -1 : 1))
  return { inputs, colds, calls }
}

const ascending = (values: readonly number[]) => Float64Array.from(values).sort()

/** Null where there is nothing, or where so many calls failed that the quantile is one of them. */
function quantileOf(sorted: Float64Array, p: number, confidences: readonly string[]): Estimate | null {
  if (sorted.length === 0) return null
  const value = quantile(sorted, p)
  if (value === Number.POSITIVE_INFINITY) return null
  return {
    value: decimal(value),
    n: sorted.length,
    bounds: confidences.flatMap((c) => {
      const { lower, upper } = quantileBounds(sorted, p, Number(c))
      // without an upper bound the confidence is left out, never guessed
      return upper === null || upper === Number.POSITIVE_INFINITY ? [] : [bounds(c, lower ?? 0, upper)]
    }),
  }
}

function identityOf(groups: readonly CallResult[][], tolerance: number, confidences: readonly string[]) {
  const repeated = groups.filter((own) => own.length > 1)
  return repeated.length === 0 ? null : proportion(identicalCount(repeated, tolerance), repeated.length, confidences)
}

function identicalCount(groups: readonly CallResult[][], tolerance: number): number {
  return groups.filter(
    (own) => own.length > 1 && own.every((a, i) => own.slice(i + 1).every((b) => sameOutcome(a, b, tolerance))),
  ).length
}

function counted(codes: readonly string[]) {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => ({ code, count }))
}

/** Calls sorted by input, cut where the input changes. */
function byInput(calls: readonly CallResult[]): CallResult[][] {
  const groups: CallResult[][] = []
  for (const call of calls) {
    const last = groups.at(-1)
    if (last?.[0]?.input === call.input) last.push(call)
    else groups.push([call])
  }
  return groups
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((v) => [canonicalText(v), v]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, v]) => v)
}
