import { gammaCdf } from './incomplete-gamma.ts'

/**
 * p values adjusted for their number, in the order given: the k-th smallest of m times m-k+1, at most 1 and never below a smaller one's.
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
 */
export function holm(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!)
  const adjusted = new Array<number>(values.length)
  let least = 0
  for (const [k, i] of order.entries()) {
    least = Math.max(least, Math.min(1, values[i]! * (values.length - k)))
    adjusted[i] = least
  }
  return adjusted
}

/** Two-sided p of a difference with a standard error, as if normal. 1 where both are 0. */
export function normalTest(difference: number, error: number): number {
  if (difference === 0) return 1
  if (error === 0) return 0
  const z = difference / error
  return Math.max(0, 1 - gammaCdf((z * z) / 2, 0.5))
}
