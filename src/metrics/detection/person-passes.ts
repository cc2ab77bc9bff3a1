import { descendingOrder } from '../descending-order.ts'
import { MOST_DETECTIONS } from './convention.ts'
import { type Box, overlap } from './overlap.ts'

/** A box that an algorithm found: its score, and the pass it belongs to (a place in a list of passes), or -1 where nobody is. */
export type FoundBox = readonly [score: number, pass: number]

interface Shown {
  readonly box: Box
  /** stands for many: may be found more than once and is never counted */
  readonly crowd: boolean
  /** labelled as not to be counted */
  readonly ignore: boolean
}

interface Said {
  readonly box: Box
  readonly score: number
}

/**
 * Boxes of one image, with the passes they found: by falling score each takes the free object it overlaps most, at an overlap of at least one half;
 * a box on an object that does not count (a crowd, one labelled so) is left out. `passes`: for each object the pass it belongs to.
 * What a box finds does not depend on boxes of lower score, so that one matching serves every threshold.
 * Source of the unit: GA/T 1344-2016, a person passing once is one, however many pictures show it.
 */
export function matchPasses(
  objects: readonly Shown[],
  passes: readonly number[],
  detections: readonly Said[],
): readonly FoundBox[] {
  const order = descendingOrder(Float64Array.from(detections, (d) => d.score)).subarray(0, MOST_DETECTIONS[2] * 10)
  const taken = new Uint8Array(objects.length)
  const found: FoundBox[] = []
  for (const k of order) {
    const { box, score } = detections[k]!
    let best = -1
    let most = 0.5
    for (const [o, object] of objects.entries()) {
      if (taken[o] === 1 && !object.crowd) continue
      const share = overlap(box, object.box, object.crowd)
      if (share < most || (share === most && best >= 0)) continue
      ;[most, best] = [share, o]
    }
    if (best < 0) found.push([score, -1])
    else {
      taken[best] = 1
      if (!(objects[best]!.crowd || objects[best]!.ignore)) found.push([score, passes[best]!])
    }
  }
  return found
}

export interface MissPoint {
  /** the lowest score at which false boxes keep to the limit */
  readonly threshold: number
  readonly missed: number
  readonly passes: number
  readonly falseBoxes: number
  readonly boxes: number
}

/**
 * Passes without a single box, at the lowest threshold where false boxes over all boxes do not exceed `limit`; boxes of one score count together.
 * Null where no threshold keeps to the limit with at least one box, and where there are no passes. `limit` in [0, 1).
 * Source: GA/T 1344-2016, 误检率 and 漏检率.
 */
export function missAtFalseDetection(boxes: readonly FoundBox[], passes: number, limit: number): MissPoint | null {
  if (passes === 0) return null
  const order = descendingOrder(Float64Array.from(boxes, (b) => b[0]))
  const seen = new Set<number>()
  let falseBoxes = 0
  let point: MissPoint | null = null
  for (let r = 0; r < order.length; r++) {
    const [score, pass] = boxes[order[r]!]!
    if (pass < 0) falseBoxes++
    else seen.add(pass)
    const tied = r + 1 < order.length && boxes[order[r + 1]!]![0] === score
    if (!tied && falseBoxes <= limit * (r + 1))
      point = { threshold: score, missed: passes - seen.size, passes, falseBoxes, boxes: r + 1 }
  }
  return point
}

/** Passes that a box from a score on finds. */
export function passesFrom(boxes: readonly FoundBox[], threshold: number): ReadonlySet<number> {
  return new Set(boxes.flatMap(([score, pass]) => (pass >= 0 && score >= threshold ? [pass] : [])))
}
