import type { Exact } from '../../../language/exact.ts'
import { type Det, detOf } from '../../../metrics/verification/det.ts'
import { crossing, eer } from '../../../metrics/verification/eer.ts'
import { pointAtFmr } from '../../../metrics/verification/operating-point.ts'
import { countBelow, countUpTo, type Scores } from '../../../metrics/verification/scores.ts'

/** Up to so many distinct scores, all are kept. */
const MOST_WHOLE = 1024
const STEPS_A_DECADE = 16

/** Counts of one file's scores below and up to each kept threshold. */
export interface Ladder {
  /** similarities, ascending, the same in all files of a measure */
  readonly thresholds: readonly number[]
  readonly genuineBelow: readonly number[]
  readonly genuineUpTo: readonly number[]
  readonly impostorBelow: readonly number[]
  readonly impostorUpTo: readonly number[]
}

/**
 * The thresholds whose counts are kept: each operating point and the score next below it, both sides of the EER under every convention,
 * `more` points where a caller names them, and steps of a sixteenth of a decade in false matches and false non-matches for the picture of the curve.
 * All, where there are few.
 */
export function rungs(
  scores: Scores,
  targets: readonly Exact[],
  more: (det: Det) => readonly number[] = () => [],
): readonly number[] {
  const det = detOf(scores)
  const last = det.thresholds.length - 1
  const kept = new Set<number>()
  if (last <= MOST_WHOLE) for (let p = 0; p < last; p++) kept.add(p)
  else {
    const after = crossing(det)
    const deciding = [
      ...targets.map((t) => pointAtFmr(det, t)),
      after,
      ...eer(det, 'convex-hull').points,
      0,
      last,
      ...more(det),
    ]
    for (const p of deciding) kept.add(p).add(p - 1)
    for (const p of decades(det)) kept.add(p)
  }
  return [...kept]
    .filter((p) => p >= 0 && p < last)
    .sort((a, b) => a - b)
    .map((p) => det.thresholds[p]!)
}

/** Points at which the false matches or the false non-matches first come down to, or up to, a step. */
function* decades(det: Det): Iterable<number> {
  const last = det.thresholds.length - 1
  for (let step = 0; ; step++) {
    const count = Math.round(10 ** (step / STEPS_A_DECADE))
    if (count > det.impostor && count > det.genuine) return
    yield firstWhere(last, (p) => det.falseMatches[p]! <= count)
    yield firstWhere(last, (p) => det.falseNonMatches[p]! >= count)
  }
}

function firstWhere(last: number, holds: (p: number) => boolean): number {
  let low = 0
  let high = last
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

export function ladderOf({ genuine, impostor }: Scores, thresholds: readonly number[]): Ladder {
  return {
    thresholds,
    genuineBelow: thresholds.map((t) => countBelow(genuine, t)),
    genuineUpTo: thresholds.map((t) => countUpTo(genuine, t)),
    impostorBelow: thresholds.map((t) => countBelow(impostor, t)),
    impostorUpTo: thresholds.map((t) => countUpTo(impostor, t)),
  }
}
