import { exp, ln, log1p } from './elementary.ts'

/*
 * Binomial and Poisson point masses by their saddle-point expansion, which keeps full accuracy for large counts where
 * differences of log-gammas lose it. Source: C. Loader, Fast and Accurate Computation of Binomial Probabilities (2000).
 */

const LN_2PI = 1.8378770664093456

// below this a count is 0 for every purpose, and its reciprocal would overflow
const NONE = 1e-200

/**
 * Binomial mass (x+y)!/(x! y!) p^x q^y for real x, y >= 0 and p + q = 1. Both counts and both chances are given, because
 * n - x and 1 - p would lose the digits of a small one.
 */
export function binomialMass(x: number, y: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return y === 0 ? 1 : 0
  if (x < NONE) return exp(y * (p < q ? log1p(-p) : ln(q)))
  if (y < NONE) return exp(x * (q < p ? log1p(-q) : ln(p)))
  const n = x + y
  const core = stirlingError(n) - stirlingError(x) - stirlingError(y) - deviance(x, n * p) - deviance(y, n * q)
  return exp(core - 0.5 * (LN_2PI + ln(x) + ln(y / n)))
}

/** Poisson mass m^x e^-m / Γ(x+1), real x >= 0, m >= 0. */
export function poissonMass(x: number, m: number): number {
  if (m === 0) return x === 0 ? 1 : 0
  if (x === 0) return exp(-m)
  return exp(-stirlingError(x) - deviance(x, m) - 0.5 * (LN_2PI + ln(x)))
}

/** ln Γ(z+1) minus Stirling's leading terms, z > 0; small z is shifted up by δ(z) = δ(z+1) + (z+½) ln(1+1/z) - 1. */
function stirlingError(z: number): number {
  let shift = 0
  let x = z
  while (x < 16) {
    shift += (x + 0.5) * log1p(1 / x) - 1
    x += 1
  }
  const y = x * x
  return shift + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / y) / y) / y) / y) / y) / x
}

/** x ln(x/m) + m - x, without cancellation when x is near m (Loader's bd0). */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * ln(x / m) + m - x
  const v = (x - m) / (x + m)
  let sum = (x - m) * v
  let term = 2 * x * v
  for (let j = 1; j < 1000; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}
