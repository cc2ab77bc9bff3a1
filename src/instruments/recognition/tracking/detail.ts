import { decimal } from '../../../metrics/decimal.ts'
import { ALPHAS, MATCH } from '../../../metrics/tracking/convention.ts'
import { byAlpha, scoresOf } from '../../../metrics/tracking/scores.ts'
import type { TrackingSums } from '../../../metrics/tracking/sums.ts'
import type { TrackingParams, TrackingResult } from './params.ts'

const MOST_SHOWN = 20

/** What a reader wants to see beside the numbers: the convention, both readings where they differ, the curve over thresholds, what was left out. */
export function detailOf(all: readonly TrackingResult[], total: TrackingSums, params: TrackingParams) {
  const sum = (of: (r: TrackingResult) => number) => all.reduce((n, r) => n + of(r), 0)
  const number = (x: number) => (Number.isNaN(x) ? null : decimal(x))
  const curve = byAlpha(total, params.mode)
  const at = (values: Float64Array) => Array.from(values, number)
  const other = scoresOf(total, params.mode === 'compatible' ? 'by-definition' : 'compatible')
  return {
    ...params,
    convention:
      params.mode === 'compatible'
        ? 'TrackEval: equal assignments by the order of lines; at thresholds without a match LocA 1, AssA 0'
        : 'equal assignments by what the tracks are, never by order or id; means over thresholds with a match',
    threshold: { clear: String(MATCH), identity: String(MATCH) },
    otherMeans: { loca: number(other.loca), assa: number(other.assa) },
    clear: {
      matches: total.matches,
      misses: total.objects - total.matches,
      falseBoxes: total.found - total.matches,
      mostlyTracked: total.mostlyTracked,
      partlyTracked: total.partlyTracked,
      mostlyLost: total.mostlyLost,
    },
    identity: {
      matches: total.identity,
      misses: total.objects - total.identity,
      falseBoxes: total.found - total.identity,
    },
    alphas: {
      alpha: Array.from(ALPHAS, (a) => decimal(a, 2)),
      hota: at(curve.hota),
      deta: at(curve.deta),
      assa: at(curve.assa),
      loca: at(curve.loca),
      matches: [...total.hota],
    },
    leftOut: { groundTruth: sum((r) => r.leftOut.groundTruth), tracker: sum((r) => r.leftOut.tracker) },
    lengthNotStated: all.filter((r) => !r.lengthStated).map((r) => r.sequence),
    refused: all
      .flatMap((r) => r.refused.first.map((line) => ({ sequence: r.sequence, ...line })))
      .slice(0, MOST_SHOWN),
    files: all.map(({ sequence, groundTruthSha256, trackerSha256 }) => ({
      sequence,
      groundTruthSha256,
      trackerSha256,
    })),
  }
}
