import { AREA, CATEGORY, type Columns, CROWD, H, ID, IGNORE, SCORE, W, X, Y } from './columns.ts'
import { AREAS, type DetectionMode, iouThresholds, MOST_DETECTIONS, THRESHOLDS } from './convention.ts'
import { overlapOf } from './overlap.ts'
import { Scratch } from './scratch.ts'

/** What became of the detections of one image: enough to compute every number again. Classes with neither object nor detection are left out. */
export interface ImageMatches {
  /** ids of the classes, ascending */
  readonly categories: readonly number[]
  /** by class: detections, however many */
  readonly sizes: readonly number[]
  /** of all detections, class after class, descending within one */
  readonly scores: readonly number[]
  /** one hexadecimal digit a detection: bits of the area ranges (1, 2, 4, 8) that it lies outside of */
  readonly outside: string
  /** [place in `categories`, objects that count by area range: all, small, medium, large] where the class has objects */
  readonly objects: readonly (readonly number[])[]
  /**
   * [place in `scores`, a number by area range, VOC] where anything was matched. By area range: bits 0 to 9 say at which thresholds the
   * detection found an object that counts, bits 10 to 19 at which it met one that does not. VOC: 0 wrong, 1 right, 2 not counted.
   */
  readonly hits: readonly (readonly number[])[]
}

/** Rows [from, to) of a table, by ascending class and then in the order of the file. */
export interface ImageRows {
  readonly table: Columns
  readonly rows: Int32Array
  readonly from: number
  readonly to: number
}

const room = new Scratch()

/**
 * Matches the detections of one image, class by class, as COCO does: by falling score, at most 100 a class, each takes the free object it
 * overlaps most (the last of equals), one that counts before one that does not; and as PASCAL VOC does at an overlap of 0.5.
 * Order of the inputs: as in the files (compatible), irrelevant (by definition).
 * Source: Lin et al., Microsoft COCO (2014); pycocotools `COCOeval.evaluateImg`.
 */
export function matchImage(objects: ImageRows, detections: ImageRows, mode: DetectionMode): ImageMatches {
  const categories: number[] = []
  const sizes: number[] = []
  const scores: number[] = []
  let outside = ''
  const counts: number[][] = []
  const hits: number[][] = []
  let [o, d] = [objects.from, detections.from]
  while (o < objects.to || d < detections.to) {
    const category = Math.min(categoryAt(objects, o), categoryAt(detections, d))
    const [oEnd, dEnd] = [endOf(objects, o, category), endOf(detections, d, category)]
    const first = scores.length
    room.enter(oEnd - o, dEnd - d)
    orderDetections(detections, d, dEnd, mode)
    for (let k = 0; k < dEnd - d; k++) {
      const row = room.detections[k]!
      scores.push(detections.table.at(row, SCORE))
      outside += outsideDigit(detections.table.at(row, W) * detections.table.at(row, H))
    }
    if (oEnd > o) {
      orderObjects(objects, o, oEnd, mode)
      overlaps(objects.table, oEnd - o, detections.table, dEnd - d)
      counts.push([categories.length, ...matchRanges(objects.table, oEnd - o, dEnd - d, mode)])
      matchVoc(objects.table, oEnd - o, detections.table, dEnd - d, mode)
      takeHits(hits, first, dEnd - d)
    }
    categories.push(category)
    sizes.push(dEnd - d)
    ;[o, d] = [oEnd, dEnd]
  }
  return { categories, sizes, scores, outside, objects: counts, hits }
}

const categoryAt = ({ table, rows, to }: ImageRows, at: number) =>
  at < to ? table.at(rows[at]!, CATEGORY) : Number.POSITIVE_INFINITY

function endOf({ table, rows, to }: ImageRows, from: number, category: number): number {
  let at = from
  while (at < to && table.at(rows[at]!, CATEGORY) === category) at++
  return at
}

/** By falling score; equal ones as they stand, or by definition by their boxes. */
function orderDetections({ table, rows }: ImageRows, from: number, to: number, mode: DetectionMode): void {
  const order = room.detections
  const before = (a: number, b: number) =>
    table.at(b, SCORE) - table.at(a, SCORE) || (mode === 'by-definition' ? byBox(table, a, b) : 0)
  for (let k = from; k < to; k++) order[k - from] = rows[k]!
  stableSort(order, to - from, before)
}

function orderObjects({ table, rows }: ImageRows, from: number, to: number, mode: DetectionMode): void {
  const order = room.objects
  for (let k = from; k < to; k++) order[k - from] = rows[k]!
  if (mode === 'compatible') return
  stableSort(order, to - from, (a, b) => byBox(table, a, b) || table.at(a, ID) - table.at(b, ID))
}

const FEW = 24

/** Most classes of an image have a handful of boxes, where the start of a general sort costs more than the sorting. */
function stableSort(values: Int32Array, size: number, compare: (a: number, b: number) => number): void {
  if (size > FEW) {
    values.subarray(0, size).sort(compare)
    return
  }
  for (let k = 1; k < size; k++) {
    const value = values[k]!
    let at = k
    for (; at > 0 && compare(values[at - 1]!, value) > 0; at--) values[at] = values[at - 1]!
    values[at] = value
  }
}

function byBox(table: Columns, a: number, b: number): number {
  for (const c of [X, Y, W, H]) {
    const apart = table.at(a, c) - table.at(b, c)
    if (apart !== 0) return apart
  }
  return 0
}

/** By detection, then object. */
function overlaps(objects: Columns, n: number, detections: Columns, m: number): void {
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
function matchRanges(objects: Columns, n: number, m: number, mode: DetectionMode): readonly number[] {
  const limited = Math.min(m, MOST_DETECTIONS[2])
  room.flags.fill(0, 0, 5 * m)
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
    const same = sameRange(a, n)
    if (same < 0) matchRange(objects, n, limited, a, mode)
    else for (let d = 0; d < limited; d++) room.flags[5 * d + a] = room.flags[5 * d + same]!
  }
  return counts
}

/** An earlier range in which the same objects count, or -1. */
function sameRange(a: number, n: number): number {
  for (let b = 0; b < a; b++) {
    let i = 0
    while (i < n && room.ignored[b]![i] === room.ignored[a]![i]) i++
    if (i === n) return b
  }
  return -1
}

/** One area range at all thresholds. */
function matchRange(objects: Columns, n: number, m: number, area: number, mode: DetectionMode): void {
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
function matchVoc(objects: Columns, n: number, detections: Columns, m: number, mode: DetectionMode): void {
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

function takeHits(hits: number[][], first: number, m: number): void {
  for (let d = 0; d < m; d++) {
    const at = 5 * d
    const { flags } = room
    if ((flags[at]! | flags[at + 1]! | flags[at + 2]! | flags[at + 3]! | flags[at + 4]!) === 0) continue
    hits.push([first + d, flags[at]!, flags[at + 1]!, flags[at + 2]!, flags[at + 3]!, flags[at + 4]!])
  }
}

const LIMITS = { compatible: iouThresholds('compatible'), 'by-definition': iouThresholds('by-definition') } as const

const DIGITS = [...'0123456789abcdef']

function outsideDigit(area: number): string {
  let bits = 0
  for (let a = 0; a < AREAS.length; a++) if (area < AREAS[a]![0] || area > AREAS[a]![1]) bits |= 1 << a
  return DIGITS[bits]!
}
