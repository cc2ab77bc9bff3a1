import { AREA, type Columns, CROWD, H, ID, IGNORE, W, X, Y } from './columns.ts'
import { AREAS, type DetectionMode, iouThresholds, MOST_DETECTIONS, THRESHOLDS } from './convention.ts'
import { overlapOf } from './overlap.ts'
import type { Scratch } from './scratch.ts'

const LIMITS = { compatible: iouThresholds('compatible'), 'by-definition': iouThresholds('by-definition') } as const

/**
 * Matches the n objects and m detections that stand ordered in `room`, all of one class and image: fills `room.flags` and gives how many
 * objects count in each area range.
 */
export function matchClass(
  room: Scratch,
  objects: Columns,
  n: number,
  detections: Columns,
  m: number,
  mode: DetectionMode,
): readonly number[] {
  room.flags.fill(0, 0, 5 * m)
  overlaps(room, objects, n, detections, m)
  const counts = matchRanges(room, objects, n, m, mode)
  matchVoc(room, objects, n, detections, m, mode)
  return counts
}

/** By detection, then object. */
function overlaps(room: Scratch, objects: Columns, n: number, detections: Columns, m: number): void {
  let at = 0
  for (let k = 0; k < Math.min(m, MOST_DETECTIONS[2]); k++)
    for (let i = 0; i < n; i++) {
      const object = room.objects[i]!
      room.overlaps[at++] = overlapAt(detections, room.detections[k]!, objects, object, objects.at(object, CROWD) === 1)
    }
}

function overlapAt(detections: Columns, d: number, objects: Columns, o: number, crowd: boolean): number {
  return overlapOf(
    detections.at(d, X),
    detections.at(d, Y),
    detections.at(d, W),
    detections.at(d, H),
    objects.at(o, X),
    objects.at(o, Y),
    objects.at(o, W),
    objects.at(o, H),
    crowd,
  )
}

const isApart = (objects: Columns, o: number, mode: DetectionMode) =>
  objects.at(o, CROWD) === 1 || (mode === 'by-definition' && objects.at(o, IGNORE) === 1)

/** Fills `room.flags` and gives how many objects count in each area range. */
function matchRanges(room: Scratch, objects: Columns, n: number, m: number, mode: DetectionMode): readonly number[] {
  const limited = Math.min(m, MOST_DETECTIONS[2])
  const counts: number[] = []
  for (let a = 0; a < AREAS.length; a++) {
    const [low, high] = AREAS[a]!
    const ignored = room.ignored[a]!
    let count = 0
    for (let i = 0; i < n; i++) {
      const object = room.objects[i]!
      const area = objects.at(object, AREA)
      ignored[i] = Number(isApart(objects, object, mode) || area < low || area > high)
      if (ignored[i] === 0) count++
    }
    counts.push(count)
    const same = sameRange(room.ignored, a, n)
    if (same < 0) matchRange(room, objects, n, limited, a, mode)
    else for (let d = 0; d < limited; d++) room.flags[5 * d + a] = room.flags[5 * d + same]!
  }
  return counts
}

/** An earlier range in which the same objects count, or -1. */
function sameRange(ignored: readonly Uint8Array[], a: number, n: number): number {
  for (let b = 0; b < a; b++) {
    let i = 0
    while (i < n && ignored[b]![i] === ignored[a]![i]) i++
    if (i === n) return b
  }
  return -1
}

/** One area range at all thresholds. */
function matchRange(room: Scratch, objects: Columns, n: number, m: number, area: number, mode: DetectionMode): void {
  const { order, near, taken, overlaps: shares, flags } = room
  const ignored = room.ignored[area]!
  const limits = LIMITS[mode]
  let at = 0
  for (const wanted of [0, 1]) for (let i = 0; i < n; i++) if (ignored[i] === wanted) order[at++] = i
  let nears = 0
  for (let d = 0; d < m; d++) {
    let o = d * n
    while (o < (d + 1) * n && shares[o]! < limits[0]!) o++
    if (o < (d + 1) * n) near[nears++] = d
  }
  for (let t = 0; t < THRESHOLDS && nears > 0; t++) {
    taken.fill(0, 0, n)
    for (let k = 0; k < nears; k++) {
      const d = near[k]!
      let best = -1
      let least = limits[t]!
      for (let j = 0; j < n; j++) {
        const o = order[j]!
        if (taken[o] === 1 && objects.at(room.objects[o]!, CROWD) !== 1) continue
        if (best >= 0 && ignored[best] === 0 && ignored[o] === 1) break
        const share = shares[d * n + o]!
        if (share < least) continue
        least = share
        best = o
      }
      if (best < 0) continue
      taken[best] = 1
      if (ignored[best] === 1) flags[5 * d + area]! |= 1 << (t + THRESHOLDS)
      // pycocotools stores the id of the object found, and 0 reads as nothing found (cocoapi issue 332)
      else if (mode === 'by-definition' || objects.at(room.objects[best]!, ID) !== 0) flags[5 * d + area]! |= 1 << t
    }
  }
}

/**
 * Matches at an overlap of 0.5 as the PASCAL VOC devkit (VOCevaldet), all detections: each goes with the object it overlaps most (the first of
 * equals), and is wrong where that one is taken. Widths are xmax - xmin + 1, as in the devkit.
 */
function matchVoc(
  room: Scratch,
  objects: Columns,
  n: number,
  detections: Columns,
  m: number,
  mode: DetectionMode,
): void {
  const { taken, flags } = room
  taken.fill(0, 0, n)
  for (let d = 0; d < m; d++) {
    let best = -1
    let most = 0
    for (let o = 0; o < n; o++) {
      const object = room.objects[o]!
      const known = d < MOST_DETECTIONS[2] && objects.at(object, CROWD) !== 1
      const share = known
        ? room.overlaps[d * n + o]!
        : overlapAt(detections, room.detections[d]!, objects, object, false)
      if (share > most) [most, best] = [share, o]
    }
    if (most < 0.5) continue
    if (isApart(objects, room.objects[best]!, mode)) flags[5 * d + 4] = 2
    else if (taken[best] === 0) flags[5 * d + 4] = taken[best] = 1
  }
}
