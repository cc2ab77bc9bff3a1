import { type DetectionMode, iouThresholds, THRESHOLDS } from '../detection/convention.ts'

/**
 * `compatible`: number for number what the evaluation script of ActivityNet gives where its sorting is stable: of equal scores and of equal
 * overlaps the later line first. `by-definition`: predictions of equal score count together, and no order of any line changes a digit.
 */
export type SegmentMode = DetectionMode

/** A stretch of a video, seconds, start < end. */
export interface Segment {
  readonly start: number
  readonly end: number
}

/** What was predicted, start <= end. A null score could not be read: it ranks last and finds nothing. */
export interface ScoredSegment extends Segment {
  readonly score: number | null
}

/** One prediction after matching: bit t says that it found a segment at threshold t. */
export interface RankedSegment {
  readonly score: number
  readonly found: number
}

/** Intersection over union in time, in [0, 1]; 0 where both are empty. */
export function temporalOverlap(a: Segment, b: Segment): number {
  const both = Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
  const either = b.end - b.start + (a.end - a.start) - both
  return either > 0 ? both / either : 0
}

/**
 * Matches the predictions of one class in one video, by falling score: at each of the ten thresholds 0.50 to 0.95 each takes the free segment that it
 * overlaps most, if it reaches the threshold. Gives them in that order; an unreadable score comes out as -Infinity. Order of the inputs: that of the
 * lines. Source: Caba Heilbron et al., ActivityNet (CVPR 2015); eval_detection.py.
 */
export function matchSegments(
  given: readonly Segment[],
  predicted: readonly ScoredSegment[],
  mode: SegmentMode,
): readonly RankedSegment[] {
  const stable = mode === 'by-definition'
  const segments = stable ? [...given].sort(byTime) : [...given].reverse()
  const ranked = (stable ? [...predicted].sort(byTime) : [...predicted].reverse()).sort(
    (a, b) => rank(b) - rank(a) || 0,
  )
  const limits = iouThresholds(mode)
  const taken = Array.from({ length: THRESHOLDS }, () => new Uint8Array(segments.length))
  return ranked.map((prediction) => {
    const score = rank(prediction)
    if (score === Number.NEGATIVE_INFINITY) return { score, found: 0 }
    const overlaps = segments.map((s) => temporalOverlap(prediction, s))
    const order = [...segments.keys()].sort((a, b) => overlaps[b]! - overlaps[a]!)
    let found = 0
    for (let t = 0; t < THRESHOLDS; t++) {
      const best = order.find((g) => taken[t]![g] === 0)
      if (best === undefined || overlaps[best]! < limits[t]!) continue
      taken[t]![best] = 1
      found |= 1 << t
    }
    return { score, found }
  })
}

const rank = ({ score }: ScoredSegment) => score ?? Number.NEGATIVE_INFINITY

function byTime(a: Segment, b: Segment): number {
  return a.start - b.start || a.end - b.end
}
