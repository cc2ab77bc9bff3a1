import { DEFAULT_SEED, type Resamples } from './bootstrap.ts'
import { pcg32 } from './random.ts'

/**
 * Cluster bootstrap of several shares at once, all over the same trials: clusters are drawn with replacement, as many as there are, and every
 * share is taken from the same draws. `errors` has for each share one count per cluster, `sizes` the trials per cluster with a sum above 0.
 * Draws without trials are drawn again. The order of clusters is part of the seed's meaning: sort by id.
 * Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 2.4, 3.8.
 */
export function bootstrapShares(
  errors: readonly Float64Array[],
  sizes: Float64Array,
  rounds: number,
  seed: bigint = DEFAULT_SEED,
): readonly Resamples[] {
  const n = sizes.length
  if (errors.some((e) => e.length !== n)) throw new RangeError('need one count of errors and one size per cluster')
  if (!(sizes.reduce((a, b) => a + b, 0) > 0)) throw new RangeError('the sizes sum to 0')
  // errors are few where an algorithm is good: only clusters with errors are walked
  const bad = errors.map((e) => Uint32Array.from([...e.keys()].filter((i) => e[i]! > 0)))
  const values = errors.map(() => new Float64Array(rounds))
  const random = pcg32(seed)
  const weights = new Uint32Array(n)
  for (let b = 0; b < rounds; ) {
    weights.fill(0)
    let trials = 0
    for (let i = 0; i < n; i++) {
      const j = random.below(n)
      weights[j]!++
      trials += sizes[j]!
    }
    if (trials === 0) continue
    for (const [q, own] of errors.entries()) {
      let sum = 0
      for (const i of bad[q]!) sum += weights[i]! * own[i]!
      values[q]![b] = sum / trials
    }
    b++
  }
  return values.map((v) => ({ sorted: v.sort() }))
}
