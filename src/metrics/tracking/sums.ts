import { ALPHAS } from './convention.ts'
import type { TrackingCounts } from './counts.ts'
import { identityMatches } from './identity.ts'

/** What sequences are added up by. Each field is a plain sum, so that parts of a set can be summed in any order and weighed in any way. */
export interface TrackingSums {
  readonly frames: number
  /** boxes of the reference and of the tracker */
  readonly objects: number
  readonly found: number
  /** CLEAR: matches, identity switches, fragmentations, sum of the overlap of matches */
  readonly matches: number
  readonly switches: number
  readonly fragments: number
  readonly similarity: number
  /** reference tracks: all, matched in more than 80 %, in 20 to 80 %, in less than 20 % of their boxes */
  readonly tracks: number
  readonly mostlyTracked: number
  readonly partlyTracked: number
  readonly mostlyLost: number
  /** IDTP */
  readonly identity: number
  /** HOTA by threshold: matches, sum over them of the association accuracy, sum of the overlap */
  readonly hota: Float64Array
  readonly association: Float64Array
  readonly localisation: Float64Array
}

/** The sums of one sequence. */
export function sumsOf(counts: TrackingCounts): TrackingSums {
  const { frames, objects, found, tracks, trackers, pairs, similarity } = counts
  const total = (of: (track: TrackingCounts['tracks'][number]) => number) => tracks.reduce((sum, t) => sum + of(t), 0)
  const mostlyTracked = total(([boxes, matched]) => Number(5 * matched > 4 * boxes))
  const atLeastPartly = total(([boxes, matched]) => Number(5 * matched >= boxes))
  return {
    frames,
    objects,
    found,
    matches: total(([, matched]) => matched),
    switches: total(([, , , switches]) => switches),
    fragments: total(([, , starts]) => Math.max(0, starts - 1)),
    similarity: similarity.clear,
    tracks: tracks.length,
    mostlyTracked,
    partlyTracked: atLeastPartly - mostlyTracked,
    mostlyLost: tracks.length - atLeastPartly,
    identity: identityMatches(pairs, tracks.length, trackers.length),
    ...byThreshold(counts),
  }
}

/**
 * Association accuracy of a match (TPA / (TPA + FPA + FNA)), summed over matches: by pair of tracks, matches² / (boxes of both tracks - matches).
 * A match that reaches s thresholds is one at each of the first s.
 */
function byThreshold({ tracks, trackers, pairs, similarity }: TrackingCounts) {
  const hota = new Float64Array(ALPHAS.length)
  const association = new Float64Array(ALPHAS.length)
  const localisation = new Float64Array(ALPHAS.length)
  const reached = new Float64Array(ALPHAS.length + 1)
  for (const pair of pairs) {
    reached.fill(0)
    for (let k = 3; k < pair.length; k += 2) reached[pair[k]!]! += pair[k + 1]!
    const boxes = tracks[pair[0]!]![0] + trackers[pair[1]!]!
    let matches = 0
    for (let a = ALPHAS.length - 1; a >= 0; a--) {
      matches += reached[a + 1]!
      hota[a]! += matches
      if (matches > 0) association[a]! += matches * (matches / (boxes - matches))
    }
  }
  let sum = 0
  for (let a = ALPHAS.length - 1; a >= 0; a--) localisation[a] = sum += similarity.hota[a]!
  return { hota, association, localisation }
}

/** Sums of several, each taken `weights[k]` times (once where none are given). Order matters in the last digit only: sort by name first. */
export function added(parts: readonly TrackingSums[], weights?: ArrayLike<number>): TrackingSums {
  const one = (of: (s: TrackingSums) => number) => {
    let sum = 0
    for (let k = 0; k < parts.length; k++) sum += of(parts[k]!) * (weights?.[k] ?? 1)
    return sum
  }
  const array = (of: (s: TrackingSums) => Float64Array) => {
    const sums = new Float64Array(ALPHAS.length)
    for (let k = 0; k < parts.length; k++) {
      const [values, weight] = [of(parts[k]!), weights?.[k] ?? 1]
      if (weight !== 0) for (let a = 0; a < sums.length; a++) sums[a]! += weight * values[a]!
    }
    return sums
  }
  return {
    frames: one((s) => s.frames),
    objects: one((s) => s.objects),
    found: one((s) => s.found),
    matches: one((s) => s.matches),
    switches: one((s) => s.switches),
    fragments: one((s) => s.fragments),
    similarity: one((s) => s.similarity),
    tracks: one((s) => s.tracks),
    mostlyTracked: one((s) => s.mostlyTracked),
    partlyTracked: one((s) => s.partlyTracked),
    mostlyLost: one((s) => s.mostlyLost),
    identity: one((s) => s.identity),
    hota: array((s) => s.hota),
    association: array((s) => s.association),
    localisation: array((s) => s.localisation),
  }
}
