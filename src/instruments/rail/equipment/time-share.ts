import type { Estimate } from '../../../judge/evidence.ts'
import { clusterSpread } from '../../../metrics/cluster-spread.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { bounds } from '../../proportion.ts'

/** Hours of one unit. */
export interface Hours {
  readonly service: number
  readonly down: number
}

/**
 * Share of service time in which units were available: Σ (service − down) / Σ service, with bounds over whole units like those seen
 * (`clusterSpread`): the hours of a unit are not independent, so they never count as trials. Units in the order of their names; null without one.
 */
export function timeShare(units: readonly Hours[], confidences: readonly string[]): Estimate | null {
  if (units.length === 0) return null
  const service = units.reduce((sum, u) => sum + u.service, 0)
  const value = shareOf(service, down(units))
  const spread = clusterSpread(units.length, [[0, 1]], confidences, (weights, unseen) => {
    let [all, lost] = [0, 0]
    for (const [i, u] of units.entries()) {
      all += u.service * weights[i]!
      lost += u.down * weights[i]!
    }
    const more = unseen === undefined ? 0 : (unseen.weight * service) / units.length
    return [shareOf(all + more, lost + (unseen?.right === false ? more : 0))]
  })
  return {
    value: decimal(value),
    n: units.length,
    bounds: confidences.map((c) => {
      const { lower, upper } = spread.bounds(0, value, Number(c))
      return bounds(c, Math.max(0, lower), Math.min(1, upper))
    }),
  }
}

const down = (units: readonly Hours[]) => units.reduce((sum, u) => sum + u.down, 0)
const shareOf = (service: number, lost: number) => (service - lost) / service
