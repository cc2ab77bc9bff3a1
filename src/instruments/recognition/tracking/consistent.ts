import { ALPHAS, EPSILON, MATCH } from '../../../metrics/tracking/convention.ts'
import type { TrackingCounts } from '../../../metrics/tracking/counts.ts'

const SLACK = 1e-9

/** Whether kept counts can be those of any sequence at all: numbers that contradict each other are not reduced to a score. */
export function consistent({ frames, objects, found, tracks, trackers, pairs, similarity }: TrackingCounts): boolean {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const counts = [frames, objects, found, ...tracks.flat(), ...trackers, ...pairs.flat()]
  if (!counts.every((n) => Number.isSafeInteger(n) && n >= 0)) return false
  if (sum(tracks.map(([boxes]) => boxes)) !== objects || sum(trackers) !== found) return false
  const matches = sum(tracks.map(([, matched]) => matched))
  const tracksHold = tracks.every(
    ([boxes, matched, starts, switches]) =>
      boxes >= 1 &&
      boxes <= frames &&
      matched <= boxes &&
      starts <= matched &&
      (matched === 0) === (starts === 0) &&
      switches <= Math.max(0, matched - 1),
  )
  if (!tracksHold || matches > found) return false
  return (
    within(similarity.clear, matches * (MATCH - EPSILON), matches) && pairsHold({ tracks, trackers, pairs, similarity })
  )
}

/** No pair twice, no track matched more often than it has boxes, and overlaps that belong to their thresholds. */
function pairsHold({
  tracks,
  trackers,
  pairs,
  similarity,
}: Pick<TrackingCounts, 'tracks' | 'trackers' | 'pairs' | 'similarity'>): boolean {
  const [ofTrack, ofTracker] = [new Float64Array(tracks.length), new Float64Array(trackers.length)]
  const byStep = new Float64Array(ALPHAS.length + 1)
  let last = -1
  for (const [g, d, together, ...steps] of pairs) {
    if (g! >= tracks.length || d! >= trackers.length || steps.length % 2 === 1) return false
    const key = g! * trackers.length + d!
    if (key <= last || together! > Math.min(tracks[g!]![0], trackers[d!]!)) return false
    last = key
    for (let k = 0; k < steps.length; k += 2) {
      if (steps[k]! < 1 || steps[k]! > ALPHAS.length || (k > 0 && steps[k]! <= steps[k - 2]!)) return false
      byStep[steps[k]!]! += steps[k + 1]!
      ofTrack[g!]! += steps[k + 1]!
      ofTracker[d!]! += steps[k + 1]!
    }
  }
  if (ofTrack.some((n, g) => n > tracks[g]![0]) || ofTracker.some((n, d) => n > trackers[d]!)) return false
  return (
    similarity.hota.length === ALPHAS.length &&
    similarity.hota.every((total, a) =>
      within(total, byStep[a + 1]! * ALPHAS[a]!, byStep[a + 1]! * (ALPHAS[a + 1] ?? 1)),
    )
  )
}

function within(value: number, low: number, high: number): boolean {
  const slack = SLACK * Math.max(1, high)
  return value >= low - slack && value <= high + slack
}
