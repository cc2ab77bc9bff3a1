import { DEFAULT_SEED, percentileLower, percentileUpper, roundsFor, thinned } from './bootstrap.ts'
import { pcg32 } from './random.ts'

/** Clusters that nobody has seen: how many (need not be whole), each an average one, and whether all in them is right or all is wrong. */
export interface Unseen {
  readonly weight: number
  readonly right: boolean
}

/** Scores of clusters taken as often as `weights` says (need not be whole), perhaps with unseen ones. NaN where a score is not defined. */
export type WeighedScores = (weights: Float64Array, unseen?: Unseen) => ArrayLike<number>

export interface ClusterSpread {
  /** rounds of the bootstrap; 0 where there is but one cluster */
  readonly rounds: number
  /** one-sided bounds of a score, on both sides of its value */
  bounds(score: number, value: number, confidence: number): { readonly lower: number; readonly upper: number }
  /** quantiles of a score over the draws that define it, ascending */
  samples(score: number): Float64Array
}

/**
 * Bounds for clusters (streams, videos, files) like the ones seen, whose parts are not independent. Each is the widest of three: the percentile
 * bootstrap of whole clusters; its reflection at the value, since draws of an average precision lie above it where classes are small; and what n
 * clusters say of those not seen: at confidence 1 - a at least the share a^(1/n) of all clusters is such as these (n of n, Clopper-Pearson), and the
 * rest is taken as all wrong or all right. One cluster thus bounds next to nothing. `ranges`: least and greatest value of each score, taken where a
 * draw leaves it undefined. The order of clusters is part of the seed's meaning: sort them by id.
 * Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 2.4, 5.2, 5.3; Clopper and Pearson, Biometrika 26 (1934).
 */
export function clusterSpread(
  clusters: number,
  ranges: readonly (readonly [least: number, greatest: number])[],
  confidences: readonly string[],
  scores: WeighedScores,
): ClusterSpread {
  const rounds = clusters < 2 ? 0 : Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const drawn = ranges.map(() => new Float64Array(rounds))
  const random = pcg32(DEFAULT_SEED)
  const weights = new Float64Array(clusters)
  for (let b = 0; b < rounds; b++) {
    weights.fill(0)
    for (let i = 0; i < clusters; i++) weights[random.below(clusters)]!++
    const got = scores(weights)
    for (let s = 0; s < ranges.length; s++) drawn[s]![b] = got[s]!
  }
  const sorted = (score: number, instead: number) => ({
    sorted: drawn[score]!.map((x) => (Number.isNaN(x) ? instead : x)).sort(),
  })
  return {
    rounds,
    bounds: (score, value, confidence) => {
      const [least, greatest] = ranges[score]!
      const share = (1 - confidence) ** (1 / clusters)
      const mixed = (right: boolean, instead: number) => {
        const x = scores(weights.fill(share), { weight: (1 - share) * clusters, right })[score]!
        return Number.isNaN(x) ? instead : x
      }
      const low = rounds === 0 ? value : percentileLower(sorted(score, least), confidence)
      const high = rounds === 0 ? value : percentileUpper(sorted(score, greatest), confidence)
      const unseen = [mixed(false, least), mixed(true, greatest)]
      return {
        lower: Math.min(value, low, Math.max(least, 2 * value - high), ...unseen),
        upper: Math.max(value, high, Math.min(greatest, 2 * value - low), ...unseen),
      }
    },
    samples: (score) => thinned({ sorted: drawn[score]!.filter((x) => !Number.isNaN(x)).sort() }),
  }
}
