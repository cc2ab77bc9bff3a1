import { DEFAULT_SEED } from '../bootstrap.ts'
import { pcg32 } from '../random.ts'
import { sortNumbers } from '../sort-numbers.ts'
import type { Det } from './det.ts'
import { type PairSums, pairSums } from './pair-sums.ts'
import { countBelow } from './scores.ts'

/** Comparisons in any order, scores as similarities, NaN a failure; both sides of each belong to a cluster (a subject, a speaker). */
export interface Comparisons {
  readonly scores: Float64Array
  /** 1 genuine, 0 impostor */
  readonly genuine: Uint8Array
  readonly a: Uint32Array
  readonly b: Uint32Array
  /** how many clusters there are; numbers in `a` and `b` lie below */
  readonly clusters: number
}

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
 * Statistics of `rounds` resamples: clusters are drawn with replacement, as many as there are (Poh and Bengio 2007; R. M. Bolle et al., Computer Vision and
 * Image Understanding 93 (2004) 1-25, subsets bootstrap). [statistic][round]; NaN where a resample gives none.
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

/** Comparisons by ascending level; those of level p end before `ends[p]`. */
interface Levels {
  readonly a: Uint16Array | Uint32Array
  readonly b: Uint16Array | Uint32Array
  readonly ends: Uint32Array
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

function zoneOf({ scores, genuine }: Comparisons): {
  thresholds: Float64Array
  of: readonly [Uint32Array, Uint32Array]
} {
  let lowest = Number.POSITIVE_INFINITY
  let highest = Number.NEGATIVE_INFINITY
  let failed = false
  for (let i = 0; i < scores.length; i++) {
    const x = scores[i]!
    if (genuine[i] === 0) highest = x > highest ? x : highest
    else if (Number.isNaN(x)) failed = true
    else if (x < lowest) lowest = x
  }
  let next = Number.POSITIVE_INFINITY
  for (let i = 0; i < scores.length; i++)
    if (genuine[i] === 1 && scores[i]! > highest && scores[i]! < next) next = scores[i]!
  const from = failed ? Number.NEGATIVE_INFINITY : lowest
  const to = Math.max(highest, Number.isFinite(next) ? next : highest)
  const within = (kind: number) => indices(scores, (x, i) => genuine[i] === kind && x >= from && x <= to)
  const of = [within(0), within(1)] as const
  const all = new Float64Array(of[0].length + of[1].length)
  // adding 0 makes -0 a 0
  for (let k = 0; k < of[0].length; k++) all[k] = scores[of[0][k]!]! + 0
  for (let k = 0; k < of[1].length; k++) all[of[0].length + k] = scores[of[1][k]!]! + 0
  const sorted = sortNumbers(all)
  let distinct = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[distinct++] = sorted[i]!
  return { thresholds: sorted.slice(0, distinct), of }
}

function indices(scores: Float64Array, holds: (x: number, i: number) => boolean): Uint32Array {
  const own = new Uint32Array(scores.length)
  let n = 0
  for (let i = 0; i < scores.length; i++) if (holds(scores[i]!, i)) own[n++] = i
  return own.slice(0, n)
}

function sumsOf({ a, b, clusters }: Comparisons, of: Uint32Array): PairSums {
  return pairSums(
    of.map((i) => a[i]!),
    of.map((i) => b[i]!),
    clusters,
  )
}

function byLevel({ scores, a, b, clusters }: Comparisons, of: Uint32Array, thresholds: Float64Array): Levels {
  const level = of.map((i) => countBelow(thresholds, scores[i]!))
  const ends = new Uint32Array(thresholds.length)
  for (const p of level) ends[p]!++
  let sum = 0
  const next = new Uint32Array(thresholds.length)
  for (let p = 0; p < ends.length; p++) {
    next[p] = sum
    sum += ends[p]!
    ends[p] = sum
  }
  const narrow = clusters <= 65_536
  const left = narrow ? new Uint16Array(of.length) : new Uint32Array(of.length)
  const right = narrow ? new Uint16Array(of.length) : new Uint32Array(of.length)
  for (let k = 0; k < of.length; k++) {
    const at = next[level[k]!]!++
    left[at] = a[of[k]!]!
    right[at] = b[of[k]!]!
  }
  return { a: left, b: right, ends }
}
