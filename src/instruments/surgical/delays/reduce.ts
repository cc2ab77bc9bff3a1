import { z } from 'zod'
import type { Reducer, Reduction } from '../../contract.ts'
import { quantileOf } from '../../quantile-of.ts'
import { inOrder } from '../in-order.ts'
import type { Delay } from './table.ts'

type Counted = Omit<Reduction, 'evidence'>

export const delaysParams = z.strictObject({})
export type DelaysParams = z.output<typeof delaysParams>

export const delaysReducer: Reducer<DelaysParams, Delay> = {
  name: 'surgical/delays',
  version: '1.0.0',
  params: delaysParams,
  reduce(results, _, confidences) {
    const all = inOrder(results)
    return all.length === 0
      ? { n: 0, evidence: 'none', quantities: { delayP95: null, delayRatio: null } }
      : { evidence: 'recomputed', ...counted(all, confidences) }
  },
}

/** Delays: the 95th percentile in milliseconds, and over what is declared. */
function counted(all: readonly Delay[], confidences: readonly string[]): Counted {
  const relative = all.flatMap(({ ms, allowed }) => (allowed === null ? [] : [ms / allowed]))
  return {
    n: all.length,
    quantities: {
      delayP95: quantileOf(
        all.map((d) => d.ms),
        0.95,
        confidences,
      ),
      delayRatio: relative.length < all.length ? null : quantileOf(relative, 0.95, confidences),
    },
  }
}
