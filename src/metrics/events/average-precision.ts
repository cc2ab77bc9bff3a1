import type { Unseen } from '../cluster-spread.ts'
import { THRESHOLDS } from '../detection/convention.ts'
import type { RankedSegment, SegmentMode } from './segments.ts'

/** Predictions of one class over all videos, ranked by score, laid out so that a draw of videos is weighed in one pass. */
export interface SegmentRanking {
  /** by rank: index of the video, and the last rank of equal score (by definition; itself otherwise) */
  readonly video: Int32Array
  readonly last: Int32Array
  /** [threshold]: ranks that found a segment, ascending */
  readonly found: readonly Int32Array[]
  /** ranks from here on change no number */
  readonly reach: number
  /** how many videos there are, and those that hold segments of the class with how many */
  readonly videos: number
  readonly holder: Int32Array
  readonly segments: Float64Array
}

/** One video: its segments of the class, and its predictions as `matchSegments` gives them. */
export interface RankedVideo {
  readonly segments: number
  readonly ranked: readonly RankedSegment[]
}

/** `videos` in the order of their ids (by definition) or of the lines of the predictions (compatible). */
export function rankingOf(videos: readonly RankedVideo[], mode: SegmentMode): SegmentRanking {
  const all = videos.flatMap(({ ranked }, video) => ranked.map((r) => ({ ...r, video })))
  // equal scores: the later line first, as a stable ascending sort turned round gives them
  all.sort((a, b) =>
    a.score === b.score ? (mode === 'compatible' ? b.video - a.video : 0) : a.score < b.score ? 1 : -1,
  )
  const last = Int32Array.from(all.keys())
  if (mode === 'by-definition')
    for (let r = all.length - 2; r >= 0; r--) if (all[r]!.score === all[r + 1]!.score) last[r] = last[r + 1]!
  const found = Array.from({ length: THRESHOLDS }, (_, t) =>
    Int32Array.from(all.keys()).filter((r) => ((all[r]!.found >> t) & 1) === 1),
  )
  const holder = Int32Array.from(videos.keys()).filter((v) => videos[v]!.segments > 0)
  return {
    video: Int32Array.from(all, (r) => r.video),
    last,
    found,
    reach: Math.max(0, ...found.map((ranks) => (ranks.length === 0 ? 0 : last[ranks.at(-1)!]! + 1))),
    videos: videos.length,
    holder,
    segments: Float64Array.from(holder, (v) => videos[v]!.segments),
  }
}

/**
 * All-point average precision of one class at each threshold, each video taken as often as `weights` says: the area under precision over recall,
 * precision made non-increasing from the right. The unseen video is an average one. NaN where no video taken has a segment of the class.
 * Source: PASCAL VOC 2011 devkit; ActivityNet, utils.py.
 */
export function averagePrecisions(ranking: SegmentRanking, weights: ArrayLike<number>, unseen?: Unseen): Float64Array {
  const { video, last, found, reach, videos, holder, segments } = ranking
  const seen = new Float64Array(reach)
  let sum = 0
  for (let r = 0; r < reach; r++) seen[r] = sum += weights[video[r]!]!
  let [objects, all] = [0, 0]
  for (let h = 0; h < holder.length; h++) {
    objects += segments[h]! * weights[holder[h]!]!
    all += segments[h]!
  }
  const extra = unseen === undefined ? 0 : (unseen.weight * all) / videos
  objects += extra
  const credit = unseen?.right ? extra : 0
  return Float64Array.from(found, (ranks) =>
    objects > 0 ? area(ranks, video, last, seen, weights, credit) / objects : Number.NaN,
  )
}

/** Sum of precision over what is found. */
function area(
  ranks: Int32Array,
  video: Int32Array,
  last: Int32Array,
  seen: Float64Array,
  weights: ArrayLike<number>,
  credit: number,
): number {
  let total = credit
  for (const r of ranks) total += weights[video[r]!]!
  let [right, best, sum] = [total, 0, 0]
  for (let k = ranks.length - 1; k >= 0; k--) {
    const r = ranks[k]!
    const group = last[r]!
    // all of one score stand or fall together: precision is taken behind the last of them
    if (right > 0) best = Math.max(best, right / (seen[group]! + credit))
    let own = weights[video[r]!]!
    while (k > 0 && last[ranks[k - 1]!] === group) own += weights[video[ranks[--k]!]!]!
    sum += best * own
    right -= own
  }
  return sum + credit
}
