import { exp, log1p } from './elementary.ts'
import type { Random } from './random.ts'

const SMALL_MEAN = 12

/**
 * A draw from Binomial(n, p); n a whole number from 0, p in [0, 1]. Exact, and the same on every engine. While the mean is large, n is halved
 * with the order statistic in its middle, a Beta draw; then by inversion. Takes time of the order ln n.
 * Source: L. Devroye, Non-Uniform Random Variate Generation (1986), X.4.2 and X.4.4.
 */
export function binomialDraw(random: Random, n: number, p: number): number {
  let successes = 0
  let [trials, chance] = [n, p]
  while (trials > 0 && trials * Math.min(chance, 1 - chance) > SMALL_MEAN) {
    const middle = Math.floor((trials + 1) / 2)
    const at = random.beta(middle, trials + 1 - middle)
    if (at <= chance) {
      successes += middle
      trials -= middle
      chance = at >= 1 ? 1 : Math.min(1, Math.max(0, (chance - at) / (1 - at)))
    } else {
      trials = middle - 1
      chance = Math.min(1, chance / at)
    }
  }
  return successes + (chance > 0.5 ? trials - inverted(random, trials, 1 - chance) : inverted(random, trials, chance))
}

/** The number of steps down the masses of Binomial(n, p) that use up one uniform draw; p up to ½, n p small. */
function inverted(random: Random, n: number, p: number): number {
  if (n === 0 || p === 0) return 0
  const odds = p / (1 - p)
  let mass = exp(n * log1p(-p))
  let left = random.uniform()
  let k = 0
  while (left >= mass && k < n) {
    left -= mass
    k++
    mass *= (odds * (n - k + 1)) / k
    // what rounding left over has no mass to go to
    if (mass === 0) break
  }
  return k
}
