import { z } from 'zod'
import type { Estimate } from '../../../judge/evidence.ts'
import { decimal, decimalDown, decimalUp } from '../../../metrics/decimal.ts'
import { quantile, quantileBounds } from '../../../metrics/order-statistics.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'

export const availabilityParams = z.strictObject({
  /** requests to send */
  requests: z.int().min(1).max(1_000_000).default(100),
  /** from the start of one request to that of the next, milliseconds */
  everyMs: z.int().min(0).max(3_600_000).default(1000),
  /** what is asked: something short that any service can answer */
  prompt: z.string().min(1).default('请回答“好”。'),
})
export type AvailabilityParams = z.output<typeof availabilityParams>

/** One request, tried once. */
export interface Ping {
  /** when it was sent, ISO 8601 in UTC */
  readonly at: string
  /** how long the answer took, or the failure */
  readonly ms: number
  /** why there was no answer */
  readonly fault?: string
}

const quantities = ['success', 'worstMinute', 'p50', 'p95'] as const

export const availabilityReducer: Reducer<AvailabilityParams, Ping> = {
  name: 'llm/availability',
  version: '1.0.0',
  params: availabilityParams,
  reduce(results, _, confidences) {
    const seen = new Set<string>()
    const pings: Ping[] = []
    for (const { id, result } of results) {
      if (seen.has(id)) continue
      seen.add(id)
      pings.push(result)
    }
    if (pings.length === 0) {
      return { n: 0, evidence: 'none', quantities: Object.fromEntries(quantities.map((q) => [q, null])) }
    }
    const answered = pings.filter((p) => p.fault === undefined)
    const ms = Float64Array.from(answered, (p) => p.ms).sort()
    const windows = [...minutes(pings)].map(([minute, own]) => ({
      minute,
      answered: own.filter((p) => p.fault === undefined).length,
      of: own.length,
    }))
    windows.sort((a, b) => a.answered / a.of - b.answered / b.of || (a.minute < b.minute ? -1 : 1))
    const faults = [...new Set(pings.flatMap((p) => p.fault ?? []))].sort()
    return {
      n: pings.length,
      evidence: 'measured',
      quantities: {
        success: proportion(answered.length, pings.length, confidences),
        worstMinute: `${windows[0]!.answered}/${windows[0]!.of}`,
        p50: latency(ms, 0.5, confidences),
        p95: latency(ms, 0.95, confidences),
      },
      detail: {
        faults: Object.fromEntries(faults.map((f) => [f, pings.filter((p) => p.fault === f).length])),
        minutes: windows.length,
        worstMinutes: windows.slice(0, 20),
      },
    }
  },
}

function minutes(pings: readonly Ping[]): Map<string, Ping[]> {
  const found = new Map<string, Ping[]>()
  for (const ping of pings) {
    const minute = ping.at.slice(0, 16)
    const own = found.get(minute)
    if (own) own.push(ping)
    else found.set(minute, [ping])
  }
  return found
}

/** A quantile in milliseconds; where the sample is too small for a bound, the bound is what can be said: 0, or an hour. */
function latency(ascending: Float64Array, p: number, confidences: readonly string[]): Estimate | null {
  if (ascending.length === 0) return null
  return {
    value: decimal(quantile(ascending, p)),
    n: ascending.length,
    bounds: confidences.map((confidence) => {
      const { lower, upper } = quantileBounds(ascending, p, Number(confidence))
      return { confidence, lower: decimalDown(lower ?? 0), upper: decimalUp(upper ?? LONGEST_MS) }
    }),
  }
}

/** No attempt is given longer than this. */
const LONGEST_MS = 3_600_000
