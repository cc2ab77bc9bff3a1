import { DEFAULT_SEED, percentileLower, percentileUpper, roundsFor, thinned } from '../../../metrics/bootstrap.ts'
import { pcg32 } from '../../../metrics/random.ts'
import type { TrackingMode } from '../../../metrics/tracking/convention.ts'
import { ALPHAS } from '../../../metrics/tracking/convention.ts'
import { SCORES, scoresOf, type TrackingScores } from '../../../metrics/tracking/scores.ts'
import { added, type TrackingSums } from '../../../metrics/tracking/sums.ts'

export type ScoreName = (typeof SCORES)[number]

export interface Spread {
  /** rounds of the bootstrap; 0 where there is but one sequence */
  readonly rounds: number
  /** one-sided, on the side of the value */
  bounds(name: ScoreName, confidence: number): { readonly lower: number; readonly upper: number }
  /** quantiles of the resamples, ascending; none where there is but one sequence */
  samples(name: ScoreName): Float64Array
}

/**
 * Bounds for sequences like the ones seen: boxes and frames of one sequence are not independent, so whole sequences are drawn. Each bound is the
 * wider of two: the percentile bootstrap over sequences, and what n sequences say of those not seen: at confidence 1 - a, at least the share
 * a^(1/n) of all sequences are such as these (n of n, Clopper-Pearson); the rest is taken as all wrong, all barely matched, or all right.
 * One sequence thus bounds next to nothing. Source: Davison and Hinkley (1997), 2.4; Clopper and Pearson, Biometrika 26 (1934).
 */
export function spreadOf(parts: readonly TrackingSums[], mode: TrackingMode, confidences: readonly string[]): Spread {
  const n = parts.length
  const total = added(parts)
  const value = scoresOf(total, mode)
  const unseen = [wrong(total), barely(total), right(total)]
  const lowest = scoresOf(wrong(total), mode)
  const rounds = n < 2 ? 0 : Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const drawn = draws(parts, mode, rounds)
  const sorted = (name: ScoreName, instead: number) => ({
    sorted: drawn[name].map((x) => (Number.isNaN(x) ? instead : x)).sort(),
  })
  return {
    rounds,
    bounds: (name, confidence) => {
      const share = (1 - confidence) ** (1 / n)
      const mixed = unseen
        .map((part) => scoresOf(added([total, part], [share, 1 - share]), mode)[name])
        .filter((x) => !Number.isNaN(x))
      const least = Number.isNaN(lowest[name]) ? 0 : lowest[name]
      const below = rounds === 0 ? value[name] : percentileLower(sorted(name, Math.min(0, least)), confidence)
      const above = rounds === 0 ? value[name] : percentileUpper(sorted(name, 1), confidence)
      return { lower: Math.min(value[name], below, ...mixed), upper: Math.max(value[name], above, ...mixed) }
    },
    samples: (name) => {
      const known = drawn[name].filter((x) => !Number.isNaN(x)).sort()
      return thinned({ sorted: known })
    },
  }
}

function draws(parts: readonly TrackingSums[], mode: TrackingMode, rounds: number): Record<ScoreName, Float64Array> {
  const drawn = Object.fromEntries(SCORES.map((name) => [name, new Float64Array(rounds)])) as Record<
    ScoreName,
    Float64Array
  >
  const random = pcg32(DEFAULT_SEED)
  const weights = new Float64Array(parts.length)
  for (let b = 0; b < rounds; b++) {
    weights.fill(0)
    for (let i = 0; i < parts.length; i++) weights[random.below(parts.length)]!++
    const scores: TrackingScores = scoresOf(added(parts, weights), mode)
    for (const name of SCORES) drawn[name][b] = scores[name]
  }
  return drawn
}

const none = () => new Float64Array(ALPHAS.length)

/** As many boxes on both sides, and none of them matched. */
function wrong(total: TrackingSums): TrackingSums {
  return {
    ...{ ...total, matches: 0, switches: 0, fragments: 0, similarity: 0, identity: 0 },
    ...{ mostlyTracked: 0, partlyTracked: 0, mostlyLost: total.tracks },
    ...{ hota: none(), association: none(), localisation: none() },
  }
}

/** Every object matched, with the least overlap that matches and to another id each time. */
function barely(total: TrackingSums): TrackingSums {
  const all = none().fill(total.objects)
  return {
    ...{ ...right(total), identity: 0, switches: total.objects, similarity: 0.5 * total.objects },
    ...{ hota: all, association: none(), localisation: all.map((n, a) => n * ALPHAS[a]!) },
  }
}

/** Every object found where it is, under its own id, and nothing else. */
function right(total: TrackingSums): TrackingSums {
  const { objects, tracks, frames } = total
  const all = none().fill(objects)
  return {
    ...{
      frames,
      objects,
      found: objects,
      matches: objects,
      switches: 0,
      fragments: 0,
      similarity: objects,
      identity: objects,
    },
    ...{ tracks, mostlyTracked: tracks, partlyTracked: 0, mostlyLost: 0 },
    ...{ hota: all, association: all, localisation: all },
  }
}
