import { gammaTail } from '../incomplete-gamma.ts'
import type { RankedClass } from './ranked-class.ts'

/** Two systems on the same rows. */
export interface DeLong {
  readonly auc: readonly [number, number]
  readonly variance: readonly [number, number]
  readonly covariance: number
  /** two-sided, by the normal law; null where the difference does not scatter */
  readonly p: number | null
}

/**
 * Difference of two correlated areas under the ROC curve. At least two positives and two negatives, the same in both rankings (RangeError).
 * Source: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988) 837-845; in n log n after X. Sun and W. Xu, IEEE Signal
 * Processing Letters 21 (2014) 1389-1393.
 */
export function deLong(a: RankedClass, b: RankedClass): DeLong {
  const [first, second] = [placements(a), placements(b)]
  const { positives: p, negatives: n } = first
  if (p < 2 || n < 2 || second.positives !== p || second.negatives !== n)
    throw new RangeError('two positives and two negatives are needed, the same for both systems')
  const covariance = (u: Placements, v: Placements) => {
    let [up, down] = [0, 0]
    for (let i = 0; i < u.of.length; i++) {
      if (u.positive[i] !== v.positive[i]) throw new RangeError(`row ${i} is positive for one system only`)
      const product = (u.of[i]! - u.mean) * (v.of[i]! - v.mean)
      if (u.positive[i] === 1) up += product
      else down += product
    }
    return up / (p - 1) / p + down / (n - 1) / n
  }
  const variance = [covariance(first, first), covariance(second, second)] as const
  const both = covariance(first, second)
  const scatter = variance[0] + variance[1] - 2 * both
  const z2 = (first.mean - second.mean) ** 2 / scatter
  // the square of a normal variable has the law of twice a Gamma(½)
  return {
    auc: [first.mean, second.mean],
    variance,
    covariance: both,
    p: scatter > 1e-15 ? gammaTail(z2 / 2, 0.5) : null,
  }
}

interface Placements {
  readonly positives: number
  readonly negatives: number
  /** by row: share of the other class on the right side of it, ties half */
  readonly of: Float64Array
  readonly positive: Uint8Array
  /** the area under the ROC curve */
  readonly mean: number
}

function placements({ rows, ends, positive }: RankedClass): Placements {
  const positives = positive.reduce((sum, x) => sum + x, 0)
  const negatives = rows.length - positives
  const of = new Float64Array(rows.length)
  const flags = new Uint8Array(rows.length)
  let [above, others, wins, begin] = [0, 0, 0, 0]
  for (const end of ends) {
    let own = 0
    for (let i = begin; i < end; i++) own += positive[i]!
    const rest = end - begin - own
    for (let i = begin; i < end; i++) {
      const row = rows[i]!
      flags[row] = positive[i]!
      of[row] = positive[i] === 1 ? (negatives - others - rest / 2) / negatives : (above + own / 2) / positives
    }
    wins += rest * (above + own / 2)
    above += own
    others += rest
    begin = end
  }
  return { positives, negatives, of, positive: flags, mean: wins / positives / negatives }
}
