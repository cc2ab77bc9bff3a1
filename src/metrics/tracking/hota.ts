import { ALPHAS, EPSILON, stepsOf } from './convention.ts'
import { Matcher } from './matcher.ts'
import type { TrackPairs } from './pairs.ts'
import type { Scene } from './scene.ts'

/** One more than the thresholds: a match may reach none of them. */
export const STEPS = ALPHAS.length + 1

/** Matches of HOTA by how many of the 19 thresholds they reach. */
export interface HotaCounts {
  /** [pair of tracks * STEPS + thresholds reached]: matches */
  readonly matches: Int32Array
  /** [thresholds reached]: sum of intersection over union of the matches */
  readonly similarity: Float64Array
}

/**
 * Matches each frame once, by the greatest sum of similarity times how well the two tracks go together over the whole sequence; the thresholds
 * only decide afterwards which matches count. Source: Luiten et al., HOTA, IJCV 129 (2021) 548-578, 3; TrackEval, HOTA.
 */
export function hotaCounts(scene: Scene, pairs: TrackPairs): HotaCounts {
  const { frames, objects, found, overlaps } = scene
  const alignment = alignmentOf(scene, pairs)
  const matches = new Int32Array(pairs.count * STEPS)
  const similarity = new Float64Array(STEPS)
  const matcher = new Matcher()
  for (let f = 0; f < frames; f++) {
    if (overlaps.starts[f] === overlaps.starts[f + 1]) continue
    const [from, to] = [objects.starts[f]!, found.starts[f]!]
    matcher.clear()
    for (let p = overlaps.starts[f]!; p < overlaps.starts[f + 1]!; p++) {
      const weight = alignment[pairs.of[p]!]! * overlaps.similarity[p]!
      matcher.add(overlaps.object[p]! - from, overlaps.found[p]! - to, weight, p)
    }
    matcher.match(objects.starts[f + 1]! - from, found.starts[f + 1]! - to)
    for (let e = 0; e < matcher.count; e++) {
      if (matcher.chosen[e] === 0) continue
      const p = matcher.tag[e]!
      const steps = stepsOf(overlaps.similarity[p]!)
      matches[pairs.of[p]! * STEPS + steps]!++
      similarity[steps]! += overlaps.similarity[p]!
    }
  }
  return { matches, similarity }
}

/**
 * By pair of tracks, the Jaccard index of their boxes before any matching, in [0, 1]: each overlap counts by its share of everything that its
 * two boxes overlap.
 */
function alignmentOf({ objects, found, overlaps }: Scene, pairs: TrackPairs): Float64Array {
  const together = new Float64Array(pairs.count)
  const ofObject = new Float64Array(objects.track.length)
  const ofFound = new Float64Array(found.track.length)
  for (let p = 0; p < overlaps.similarity.length; p++) {
    ofObject[overlaps.object[p]!]! += overlaps.similarity[p]!
    ofFound[overlaps.found[p]!]! += overlaps.similarity[p]!
  }
  for (let p = 0; p < overlaps.similarity.length; p++) {
    const share = overlaps.similarity[p]!
    const all = ofFound[overlaps.found[p]!]! + ofObject[overlaps.object[p]!]! - share
    if (all > EPSILON) together[pairs.of[p]!]! += share / all
  }
  const [objectBoxes, foundBoxes] = [boxesOf(objects), boxesOf(found)]
  return together.map((sum, k) => sum / (objectBoxes[pairs.object[k]!]! + foundBoxes[pairs.found[k]!]! - sum))
}

/** Boxes of each track. */
export function boxesOf({ tracks, track }: { readonly tracks: number; readonly track: Int32Array }): Int32Array {
  const boxes = new Int32Array(tracks)
  for (const t of track) boxes[t]!++
  return boxes
}
