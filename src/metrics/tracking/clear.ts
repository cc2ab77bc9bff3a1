import { EPSILON, MATCH } from './convention.ts'
import { Matcher } from './matcher.ts'
import type { Scene } from './scene.ts'

/** By reference track: its boxes, how many were matched, how often matching began, how often the matched tracker id was another than before. */
export interface ClearCounts {
  readonly boxes: Int32Array
  readonly matched: Int32Array
  readonly starts: Int32Array
  readonly switches: Int32Array
  /** sum of intersection over union of all matches */
  readonly similarity: number
}

/** Above any sum of overlaps in a frame that matters: what was matched in the frame before stays matched. */
const STAY = 1000

/**
 * CLEAR MOT matches, frame by frame, from an overlap of 0.5: first as many as possible of the pairs of the frame before, then the greatest sum of
 * overlaps. A frame with one side empty is passed over and does not break what was matched before it. Source: Bernardin and Stiefelhagen, EURASIP
 * J. Image and Video Processing 2008, 246309; Li, Huang and Nevatia, CVPR 2009 (fragments); TrackEval, CLEAR.
 */
export function clearCounts({ frames, objects, found, overlaps }: Scene): ClearCounts {
  const n = objects.tracks
  const counts = {
    boxes: new Int32Array(n),
    matched: new Int32Array(n),
    starts: new Int32Array(n),
    switches: new Int32Array(n),
  }
  for (const g of objects.track) counts.boxes[g]!++
  /** by track: the tracker it was last matched to, and which of the frames that were looked at that was */
  const known = new Int32Array(n).fill(-1)
  const when = new Int32Array(n).fill(-2)
  let similarity = 0
  let look = 0
  const matcher = new Matcher()
  for (let f = 0; f < frames; f++) {
    const [from, to] = [objects.starts[f]!, found.starts[f]!]
    const [rows, columns] = [objects.starts[f + 1]! - from, found.starts[f + 1]! - to]
    if (rows === 0 || columns === 0) continue
    matcher.clear()
    for (let p = overlaps.starts[f]!; p < overlaps.starts[f + 1]!; p++) {
      const share = overlaps.similarity[p]!
      if (share < MATCH - EPSILON) continue
      const g = overlaps.object[p]!
      const d = overlaps.found[p]!
      const track = objects.track[g]!
      const stays = when[track] === look - 1 && known[track] === found.track[d]
      matcher.add(g - from, d - to, stays ? STAY + share : share, p)
    }
    matcher.match(rows, columns)
    let sum = 0
    for (let e = 0; e < matcher.count; e++) {
      if (matcher.chosen[e] === 0) continue
      const track = objects.track[from + matcher.row[e]!]!
      const tracker = found.track[to + matcher.column[e]!]!
      counts.matched[track]!++
      if (known[track]! >= 0 && known[track] !== tracker) counts.switches[track]!++
      if (when[track] !== look - 1) counts.starts[track]!++
      known[track] = tracker
      when[track] = look
      sum += overlaps.similarity[matcher.tag[e]!]!
    }
    similarity += sum
    look++
  }
  return { ...counts, similarity }
}
