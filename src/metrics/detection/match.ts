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
  const objects = canonical ? [...given].sort((a, b) => byBox(a.box, b.box) || a.id - b.id) : given
  const all = [...detected].sort((a, b) => b.score - a.score || (canonical ? byBox(a.box, b.box) : 0))
  const detections = all.slice(0, MOST_DETECTIONS[2])
  const apart = objects.map((o) => o.crowd || (canonical && o.ignore))
  const overlaps = detections.map((d) => Float64Array.from(objects, (o) => overlap(d.box, o.box, o.crowd)))
  const flags = detections.map(() => [0, 0, 0, 0])
  const counts: number[] = []
  const earlier: boolean[][] = []
  for (const [a, [low, high]] of AREAS.entries()) {
    const ignored = objects.map((o, i) => apart[i]! || o.area < low || o.area > high)
    counts.push(ignored.filter((i) => !i).length)
    const same = earlier.findIndex((other) => other.every((left, o) => left === ignored[o]))
    earlier.push(ignored)
    if (same >= 0) for (const f of flags) f[a] = f[same]!
    else matchRange(objects, ignored, overlaps, mode, (d, bits) => (flags[d]![a]! |= bits))
  }
  return {
    objects: counts,
    scores: all.map((d) => d.score),
    outside: detections.map((d) => outsideOf(d.box[2] * d.box[3]).toString(16)).join(''),
    hits: flags.flatMap((f, d) => (f.some((bits) => bits !== 0) ? [[d, ...f]] : [])),
    voc: vocMatches(objects, apart, all),
  }
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
  overlaps: readonly Float64Array[],
  mode: DetectionMode,
  mark: (detection: number, bits: number) => void,
): void {
  if (objects.length === 0) return
  const limits = iouThresholds(mode)
  const order = [...objects.keys()].sort((a, b) => Number(ignored[a]) - Number(ignored[b]))
  for (let t = 0; t < THRESHOLDS; t++) {
    const threshold = limits[t]!
    const taken = new Uint8Array(objects.length)
    for (let d = 0; d < overlaps.length; d++) {
      const row = overlaps[d]!
      let best = -1
      let least = threshold
      for (const o of order) {
        if (taken[o] === 1 && !objects[o]!.crowd) continue
        if (best >= 0 && !ignored[best] && ignored[o]) break
        if (row[o]! < least) continue
        least = row[o]!
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

function outsideOf(area: number): number {
  return AREAS.reduce((bits, [low, high], a) => (area < low || area > high ? bits | (1 << a) : bits), 0)
}

function byBox(a: Detection['box'], b: Detection['box']): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]
}
