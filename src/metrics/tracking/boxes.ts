import type { TrackingMode } from './convention.ts'

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
  const track = trackNumbers(rows)
  const starts = new Int32Array(frames + 1)
  for (const f of rows.frame) starts[f + 1]!++
  for (let f = 0; f < frames; f++) starts[f + 1]! += starts[f]!
  const line = byFrame(rows.frame, starts)
  if (mode === 'by-definition') {
    for (let f = 0; f < frames; f++) {
      if (starts[f + 1]! - starts[f]! > 1) {
        line.subarray(starts[f]!, starts[f + 1]!).sort((a, b) => track.of[a]! - track.of[b]!)
      }
    }
  }
  return { tracks: track.count, starts, track: Int32Array.from(line, (r) => track.of[r]!), line }
}

/** Lines in the order of frames, those of one frame as they came. */
function byFrame(frame: Int32Array, starts: Int32Array): Int32Array {
  const at = starts.slice(0, -1)
  const line = new Int32Array(frame.length)
  for (let r = 0; r < frame.length; r++) line[at[frame[r]!]!++] = r
  return line
}

function trackNumbers({ frame, id, box, mark }: BoxRows): { of: Int32Array; count: number } {
  const first = new Map<number, number>()
  const of = new Int32Array(id.length)
  const members: number[][] = []
  for (let r = 0; r < id.length; r++) {
    let number = first.get(id[r]!)
    if (number === undefined) {
      number = members.length
      first.set(id[r]!, number)
      members.push([])
    }
    members[number]!.push(r)
    of[r] = number
  }
  for (const own of members) own.sort((a, b) => frame[a]! - frame[b]!)
  const compare = (a: readonly number[], b: readonly number[]): number => {
    for (let k = 0; k < a.length && k < b.length; k++) {
      const [p, q] = [a[k]!, b[k]!]
      let unlike = frame[p]! - frame[q]! || mark[p]! - mark[q]!
      for (let c = 0; c < 4 && unlike === 0; c++) unlike = box[4 * p + c]! - box[4 * q + c]!
      if (unlike !== 0) return unlike
    }
    return a.length - b.length
  }
  const order = [...members.keys()].sort((a, b) => compare(members[a]!, members[b]!))
  const rank = new Int32Array(order.length)
  for (const [k, number] of order.entries()) rank[number] = k
  for (let r = 0; r < of.length; r++) of[r] = rank[of[r]!]!
  return { of, count: members.length }
}
