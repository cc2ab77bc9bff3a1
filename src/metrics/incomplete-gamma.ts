import { poissonMass } from './point-mass.ts'
import { increasingRoot } from './root.ts'

/**
 * Regularised lower incomplete gamma function P(a, x): the chance that a Gamma(a, rate 1) variable is at most x. a > 0, x >= 0.
 * Relative error of either tail below 1e-12 for a up to 1e7. Source: series DLMF 8.11.4, continued fraction DLMF 8.9.2 (Lentz).
 */
export function gammaCdf(x: number, a: number): number {
  return tails(x, a)[0]
}

/** 1 - P(a, x), the upper tail, which keeps its digits where it is small. */
export function gammaTail(x: number, a: number): number {
  return tails(x, a)[1]
}

/** The x with P(a, x) = p. a > 0, p in [0, 1). */
export function gammaQuantile(p: number, a: number): number {
  return quantile(p, 1 - p, a)
}

/** The x with 1 - P(a, x) = p. a > 0, p in (0, 1]. */
export function gammaQuantileUpper(p: number, a: number): number {
  return quantile(1 - p, p, a)
}

function quantile(lowerTail: number, upperTail: number, a: number): number {
  if (!(a > 0)) throw new RangeError(`the gamma shape must be above 0, got ${a}`)
  if (!(lowerTail >= 0 && upperTail > 0)) throw new RangeError(`a probability from 0 to 1 is needed, got ${lowerTail}`)
  if (lowerTail === 0) return 0
  let high = a + 1
  while (tails(high, a)[1] > upperTail) high *= 2
  return increasingRoot(
    (x) => {
      const [lower, upper] = tails(x, a)
      const value = lowerTail < upperTail ? lower - lowerTail : upperTail - upper
      return { value, slope: (poissonMass(a, x) * a) / x }
    },
    0,
    high,
    a,
  )
}

function tails(x: number, a: number): [number, number] {
  if (x <= 0) return [0, 1]
  const mass = poissonMass(a, x)
  if (x < a + 1) {
    const lower = mass * series(x, a)
    return [lower, 1 - lower]
  }
  const upper = mass * a * continuedFraction(x, a)
  return [1 - upper, upper]
}

function series(x: number, a: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 10_000_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function continuedFraction(x: number, a: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let i = 1; i < 10_000_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = an * d + b
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = b + an / c
    if (Math.abs(c) < tiny) c = tiny
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 3e-16) break
  }
  return h
}
