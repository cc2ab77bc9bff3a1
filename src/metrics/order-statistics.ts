import { betaCdf } from './incomplete-beta.ts'

/** The p-quantile by nearest rank: the smallest value with at least a share p of the values at or below it. Ascending input, p in (0, 1]. */
export function quantile(ascending: Float64Array, p: number): number {
  return ascending[rankOf(ascending.length, p) - 1]!
}

/**
 * One-sided bounds of the true p-quantile without any assumption on the distribution: order statistics whose ranks come from the
 * binomial law. Null where the sample is too small to bound that side at all. Ascending input, p and confidence in (0, 1).
 * Source: H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed. (2003), 7.1.
 */
export function quantileBounds(
  ascending: Float64Array,
  p: number,
  confidence: number,
): { lower: number | null; upper: number | null } {
  const n = ascending.length
  const alpha = 1 - confidence
  // X_(r) lies above the quantile with chance P(B < r), below it with chance P(B >= r), where B is Binomial(n, p)
  let upper = rankOf(n, p)
  while (upper <= n && atLeast(upper, n, p) > alpha) upper++
  let lower = rankOf(n, p)
  while (lower >= 1 && 1 - atLeast(lower, n, p) > alpha) lower--
  return { lower: lower >= 1 ? ascending[lower - 1]! : null, upper: upper <= n ? ascending[upper - 1]! : null }
}

function atLeast(r: number, n: number, p: number): number {
  return betaCdf(p, r, n - r + 1)
}

function rankOf(n: number, p: number): number {
  if (n === 0) throw new RangeError('a quantile needs at least one value')
  if (!(p > 0 && p <= 1)) throw new RangeError(`a share above 0 and up to 1 is needed, got ${p}`)
  return Math.max(1, Math.ceil(p * n - 1e-9))
}
