import { z } from 'zod'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { proportion } from '../../proportion.ts'
import { inOrder } from '../in-order.ts'
import type { Stop } from './table.ts'

type Counted = Omit<Reduction, 'evidence'>

export const stopsParams = z.strictObject({})
export type StopsParams = z.output<typeof stopsParams>

export const stopsReducer: Reducer<StopsParams, Stop> = {
  name: 'surgical/stops',
  version: '1.0.0',
  params: stopsParams,
  reduce(results, _, confidences) {
    const all = inOrder(results)
    return all.length === 0
      ? { n: 0, evidence: 'none', quantities: { stopsWithin: null, stopFarthest: null, stopLongest: null } }
      : { evidence: 'recomputed', ...counted(all, confidences) }
  },
}

/** Stops within both the declared distance and the declared time, and the worst of each. */
function counted(all: readonly Stop[], confidences: readonly string[]): Counted {
  const within = all.filter((s) => s.mm <= s.allowedMm && s.ms <= s.allowedMs).length
  return {
    n: all.length,
    quantities: {
      stopsWithin: proportion(within, all.length, confidences),
      stopFarthest: decimal(Math.max(...all.map((s) => s.mm))),
      stopLongest: decimal(Math.max(...all.map((s) => s.ms))),
    },
  }
}
