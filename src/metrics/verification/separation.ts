import type { Det } from './det.ts'

/**
 * P(genuine > impostor) + P(equal)/2 over all pairs, exact until the division; a failure lies below every score.
 * Null without genuine or impostor comparisons. Source: J. A. Hanley and B. J. McNeil, Radiology 143 (1982) 29-36.
 */
export function areaUnderRoc(det: Det): number | null {
  if (det.genuine === 0 || det.impostor === 0) return null
  // twice the pairs, by trapezoids; what a double cannot hold exactly is carried over
  let carried = 0n
  let twice = 0
  const add = (genuine: number, below: number) => {
    if (genuine * below > 2 ** 52) carried += BigInt(genuine) * BigInt(below)
    else twice += genuine * below
    if (twice <= 2 ** 52) return
    carried += BigInt(twice)
    twice = 0
  }
  const { falseMatches: m, falseNonMatches: k } = det
  // failures of both classes tie with each other, below the first score
  add(k[0]!, det.impostor - m[0]!)
  for (let p = 0; p + 1 < m.length; p++) add(k[p + 1]! - k[p]!, 2 * det.impostor - m[p]! - m[p + 1]!)
  return Number(carried + BigInt(twice)) / 2 / det.genuine / det.impostor
}

/** Count, mean and sum of squared deviations of some numbers. */
export interface Moments {
  readonly n: number
  readonly mean: number
  readonly squares: number
}

/** Moments of an ascending array; the order makes the rounding a matter of the values alone. */
export function momentsOf(ascending: Float64Array): Moments {
  const n = ascending.length
  if (n === 0) return { n, mean: 0, squares: 0 }
  let sum = 0
  for (let i = 0; i < n; i++) sum += ascending[i]!
  const mean = sum / n
  let squares = 0
  for (let i = 0; i < n; i++) {
    const apart = ascending[i]! - mean
    squares += apart * apart
  }
  return { n, mean, squares }
}

/** Moments of two sets together. Source: T. F. Chan, G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983) 242-247. */
export function joined(a: Moments, b: Moments): Moments {
  const n = a.n + b.n
  if (n === 0) return a
  const apart = b.mean - a.mean
  return {
    n,
    mean: a.mean + (apart * b.n) / n,
    squares: a.squares + b.squares + (apart * apart * a.n * b.n) / n,
  }
}

/**
 * d' = |mean difference| / sqrt((variance + variance)/2), variances of the population, scores only. Null where a class is empty or neither
 * scatters. Source: J. Daugman, "The importance of being random", Pattern Recognition 36 (2003) 279-291 (decidability).
 */
export function dPrime(genuine: Moments, impostor: Moments): number | null {
  if (genuine.n === 0 || impostor.n === 0) return null
  const variance = (genuine.squares / genuine.n + impostor.squares / impostor.n) / 2
  return variance > 0 ? Math.abs(genuine.mean - impostor.mean) / Math.sqrt(variance) : null
}
