import { AREAS, type DetectionMode, iouThresholds, MOST_DETECTIONS, THRESHOLDS } from './convention.ts'

/** A labelled object: x, y, width, height in pixels (continuous, no + 1), area as labelled. */
export interface DetectionObject {
  readonly id: number
  readonly box: readonly [number, number, number, number]
  readonly area: number
  /** stands for many: may be found more than once and is never counted */
  readonly crowd: boolean
  /** labelled as not to be counted */
  readonly ignore: boolean
}

export interface Detection {
  readonly box: readonly [number, number, number, number]
  readonly score: number
}

/** What became of the detections of one class in one image: enough to compute every number again. */
export interface ClassMatches {
  /** objects that count, by area range (all, small, medium, large) */
  readonly objects: readonly number[]
  /** of all detections, descending */
  readonly scores: readonly number[]
  /** for at most 100 detections one hexadecimal digit each: bits of the area ranges (1, 2, 4, 8) that the detection lies outside of */
  readonly outside: string
  /**
   * [place in `scores`, then one number per area range] where anything was matched: bits 0 to 9 say at which thresholds the detection found an
   * object that counts, bits 10 to 19 at which it met one that does not.
   */
  readonly hits: readonly (readonly number[])[]
  /** for all detections one digit: what PASCAL VOC makes of them, 0 wrong, 1 right, 2 not counted */
  readonly voc: string
}

/**
 * Intersection over union, in [0, 1]; with `crowd` over the area of the detection alone. 0 where the boxes do not overlap.
 * Source: cocoapi `bbIou`.
 */
export function overlap(detection: Detection['box'], object: Detection['box'], crowd: boolean): number {
  const [x, y, w, h] = detection
  const [ox, oy, ow, oh] = object
  const width = Math.min(w + x, ow + ox) - Math.max(x, ox)
  if (!(width > 0)) return 0
  const height = Math.min(h + y, oh + oy) - Math.max(y, oy)
  if (!(height > 0)) return 0
  const both = width * height
  return both / (crowd ? w * h : w * h + ow * oh - both)
}

/**
 * Matches the detections of one class in one image as COCO does: by falling score, at most 100, each takes the free object it overlaps most
 * (the last of equals), one that counts before one that does not. Order of the inputs: as in the files (compatible), irrelevant (by definition).
 * Source: Lin et al., Microsoft COCO (2014); pycocotools `COCOeval.evaluateImg`.
 */
export function matchClass(
  given: readonly DetectionObject[],
  detected: readonly Detection[],
  mode: DetectionMode,
): ClassMatches {
  const canonical = mode === 'by-definition'
  const all =
    detected.length < 2
      ? detected
      : [...detected].sort((a, b) => b.score - a.score || (canonical ? byBox(a.box, b.box) : 0))
  const detections = all.length > MOST_DETECTIONS[2] ? all.slice(0, MOST_DETECTIONS[2]) : all
  const scores = all.map((d) => d.score)
  const outside = detections.map((d) => outsideDigit(d.box[2] * d.box[3])).join('')
  if (given.length === 0) return unmatched(scores, outside)
  const objects = canonical ? [...given].sort((a, b) => byBox(a.box, b.box) || a.id - b.id) : given
  const apart = objects.map((o) => o.crowd || (canonical && o.ignore))
  const overlaps = overlapsOf(detections, objects)
  const flags = new Int32Array(4 * detections.length)
  const counts: number[] = []
  const earlier: boolean[][] = []
  for (const [a, [low, high]] of AREAS.entries()) {
    const ignored = objects.map((o, i) => apart[i]! || o.area < low || o.area > high)
    counts.push(ignored.filter((i) => !i).length)
    const same = earlier.findIndex((other) => other.every((left, o) => left === ignored[o]))
    earlier.push(ignored)
    if (same >= 0) for (let d = 0; d < detections.length; d++) flags[4 * d + a] = flags[4 * d + same]!
    else matchRange(objects, ignored, overlaps, detections.length, mode, (d, bits) => (flags[4 * d + a]! |= bits))
  }
  const hits: number[][] = []
  for (let d = 0; d < detections.length; d++) {
    const [all_, small, medium, large] = [flags[4 * d]!, flags[4 * d + 1]!, flags[4 * d + 2]!, flags[4 * d + 3]!]
    if ((all_ | small | medium | large) !== 0) hits.push([d, all_, small, medium, large])
  }
  return { objects: counts, scores, outside, hits, voc: vocMatches(objects, apart, all) }
}

