import { ln } from './elementary.ts'
import type { Random } from './random.ts'

/** From this mean on (of the rarer outcome) `binomialRejection` may be used. */
export const LEAST_MEAN = 10

/**
 * A draw from Binomial(n, p) by transformed rejection: time does not depend on n, and a draw costs about two uniform ones. n a whole number,
 * p in (0, 1), n · min(p, 1 - p) from `LEAST_MEAN`. Exact but for rounding.
 * Source: W. Hörmann, The generation of binomial random variates, J. Stat. Comput. Simul. 46 (1993), algorithm BTRS.
 */
export function binomialRejection(random: Random, n: number, p: number): number {
  return p > 0.5 ? n - rejected(random, n, 1 - p) : rejected(random, n, p)
}

function rejected(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p))
  const b = 1.15 + 2.53 * deviation
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const center = n * p + 0.5
  const quick = 0.92 - 4.2 / b
  for (;;) {
    const u = random.uniform() - 0.5
    const v = random.uniform()
    const left = 0.5 - Math.abs(u)
    const k = Math.floor(((2 * a) / left + b) * u + center)
    if (left >= 0.07 && v <= quick) return k
    if (!(k >= 0 && k <= n)) continue
    const scale = (2.83 + 5.1 / b) * deviation
    if (ln((v * scale) / (a / (left * left) + b)) <= lnMassOverMode(n, p, k)) return k
  }
}

/** ln of the mass at k over the mass at the mode. */
function lnMassOverMode(n: number, p: number, k: number): number {
  const mode = Math.floor((n + 1) * p)
  const odds = p / (1 - p)
  const rest = n - mode + 1
  return (
    (mode + 0.5) * ln((mode + 1) / (odds * rest)) +
    (n + 1) * ln(rest / (n - k + 1)) +
    (k + 0.5) * ln((odds * (n - k + 1)) / (k + 1)) +
    stirlingTail(mode) +
    stirlingTail(n - mode) -
    stirlingTail(k) -
    stirlingTail(n - k)
  )
}

/** ln k! - ((k + ½) ln (k + 1) - (k + 1) + ½ ln 2π): the sum of Stirling's series for k + 1. */
function stirlingTail(k: number): number {
  const tail = SMALL_TAILS[k]
  if (tail !== undefined) return tail
  const x = k + 1
  const square = x * x
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / x
}

const SMALL_TAILS = lnFactorialTails(10)

function lnFactorialTails(count: number): readonly number[] {
  let lnFactorial = 0
  return Array.from({ length: count }, (_, k) => {
    if (k > 0) lnFactorial += ln(k)
    return lnFactorial - ((k + 0.5) * ln(k + 1) - (k + 1) + 0.5 * ln(2 * Math.PI))
  })
}
