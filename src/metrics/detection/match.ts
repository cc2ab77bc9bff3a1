import { CATEGORY, type Columns, H, ID, SCORE, W, X, Y } from './columns.ts'
import { AREAS, type DetectionMode } from './convention.ts'
import { matchClass } from './match-class.ts'
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
      const own = matchClass(room, objects.table, oEnd - o, detections.table, dEnd - d, mode)
      counts.push([categories.length, ...own])
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

function takeHits(hits: number[][], first: number, m: number): void {
  for (let d = 0; d < m; d++) {
    const at = 5 * d
    const { flags } = room
    if ((flags[at]! | flags[at + 1]! | flags[at + 2]! | flags[at + 3]! | flags[at + 4]!) === 0) continue
    hits.push([first + d, flags[at]!, flags[at + 1]!, flags[at + 2]!, flags[at + 3]!, flags[at + 4]!])
  }
}

const DIGITS = [...'0123456789abcdef']

function outsideDigit(area: number): string {
  let bits = 0
  for (let a = 0; a < AREAS.length; a++) if (area < AREAS[a]![0] || area > AREAS[a]![1]) bits |= 1 << a
  return DIGITS[bits]!
}
