import { Growing } from '../growing.ts'
import type { BoxRows, Framed } from './boxes.ts'
import { EPSILON } from './convention.ts'

/** Pairs of boxes of one frame that overlap: those of frame f are starts[f] to starts[f + 1] - 1. */
export interface Overlaps {
  readonly starts: Int32Array
  /** index of the reference box and of the tracker box, in the order of `Framed` */
  readonly object: Int32Array
  readonly found: Int32Array
  /** intersection over union, in (0, 1] */
  readonly similarity: Float64Array
}

/**
 * All pairs with an intersection over union above 0, by frame, then reference box, then tracker box. Areas are computed from the corners, as
 * TrackEval does; a box with an area of at most 2^-52 overlaps nothing.
 */
export function overlapsOf(objects: BoxRows, byFrame: Framed, found: BoxRows, foundByFrame: Framed): Overlaps {
  const [a, b] = [cornersOf(objects, byFrame), cornersOf(found, foundByFrame)]
  const frames = byFrame.starts.length - 1
  const starts = new Int32Array(frames + 1)
  const [left, right, similarity] = [new Growing(), new Growing(), new Growing()]
  let count = 0
  const take = (g: number, d: number, share: number) => {
    left.push(g)
    right.push(d)
    similarity.push(share)
    count++
  }
  for (let f = 0; f < frames; f++) {
    frameOverlaps(a, byFrame.starts, b, foundByFrame.starts, f, take)
    starts[f + 1] = count
  }
  return {
    starts,
    object: Int32Array.from(left.values()),
    found: Int32Array.from(right.values()),
    similarity: similarity.values(),
  }
}

/** [left, top, right, bottom, area] of each box. */
function cornersOf({ box }: BoxRows, { line }: Framed): Float64Array {
  const corners = new Float64Array(5 * line.length)
  for (let k = 0; k < line.length; k++) {
    const r = 4 * line[k]!
    const [x, y] = [box[r]!, box[r + 1]!]
    const [right, bottom] = [x + box[r + 2]!, y + box[r + 3]!]
    corners[5 * k] = x
    corners[5 * k + 1] = y
    corners[5 * k + 2] = right
    corners[5 * k + 3] = bottom
    corners[5 * k + 4] = (right - x) * (bottom - y)
  }
  return corners
}

function frameOverlaps(
  a: Float64Array,
  aStarts: Int32Array,
  b: Float64Array,
  bStarts: Int32Array,
  f: number,
  take: (object: number, found: number, share: number) => void,
): void {
  const [from, to] = [bStarts[f]!, bStarts[f + 1]!]
  for (let g = aStarts[f]!; g < aStarts[f + 1]!; g++) {
    const at = 5 * g
    const x0 = a[at]!
    const y0 = a[at + 1]!
    const x1 = a[at + 2]!
    const y1 = a[at + 3]!
    const area = a[at + 4]!
    if (!(area > EPSILON)) continue
    for (let d = from; d < to; d++) {
      const k = 5 * d
      const width = Math.min(x1, b[k + 2]!) - Math.max(x0, b[k]!)
      if (!(width > 0)) continue
      const height = Math.min(y1, b[k + 3]!) - Math.max(y0, b[k + 1]!)
      if (!(height > 0) || !(b[k + 4]! > EPSILON)) continue
      const both = width * height
      const union = area + b[k + 4]! - both
      if (union > EPSILON && both > 0) take(g, d, both / union)
    }
  }
}
