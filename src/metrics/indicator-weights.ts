import { ln } from './elementary.ts'

export interface AhpWeights {
  /** positive, summing to 1 */
  readonly weights: readonly number[]
  /** principal eigenvalue, at least the number of indicators */
  readonly lambda: number
  /** consistency ratio; below 0.10 the judgements are taken as consistent; null for more indicators than the random index is published for */
  readonly consistencyRatio: number | null
}

/** Mean consistency index of random reciprocal matrices. Source: T. L. Saaty, The Analytic Hierarchy Process (1980), table of RI. */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59]

/**
 * Weights by the analytic hierarchy process: the principal eigenvector of a positive reciprocal matrix of pairwise comparisons, by power
 * iteration from equal weights. RangeError where it is not square, positive and reciprocal to 1e-6.
 * Source: Saaty (1980), 1.4 and 3.2.
 */
export function ahpWeights(comparisons: readonly (readonly number[])[]): AhpWeights {
  const n = comparisons.length
  if (n === 0) throw new RangeError('at least one indicator is needed')
  for (const [i, row] of comparisons.entries()) {
    if (row.length !== n) throw new RangeError(`row ${i + 1} has ${row.length} entries, ${n} are needed`)
    for (const [j, a] of row.entries()) {
      if (!(a > 0 && Number.isFinite(a))) throw new RangeError(`entry ${i + 1},${j + 1} is not a positive number`)
      if (Math.abs(a * comparisons[j]![i]! - 1) > 1e-6)
        throw new RangeError(`entries ${i + 1},${j + 1} and ${j + 1},${i + 1} are not reciprocal`)
    }
  }
  let weights: number[] = new Array(n).fill(1 / n)
  let lambda = n
  for (let round = 0; round < 1000; round++) {
    const product = comparisons.map((row) => row.reduce((sum, a, j) => sum + a * weights[j]!, 0))
    const total = product.reduce((a, b) => a + b, 0)
    const next = product.map((x) => x / total)
    const moved = next.reduce((most, x, i) => Math.max(most, Math.abs(x - weights[i]!)), 0)
    weights = next
    lambda = total
    if (moved < 1e-15) break
  }
  const index = RANDOM_INDEX[n]
  const consistency = n < 3 ? 0 : (lambda - n) / (n - 1)
  return {
    weights,
    lambda,
    consistencyRatio: n < 3 ? 0 : index === undefined ? null : Math.max(0, consistency / index),
  }
}

/**
 * Entropy weights: indicators that tell objects apart weigh more. `table`: a row for each object, a column for each indicator, values >= 0 and
 * larger is better; at least two objects. w_j = (1 - e_j) / Σ(1 - e_k), e_j = -Σ p_ij ln p_ij / ln n. Equal weights where no column varies.
 * RangeError for anything else. Source: C. E. Shannon's entropy as used for weights by Zeleny, Multiple Criteria Decision Making (1982).
 */
export function entropyWeights(table: readonly (readonly number[])[]): readonly number[] {
  const n = table.length
  const columns = table[0]?.length ?? 0
  if (n < 2 || columns === 0) throw new RangeError('at least two objects and one indicator are needed')
  for (const [i, row] of table.entries()) {
    if (row.length !== columns) throw new RangeError(`row ${i + 1} has ${row.length} entries, ${columns} are needed`)
    for (const x of row) if (!(x >= 0 && Number.isFinite(x))) throw new RangeError(`row ${i + 1} has an entry below 0`)
  }
  const spread = Array.from({ length: columns }, (_, j) => {
    const total = table.reduce((sum, row) => sum + row[j]!, 0)
    if (total === 0) return 0
    const entropy = table.reduce((sum, row) => {
      const p = row[j]! / total
      return p === 0 ? sum : sum - p * ln(p)
    }, 0)
    return Math.max(0, 1 - entropy / ln(n))
  })
  const all = spread.reduce((a, b) => a + b, 0)
  return all < 1e-12 ? spread.map(() => 1 / columns) : spread.map((d) => d / all)
}
