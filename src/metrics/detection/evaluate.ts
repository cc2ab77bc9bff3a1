import { AREAS, type DetectionMode, RECALLS, reaches, THRESHOLDS } from './convention.ts'
import { type ClassPool, FOUND_OUTSIDE, LEFT_OUT, type Ranking } from './pool.ts'

/**
 * In the order of pycocotools: AP, AP50, AP75, AP small, medium, large, AR1, AR10, AR100, AR small, medium, large; then the AP of PASCAL VOC
 * at 0.5: 11 points (2007), all points (from 2010).
 */
export type DetectionStats = Float64Array

export const NUMBERS = 14

/** How often each image counts, and how much of an average image is added that is all missed or all found. */
export interface Weighing {
  readonly images: ArrayLike<number>
  readonly imagined?: { readonly weight: number; readonly found: boolean; readonly of: number }
}

/**
 * The numbers of one class, in [0, 1]; NaN where the class has no object that counts in the area range.
 * Precision is made non-increasing from the right and read at 101 recalls; beyond the recall reached it is 0.
 * Source: pycocotools `COCOeval.accumulate`, `summarize`; VOC: Everingham et al., IJCV 88 (2010) 4.2 and devkit `VOCap`.
 */
export function evaluateClass(pool: ClassPool, weighing: Weighing): DetectionStats {
  const stats = new Float64Array(NUMBERS).fill(Number.NaN)
  const { seen, scratch } = workspace(Math.max(pool.size, pool.voc.size))
  for (let a = 0; a < AREAS.length; a++) {
    const { objects, credit } = objectsOf(pool, a, weighing)
    if (objects === 0) continue
    countSeen(pool, a, weighing.images, credit, seen)
    const sums = [0, 0, 0, 0]
    for (let t = 0; t < THRESHOLDS; t++) {
      const { ap, recalls } = curve(pool, pool.events[a]![t]!, weighing.images, seen, objects, credit, scratch)
      sums[0]! += ap
      for (let m = 0; m < 3; m++) sums[m + 1]! += recalls[m]! / objects
      if (a === 0 && t === 0) stats[1] = ap
      if (a === 0 && t === 5) stats[2] = ap
    }
    const means = sums.map((s) => s / THRESHOLDS)
    if (a === 0) stats.set([means[1]!, means[2]!, means[3]!], 6)
    else stats[8 + a] = means[3]!
    stats[a === 0 ? 0 : 2 + a] = means[0]!
  }
  const { objects, credit } = objectsOf(pool, 0, weighing)
  if (objects > 0) {
    countSeen(pool.voc, 0, weighing.images, credit, seen)
    const { points } = curve(pool.voc, pool.voc.right, weighing.images, seen, objects, credit, scratch)
    stats.set(vocPrecisions(scratch, points, objects, pool.mode), 12)
  }
  return stats
}

/**
 * Precision at the 101 recalls, made non-increasing from the right, of one class at an overlap of 0.5 and all areas: what its AP50 is the mean of.
 * Null where no object counts.
 */
export function precisionAtRecalls(pool: ClassPool, weighing: Weighing): Float64Array | null {
  const { objects, credit } = objectsOf(pool, 0, weighing)
  if (objects === 0) return null
  const { seen, scratch } = workspace(Math.max(pool.size, pool.voc.size))
  countSeen(pool, 0, weighing.images, credit, seen)
  const { points } = curve(pool, pool.events[0]![0]!, weighing.images, seen, objects, credit, scratch)
  const at = new Float64Array(RECALLS)
  let best = 0
  let i = RECALLS - 1
  for (let p = points - 1; p >= 0; p--) {
    while (i >= 0 && !reaches(scratch.found[p]!, objects, i, pool.mode)) at[i--] = best
    best = Math.max(best, scratch.precision[p]!)
  }
  while (i >= 0) at[i--] = best
  return at
}

/** Means over classes of each number, classes without it left out; NaN where no class has it. */
export function meanOverClasses(classes: readonly DetectionStats[]): DetectionStats {
  return Float64Array.from({ length: NUMBERS }, (_, s) => {
    let [sum, n] = [0, 0]
    for (const stats of classes) {
      if (Number.isNaN(stats[s]!)) continue
      sum += stats[s]!
      n++
    }
    return n === 0 ? Number.NaN : sum / n
  })
}

let [seen, found, precision] = [new Float64Array(0), new Float64Array(0), new Float64Array(0)]

