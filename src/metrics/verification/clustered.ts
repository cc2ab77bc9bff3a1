import { DEFAULT_SEED } from '../bootstrap.ts'
import { pcg32 } from '../random.ts'
import { byLevel, type Comparisons, type Levels, zoneOf } from './clustered-zone.ts'
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
  const { thresholds, of } = zoneOf(given)
  const [impostors, genuine] = [byLevel(given, of[0], thresholds), byLevel(given, of[1], thresholds)]
  const [impostorSums, genuineSums, failures] = sumsOf(given)
  const det = {
    thresholds: new Float64Array(thresholds.length + 1).fill(Number.POSITIVE_INFINITY),
    falseMatches: new Uint32Array(thresholds.length + 1),
    falseNonMatches: new Uint32Array(thresholds.length + 1),
  }
  det.thresholds.set(thresholds)
  // whole numbers below 2^31, so that the engine adds integers and not doubles; the last is the weight of the second side within a cluster
  const w = new Int32Array(given.clusters + 1)
  w[given.clusters] = 1
  const sums = new Int32Array(Math.max(of[0].length, of[1].length) + 1)
  return {
    clusters: given.clusters,
    draw(weights) {
      w.set(weights)
      const all = summed(impostors, w, 0, sums)
      counted(impostors, sums, all, -1, det.falseMatches)
      summed(genuine, w, failures.total(weights), sums)
      counted(genuine, sums, 0, 1, det.falseNonMatches)
      const [impostor, own] = [impostorSums.total(weights), genuineSums.total(weights)]
      // above the last threshold kept all that is left is genuine, and nothing matches at infinity
      det.falseNonMatches[thresholds.length] = own
      return { ...det, genuine: own, impostor }
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

/** Sums of the weights of the first 0, 1, 2 … comparisons, on top of `from`; gives the last of them. */
function summed({ a, b }: Levels, w: Int32Array, from: number, into: Int32Array): number {
  let sum = from | 0
  into[0] = sum
  for (let i = 0; i < a.length; i++) {
    sum = (sum + Math.imul(w[a[i]!]!, w[b[i]!]!)) | 0
    into[i + 1] = sum
  }
  return sum
}

/** By level, `from` plus or minus the sum of what lies below it. */
function counted({ starts }: Levels, sums: Int32Array, from: number, sign: 1 | -1, into: Uint32Array): void {
  const counts = new Int32Array(into.buffer)
  for (let p = 0; p < starts.length; p++) counts[p] = (from + Math.imul(sign, sums[starts[p]!]!)) | 0
}

/** Of all impostor comparisons, of all genuine ones, and of those genuine ones that failed. */
function sumsOf({ scores, genuine, a, b, clusters }: Comparisons): readonly [PairSums, PairSums, PairSums] {
  const n = scores.length
  const [left, right, failed] = [new Uint32Array(n), new Uint32Array(n), new Uint8Array(n)]
  let impostors = 0
  for (let i = 0; i < n; i++) impostors += genuine[i] === 0 ? 1 : 0
  let own = 0
  for (let i = 0; i < n; i++) {
    const at = genuine[i] === 0 ? i - own : impostors + own++
    left[at] = a[i]!
    right[at] = b[i]!
    failed[at] = Number.isNaN(scores[i]!) ? 1 : 0
  }
  const part = (from: number, to: number) => pairSums(left.subarray(from, to), right.subarray(from, to), clusters)
  const lost = (_: number, k: number) => failed[impostors + k] === 1
  const [x, y] = [left.subarray(impostors).filter(lost), right.subarray(impostors).filter(lost)]
  return [part(0, impostors), part(impostors, n), pairSums(x, y, clusters)]
}
