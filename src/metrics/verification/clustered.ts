import { DEFAULT_SEED } from '../bootstrap.ts'
import { pcg32 } from '../random.ts'
import { byLevel, type Comparisons, indices, type Levels, zoneOf } from './clustered-zone.ts'
import type { Det } from './det.ts'
import { type PairSums, pairSums } from './pair-sums.ts'

/** A curve that can be counted again with weights on clusters. */
export interface ClusteredCurve {
  readonly clusters: number
  /**
   * The curve of one resample: a comparison of clusters a and b counts w[a]·w[b] times, one within a cluster w[a] times. Only the part is there
   * where the curve of all comparisons moves, which holds every operating point and the EER. Its arrays are used again by the next call.
   */
  draw(weights: Uint32Array): Det
}

/**
 * Sorts once, so that a resample is a walk over the part where the classes overlap, and one over the pairs of clusters for the totals. What
 * lies below every genuine score, or above every impostor one, is never walked (unless genuine comparisons failed: then the curves may cross there).
 */
export function clusteredCurve(given: Comparisons): ClusteredCurve {
  const zone = zoneOf(given)
  const { thresholds } = zone
  const kinds = [0, 1].map((kind) => {
    const all = indices(given.scores, (_, i) => given.genuine[i] === kind)
    return { sums: sumsOf(given, all), zone: byLevel(given, zone.of[kind]!, thresholds) }
  }) as [Kind, Kind]
  const failures = sumsOf(
    given,
    indices(given.scores, (x, i) => given.genuine[i] === 1 && Number.isNaN(x)),
  )
  const det = {
    thresholds: Float64Array.from([...thresholds, Number.POSITIVE_INFINITY]),
    falseMatches: new Uint32Array(thresholds.length + 1),
    falseNonMatches: new Uint32Array(thresholds.length + 1),
  }
  return {
    clusters: given.clusters,
    draw(weights) {
      const last = thresholds.length
      walk(kinds[0].zone, weights, det.falseMatches)
      walk(kinds[1].zone, weights, det.falseNonMatches)
      // from counts of levels to counts at or above, and below
      let above = 0
      for (let p = last - 1; p >= 0; p--) {
        above += det.falseMatches[p]!
        det.falseMatches[p] = above
      }
      det.falseMatches[last] = 0
      let below = failures.total(weights)
      for (let p = 0; p < last; p++) {
        const own = det.falseNonMatches[p]!
        det.falseNonMatches[p] = below
        below += own
      }
      const [impostor, genuine] = [kinds[0].sums.total(weights), kinds[1].sums.total(weights)]
      // above the last threshold kept all that is left is genuine, and nothing matches at infinity
      det.falseNonMatches[last] = genuine
      return { ...det, genuine, impostor }
    },
  }
}

/**
 * Statistics of `rounds` resamples: clusters are drawn with replacement, as many as there are (R. M. Bolle et al., Computer Vision and
 * Image Understanding 93 (2004), subsets bootstrap). [statistic][round]; NaN where a resample gives none.
 */
export function resampledClusters(
  clusters: number,
  rounds: number,
  statistics: (weights: Uint32Array) => readonly number[],
  seed: bigint = DEFAULT_SEED,
): readonly Float64Array[] {
  const random = pcg32(seed)
  const weights = new Uint32Array(clusters)
  const values: Float64Array[] = []
  for (let round = 0; round < rounds; round++) {
    weights.fill(0)
    for (let c = 0; c < clusters; c++) weights[random.below(clusters)]!++
    for (const [s, x] of statistics(weights).entries()) {
      values[s] ??= new Float64Array(rounds)
      values[s][round] = x
    }
  }
  return values
}

interface Kind {
  readonly sums: PairSums
  readonly zone: Levels
}

function walk({ a, b, ends }: Levels, weights: Uint32Array, into: Uint32Array): void {
  // whole numbers below 2^31, so that the engine adds integers and not doubles
  const w = new Int32Array(weights.buffer, weights.byteOffset, weights.length)
  let i = 0
  for (let p = 0; p < ends.length; p++) {
    let sum = 0
    for (const end = ends[p]!; i < end; i++) {
      const x = a[i]!
      const y = b[i]!
      sum = (sum + (x === y ? w[x]! : Math.imul(w[x]!, w[y]!))) | 0
    }
    into[p] = sum
  }
}

function sumsOf({ a, b, clusters }: Comparisons, of: Uint32Array): PairSums {
  return pairSums(
    of.map((i) => a[i]!),
    of.map((i) => b[i]!),
    clusters,
  )
}