/**
 * `matchClass` where the image has no object of the class, as most classes of most images have none: scores and areas (width times height) of
 * its detections, in their order. Nothing but the scores and sizes is asked, so nothing is made of them.
 */
export function matchNothing(scores: readonly number[], areas: readonly number[]): ClassMatches {
  if (scores.length === 1) return unmatched(scores, outsideDigit(areas[0]!))
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b)
  let outside = ''
  for (let d = 0; d < Math.min(order.length, MOST_DETECTIONS[2]); d++) outside += outsideDigit(areas[order[d]!]!)
  return unmatched(
    order.map((d) => scores[d]!),
    outside,
  )
}

const NO_OBJECTS: readonly number[] = Object.freeze([0, 0, 0, 0])
const NO_HITS: readonly (readonly number[])[] = Object.freeze([])

function unmatched(scores: readonly number[], outside: string): ClassMatches {
  return {
    objects: NO_OBJECTS,
    scores,
    outside,
    hits: NO_HITS,
    voc: scores.length === 1 ? '0' : '0'.repeat(scores.length),
  }
}

let room = new Float64Array(0)

/** By detection, then object. The room is used again by the next class. */
function overlapsOf(detections: readonly Detection[], objects: readonly DetectionObject[]): Float64Array {
  const cells = detections.length * objects.length
  if (room.length < cells) room = new Float64Array(2 * cells)
  let at = 0
  for (const d of detections) for (const o of objects) room[at++] = overlap(d.box, o.box, o.crowd)
  return room.subarray(0, cells)
}

/**
 * Matches at an overlap of 0.5 as the PASCAL VOC devkit (VOCevaldet): each detection goes with the object it overlaps most (the first of
 * equals), and is wrong where that one is taken. Widths are xmax - xmin + 1, as in the devkit.
 */
function vocMatches(objects: readonly DetectionObject[], apart: readonly boolean[], all: readonly Detection[]): string {
  const taken = new Uint8Array(objects.length)
  const verdict = (d: Detection): string => {
    let best = -1
    let most = 0
    for (let o = 0; o < objects.length; o++) {
      const share = overlap(d.box, objects[o]!.box, false)
      if (share > most) [most, best] = [share, o]
    }
    if (most < 0.5) return '0'
    if (apart[best]) return '2'
    if (taken[best] === 1) return '0'
    taken[best] = 1
    return '1'
  }
  return all.map(verdict).join('')
}

/** One area range at all thresholds; `mark` gets the bit of every match. */
function matchRange(
  objects: readonly DetectionObject[],
  ignored: readonly boolean[],
  overlaps: Float64Array,
  detections: number,
  mode: DetectionMode,
  mark: (detection: number, bits: number) => void,
): void {
  const n = objects.length
  const limits = LIMITS[mode]
  const order = [...objects.keys()].sort((a, b) => Number(ignored[a]) - Number(ignored[b]))
  const near: number[] = []
  for (let d = 0; d < detections; d++) {
    for (let o = d * n; o < (d + 1) * n; o++)
      if (overlaps[o]! >= limits[0]!) {
        near.push(d)
        break
      }
  }
  const taken = new Uint8Array(n)
  for (let t = 0; t < THRESHOLDS && near.length > 0; t++) {
    const threshold = limits[t]!
    taken.fill(0)
    for (const d of near) {
      const row = d * n
      let best = -1
      let least = threshold
      for (const o of order) {
        if (taken[o] === 1 && !objects[o]!.crowd) continue
        if (best >= 0 && !ignored[best] && ignored[o]) break
        if (overlaps[row + o]! < least) continue
        least = overlaps[row + o]!
        best = o
      }
      if (best < 0) continue
      taken[best] = 1
      if (ignored[best]) mark(d, 1 << (t + THRESHOLDS))
      // pycocotools stores the id of the object found, and 0 reads as nothing found (cocoapi issue 332)
      else if (mode === 'by-definition' || objects[best]!.id !== 0) mark(d, 1 << t)
    }
  }
}

const LIMITS = { compatible: iouThresholds('compatible'), 'by-definition': iouThresholds('by-definition') } as const

const DIGITS = [...'0123456789abcdef']
const outsideDigit = (area: number) => DIGITS[outsideOf(area)]!

function outsideOf(area: number): number {
  let bits = 0
  for (let a = 0; a < AREAS.length; a++) if (area < AREAS[a]![0] || area > AREAS[a]![1]) bits |= 1 << a
  return bits
}

function byBox(a: Detection['box'], b: Detection['box']): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}