/** Room for one class, used again by the next: a bootstrap evaluates a class thousands of times. */
function workspace(size: number) {
  if (seen.length <= size) {
    const room = 2 * size + 1
    ;[seen, found, precision] = [new Float64Array(room), new Float64Array(room), new Float64Array(room)]
  }
  return { seen, scratch: { found, precision } }
}

function objectsOf(pool: ClassPool, area: number, { images, imagined }: Weighing) {
  const { image, count } = pool.holders[area]!
  let [objects, all] = [0, 0]
  for (let i = 0; i < image.length; i++) {
    objects += count[i]! * images[image[i]!]!
    all += count[i]!
  }
  const extra = imagined === undefined ? 0 : (imagined.weight * all) / imagined.of
  return { objects: objects + extra, credit: imagined?.found ? extra : 0 }
}

/** By rank: how many detections down to it count by their own area. */
function countSeen(pool: Ranking, area: number, images: ArrayLike<number>, credit: number, seen: Float64Array): void {
  let sum = credit
  const reach = pool.reach[area]!
  for (let r = 0; r < reach; r++) {
    if (((pool.outside[r]! >> area) & 1) === 0) sum += images[pool.image[r]!]!
    seen[r] = sum
  }
}

function curve(
  pool: Ranking,
  events: Int32Array,
  images: ArrayLike<number>,
  seen: Float64Array,
  objects: number,
  credit: number,
  scratch: { readonly found: Float64Array; readonly precision: Float64Array },
): { readonly ap: number; readonly points: number; readonly recalls: readonly [number, number, number] } {
  const epsilon = pool.mode === 'compatible' ? 2 ** -52 : 0
  let [points, found, shift, first, ten] = [0, credit, 0, credit, credit]
  if (credit > 0) points = point(scratch, 0, credit, 1)
  for (let e = 0; e < events.length; e++) {
    const rank = events[e]! >> 2
    const kind = events[e]! & 3
    const weight = images[pool.image[rank]!]!
    if (kind === LEFT_OUT) shift -= weight
    else {
      found += weight
      if (kind === FOUND_OUTSIDE) shift += weight
      if (pool.place[rank]! < 1) first += weight
      if (pool.place[rank]! < 10) ten += weight
    }
    const end = pool.last[rank]!
    const more = e + 1 < events.length && pool.last[events[e + 1]! >> 2] === end
    if (!more && found > (points === 0 ? 0 : scratch.found[points - 1]!)) {
      points = point(scratch, points, found, found / (seen[end]! + shift + epsilon))
    }
  }
  return { ap: interpolated(scratch, points, objects, pool.mode), points, recalls: [first, ten, found] }
}

function point(
  scratch: { readonly found: Float64Array; readonly precision: Float64Array },
  at: number,
  found: number,
  precision: number,
): number {
  scratch.found[at] = found
  scratch.precision[at] = precision
  return at + 1
}

function interpolated(
  { found, precision }: { readonly found: Float64Array; readonly precision: Float64Array },
  points: number,
  objects: number,
  mode: DetectionMode,
): number {
  let sum = 0
  let best = 0
  let i = RECALLS - 1
  for (let p = points - 1; p >= 0; p--) {
    while (i >= 0 && !reaches(found[p]!, objects, i, mode)) {
      sum += best
      i--
    }
    best = Math.max(best, precision[p]!)
  }
  return (sum + best * (i + 1)) / RECALLS
}

/** 11-point AP: mean of the best precision at a recall of at least 0, 0.1 … 1 (compatible: `numpy.arange(0, 1.1, 0.1)`, where 3 of 5 does not reach 0.6); all-point AP: area under the envelope. */
function vocPrecisions(
  { found, precision }: { readonly found: Float64Array; readonly precision: Float64Array },
  points: number,
  objects: number,
  mode: DetectionMode,
): readonly [seven: number, ten: number] {
  const short = (tp: number, j: number) => (mode === 'compatible' ? tp / objects < j * 0.1 : 10 * tp < j * objects)
  let [seven, ten, best, j] = [0, 0, 0, 10]
  for (let p = points - 1; p >= 0; p--) {
    for (; j >= 0 && short(found[p]!, j); j--) seven += best
    best = Math.max(best, precision[p]!)
    ten += best * (found[p]! - (p === 0 ? 0 : found[p - 1]!))
  }
  return [(seven + best * (j + 1)) / 11, ten / objects]
}
