import { binomialMass } from './point-mass.ts'
import { increasingRoot } from './root.ts'

/**
 * Regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) variable is at most x. a, b > 0; x in [0, 1].
 * Relative error of either tail below 1e-12 for a + b up to 1e7.
 * Source: continued fraction DLMF 8.17.22 by Lentz's method; leading factor by Loader's point masses.
 */
export function betaCdf(x: number, a: number, b: number): number {
  const [lower] = tails(x, 1 - x, a, b)
  return lower
}

/**
 * The x with I_x(a, b) = p. a, b > 0; p in [0, 1]. Relative error below 1e-12.
 * It is solved from the side where x is small, so that bounds near 0 keep their digits.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  return quantile(p, 1 - p, a, b)
}

/** The x with 1 - I_x(a, b) = p: the upper tail is given, so that a small one keeps its digits. */
export function betaQuantileUpper(p: number, a: number, b: number): number {
  return quantile(1 - p, p, a, b)
}

function quantile(lowerTail: number, upperTail: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`beta parameters must be above 0, got ${a}, ${b}`)
  if (!(lowerTail >= 0 && upperTail >= 0)) throw new RangeError(`a probability from 0 to 1 is needed, got ${lowerTail}`)
  if (lowerTail === 0) return 0
  if (upperTail === 0) return 1
  const [belowHalf] = tails(0.5, 0.5, a, b)
  return belowHalf >= lowerTail ? small(lowerTail, upperTail, a, b) : 1 - small(upperTail, lowerTail, b, a)
}

/** The root in [0, 1/2]; the tail that is smaller carries the equation. */
function small(lowerTail: number, upperTail: number, a: number, b: number): number {
  return increasingRoot(
    (x) => {
      const [lower, upper] = tails(x, 1 - x, a, b)
      const value = lowerTail < upperTail ? lower - lowerTail : upperTail - upper
      return { value, slope: density(x, 1 - x, a, b) }
    },
    0,
    0.5,
    Math.min(0.49, a / (a + b)),
  )
}

/** Lower and upper tail at x (y = 1 - x), each computed without subtracting from 1 where it is small. */
function tails(x: number, y: number, a: number, b: number): [number, number] {
  if (x <= 0) return [0, 1]
  if (y <= 0) return [1, 0]
  const lead = x * y * density(x, y, a, b)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (lead * continuedFraction(x, a, b)) / a
    return [lower, 1 - lower]
  }
  const upper = (lead * continuedFraction(y, b, a)) / b
  return [1 - upper, upper]
}

function density(x: number, y: number, a: number, b: number): number {
  if (a >= 1 && b >= 1) return (a + b - 1) * binomialMass(a - 1, b - 1, x, y)
  if (a >= 1) return (b / y) * binomialMass(a - 1, b, x, y)
  if (b >= 1) return (a / x) * binomialMass(a, b - 1, x, y)
  return ((a * b) / ((a + b) * x * y)) * binomialMass(a, b, x, y)
}

function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let h = d
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 3e-16) break
  }
  return h
}
