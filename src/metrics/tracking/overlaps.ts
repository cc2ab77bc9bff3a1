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
  const a = cornersOf(objects, byFrame)
  const b = cornersOf(found, foundByFrame)
  const frames = byFrame.starts.length - 1
  const starts = new Int32Array(frames + 1)
  room.count = 0
  for (let f = 0; f < frames; f++) {
    const from = foundByFrame.starts[f]!
    const to = foundByFrame.starts[f + 1]!
    for (let g = byFrame.starts[f]!; g < byFrame.starts[f + 1]!; g++) {
      if (a.area[g]! > EPSILON) against(a, g, b, from, to, room)
    }
    starts[f + 1] = room.count
  }
  const columns = room.columns()
  if (room.size > MOST_KEPT) room = new Pairs()
  return { starts, ...columns }
}

interface Corners {
  readonly left: Float64Array
  readonly top: Float64Array
  readonly right: Float64Array
  readonly bottom: Float64Array
  readonly area: Float64Array
}

function cornersOf({ box }: BoxRows, { line }: Framed): Corners {
  const column = () => new Float64Array(line.length)
  const corners = { left: column(), top: column(), right: column(), bottom: column(), area: column() }
  for (let k = 0; k < line.length; k++) {
    const r = 4 * line[k]!
    const x = box[r]!
    const y = box[r + 1]!
    const right = x + box[r + 2]!
    const bottom = y + box[r + 3]!
    corners.left[k] = x
    corners.top[k] = y
    corners.right[k] = right
    corners.bottom[k] = bottom
    corners.area[k] = (right - x) * (bottom - y)
  }
  return corners
}

/** One reference box against the tracker boxes of its frame. */
function against(a: Corners, g: number, b: Corners, from: number, to: number, pairs: Pairs): void {
  const { left, top, right, bottom, area } = b
  const x0 = a.left[g]!
  const y0 = a.top[g]!
  const x1 = a.right[g]!
  const y1 = a.bottom[g]!
  const own = a.area[g]!
  for (let d = from; d < to; d++) {
    // positive where both sides overlap, as both differences are negative then and never both positive: two branches that are easy to foresee
    if (!((left[d]! - x1) * (x0 - right[d]!) > 0) || !((top[d]! - y1) * (y0 - bottom[d]!) > 0)) continue
    const width = Math.min(x1, right[d]!) - Math.max(x0, left[d]!)
    if (!(width > 0)) continue
    const height = Math.min(y1, bottom[d]!) - Math.max(y0, top[d]!)
    if (!(height > 0) || !(area[d]! > EPSILON)) continue
    const both = width * height
    const union = own + area[d]! - both
    if (union > EPSILON && both > 0) pairs.push(g, d, both / union)
  }
}

/** More room than this is not kept for the next sequence. */
const MOST_KEPT = 2 ** 20

/** Columns that grow together. */
class Pairs {
  count = 0
  #object = new Int32Array(4096)
  #found = new Int32Array(4096)
  #similarity = new Float64Array(4096)

  push(object: number, found: number, similarity: number): void {
    if (this.count === this.#object.length) this.#widen()
    this.#object[this.count] = object
    this.#found[this.count] = found
    this.#similarity[this.count++] = similarity
  }

  get size(): number {
    return this.#object.length
  }

  /** Copies, so that the room can be used again. */
  columns(): Omit<Overlaps, 'starts'> {
    const [object, found] = [this.#object.slice(0, this.count), this.#found.slice(0, this.count)]
    return { object, found, similarity: this.#similarity.slice(0, this.count) }
  }

  #widen(): void {
    const [object, found, similarity] = [this.#object, this.#found, this.#similarity]
    this.#object = new Int32Array(2 * this.count)
    this.#found = new Int32Array(2 * this.count)
    this.#similarity = new Float64Array(2 * this.count)
    this.#object.set(object)
    this.#found.set(found)
    this.#similarity.set(similarity)
  }
}

/** Used again by the next sequence: room that grows from nothing each time costs more than what is put there. */
let room = new Pairs()
