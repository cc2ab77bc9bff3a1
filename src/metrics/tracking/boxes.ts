import type { TrackingMode } from './convention.ts'
import { numbered } from './numbering.ts'

/** What a box of a reference is to the assessment. */
export const COUNTS = 0
/** a thing a tracker may take for an object: what is matched to it neither counts for nor against */
export const DISTRACTOR = 1
/** marked as not to be looked for */
export const LEFT_OUT = 2

/** Boxes in the order of their lines: frame from 0, id, [left, top, width, height] in pixels, sizes from 0; no id twice in a frame. */
export interface BoxRows {
  readonly frame: Int32Array
  readonly id: Float64Array
  readonly box: Float64Array
  /** COUNTS, DISTRACTOR or LEFT_OUT */
  readonly mark: Uint8Array
}

/** Boxes frame by frame: those of frame f are starts[f] to starts[f + 1] - 1. Tracks are numbered from 0. */
export interface Framed {
  readonly tracks: number
  readonly starts: Int32Array
  readonly track: Int32Array
  /** line of each box, counted from 0 */
  readonly line: Int32Array
}

/**
 * Groups boxes by frame. Tracks are numbered by what they are (frames, boxes, marks, compared in that order) and never by their ids, so that
 * two tracks can change places only where nothing tells them apart. Within a frame: as the lines come (compatible), by track (by definition).
 */
export function framed(rows: BoxRows, frames: number, mode: TrackingMode): Framed {
  const { starts, order: line } = grouped(rows.frame, frames)
  const { of, count } = trackNumbers(rows, line)
  if (mode === 'by-definition') {
    for (let f = 0; f < frames; f++) {
      if (starts[f + 1]! - starts[f]! > 1) line.subarray(starts[f]!, starts[f + 1]!).sort((a, b) => of[a]! - of[b]!)
    }
  }
  const track = new Int32Array(line.length)
  for (let k = 0; k < line.length; k++) track[k] = of[line[k]!]!
  return { tracks: count, starts, track, line }
}

/** Places by their group (0 to groups - 1), those of one group in the order given, or as they come. */
export function grouped(group: Int32Array, groups: number, given?: Int32Array) {
  const starts = new Int32Array(groups + 1)
  for (let k = 0; k < group.length; k++) starts[group[k]! + 1]!++
  for (let g = 0; g < groups; g++) starts[g + 1]! += starts[g]!
  const at = starts.slice(0, -1)
  const order = new Int32Array(group.length)
  for (let k = 0; k < group.length; k++) {
    const place = given === undefined ? k : given[k]!
    order[at[group[place]!]!++] = place
  }
  return { starts, order }
}

/** The track of each line; `byFrame`: lines in the order of frames. */
function trackNumbers({ frame, id, box, mark }: BoxRows, byFrame: Int32Array): { of: Int32Array; count: number } {
  const { of, count } = numbered(id)
  const { starts, order } = grouped(of, count, byFrame)
  const compare = (a: number, b: number): number => {
    const sizes = starts[a + 1]! - starts[a]! - (starts[b + 1]! - starts[b]!)
    const shared = starts[a + 1]! - starts[a]! - Math.max(0, sizes)
    for (let k = 0; k < shared; k++) {
      const p = order[starts[a]! + k]!
      const q = order[starts[b]! + k]!
      let unlike = frame[p]! - frame[q]! || mark[p]! - mark[q]!
      for (let c = 0; c < 4 && unlike === 0; c++) unlike = box[4 * p + c]! - box[4 * q + c]!
      if (unlike !== 0) return unlike
    }
    return sizes
  }
  const sorted = Int32Array.from({ length: count }, (_, k) => k).sort(compare)
  const rank = new Int32Array(count)
  for (let k = 0; k < count; k++) rank[sorted[k]!] = k
  for (let r = 0; r < of.length; r++) of[r] = rank[of[r]!]!
  return { of, count }
}
