import { type BoxRows, COUNTS, DISTRACTOR, type Framed, framed } from './boxes.ts'
import { EPSILON, MATCH, type TrackingMode } from './convention.ts'
import { Matcher } from './matcher.ts'
import { type Overlaps, overlapsOf } from './overlaps.ts'

/** One side of a sequence: the tracks of the boxes of frame f are track[starts[f]] to track[starts[f + 1] - 1]. */
export type Side = Pick<Framed, 'tracks' | 'starts' | 'track'>

/** What the measures are computed from: who is where, and which boxes overlap how much. */
export interface Scene {
  readonly frames: number
  readonly objects: Side
  readonly found: Side
  readonly overlaps: Overlaps
}

/**
 * Reference and tracker of one sequence of `frames` frames. Tracker boxes matched (intersection over union from 0.5) to a distractor are taken
 * out, then every reference box that does not count. Source: Milan et al., MOT16 (arXiv 1603.00831), 4.1.3; TrackEval, MotChallenge2DBox.
 */
export function sceneOf(objects: BoxRows, found: BoxRows, frames: number, mode: TrackingMode): Scene {
  const [a, b] = [framed(objects, frames, mode), framed(found, frames, mode)]
  const overlaps = overlapsOf(objects, a, found, b)
  const scene = { frames, objects: a, found: b, overlaps }
  if (objects.mark.every((m) => m === COUNTS)) return scene
  const mark = Uint8Array.from(a.line, (r) => objects.mark[r]!)
  const keepFound = mark.includes(DISTRACTOR) ? notDistracted(scene, mark) : new Uint8Array(b.track.length).fill(1)
  const keepObject = mark.map((m) => Number(m === COUNTS))
  const [left, right] = [kept(a, keepObject), kept(b, keepFound)]
  return {
    frames,
    objects: left.side,
    found: right.side,
    overlaps: keptOverlaps(overlaps, left.place, right.place),
  }
}

/** 1 for each tracker box that is not matched to a distractor. */
function notDistracted({ frames, objects, found, overlaps }: Scene, mark: Uint8Array): Uint8Array {
  const keep = new Uint8Array(found.track.length).fill(1)
  const matcher = new Matcher()
  for (let f = 0; f < frames; f++) {
    const [from, to] = [objects.starts[f]!, found.starts[f]!]
    matcher.clear()
    for (let p = overlaps.starts[f]!; p < overlaps.starts[f + 1]!; p++) {
      const share = overlaps.similarity[p]!
      if (share >= MATCH - EPSILON) matcher.add(overlaps.object[p]! - from, overlaps.found[p]! - to, share, p)
    }
    matcher.match(objects.starts[f + 1]! - from, found.starts[f + 1]! - to)
    for (let e = 0; e < matcher.count; e++) {
      if (matcher.chosen[e] === 1 && mark[from + matcher.row[e]!] === DISTRACTOR) keep[to + matcher.column[e]!] = 0
    }
  }
  return keep
}

/** A side without some of its boxes, its tracks numbered anew; `place` is the new index of each box, -1 where it is gone. */
function kept({ starts, track, tracks }: Side, keep: Uint8Array): { side: Side; place: Int32Array } {
  const place = new Int32Array(track.length).fill(-1)
  const number = new Int32Array(tracks).fill(-1)
  let n = 0
  for (let k = 0; k < track.length; k++) {
    if (keep[k] === 0) continue
    place[k] = n++
    number[track[k]!] = 0
  }
  let count = 0
  for (let t = 0; t < tracks; t++) if (number[t] === 0) number[t] = count++
  const fresh = { tracks: count, starts: new Int32Array(starts.length), track: new Int32Array(n) }
  for (let f = 0; f + 1 < starts.length; f++) {
    let end = fresh.starts[f]!
    for (let k = starts[f]!; k < starts[f + 1]!; k++) if (keep[k] === 1) fresh.track[end++] = number[track[k]!]!
    fresh.starts[f + 1] = end
  }
  return { side: fresh, place }
}

function keptOverlaps(all: Overlaps, objectPlace: Int32Array, foundPlace: Int32Array): Overlaps {
  const starts = new Int32Array(all.starts.length)
  const object = new Int32Array(all.object.length)
  const found = new Int32Array(all.object.length)
  const similarity = new Float64Array(all.object.length)
  let n = 0
  for (let f = 0; f + 1 < all.starts.length; f++) {
    for (let p = all.starts[f]!; p < all.starts[f + 1]!; p++) {
      const [g, d] = [objectPlace[all.object[p]!]!, foundPlace[all.found[p]!]!]
      if (g < 0 || d < 0) continue
      object[n] = g
      found[n] = d
      similarity[n++] = all.similarity[p]!
    }
    starts[f + 1] = n
  }
  return { starts, object: object.slice(0, n), found: found.slice(0, n), similarity: similarity.slice(0, n) }
}
