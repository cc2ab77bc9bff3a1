import { betaQuantile } from './incomplete-beta.ts'

/** The p-quantile of Student's t with `freedom` degrees of freedom; p in [0.5, 1), freedom from 1. By t²/(t² + ν) ~ Beta(½, ν/2). */
export function studentQuantile(p: number, freedom: number): number {
  if (!(p >= 0.5 && p < 1 && freedom >= 1))
    throw new RangeError(`need 0.5 <= p < 1 and freedom >= 1, got ${p}, ${freedom}`)
  if (p === 0.5) return 0
  const x = betaQuantile(2 * (1 - p), freedom / 2, 0.5)
  return Math.sqrt(freedom * (1 / x - 1))
}
