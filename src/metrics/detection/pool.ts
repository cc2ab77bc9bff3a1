import { descendingOrder } from '../descending-order.ts'
import { AREAS, type DetectionMode, MOST_DETECTIONS, THRESHOLDS } from './convention.ts'
import type { ImageMatches } from './match.ts'

/** What a detection is to one area range and threshold, where that is not what its own area says. */
export const FOUND = 0
/** found, though its own area lies outside of the range */
export const FOUND_OUTSIDE = 1
/** not counted, though its own area lies inside */
export const LEFT_OUT = 2

/** Detections of one class over all images, ranked by score, laid out so that a resample of images is weighed in one pass. */
export interface Ranking {
  readonly mode: DetectionMode
  readonly size: number
  /** by rank: index of the image, place within it, last rank of equal score (by definition; itself otherwise), bits of areas outside of */
  readonly image: Int32Array
  readonly place: Int32Array
  readonly last: Int32Array
  readonly outside: Uint8Array
  /** [area]: ranks from here on change no number */
  readonly reach: readonly number[]
}

export interface ClassPool extends Ranking {
  readonly category: number
  /** [area][threshold]: rank * 4 + kind, ascending */
  readonly events: readonly (readonly Int32Array[])[]
  /** [area]: index of each image that holds objects that count, and how many */
  readonly holders: readonly { readonly image: Int32Array; readonly count: Int32Array }[]
  /** the ranking of PASCAL VOC, without a limit of detections; what is not counted lies outside of its only area */
  readonly voc: Ranking & { readonly right: Int32Array }
}

/** One class over all images, in the order in which they are given. */
interface Gathered {
  readonly score: Float64Array
  readonly image: Int32Array
  readonly place: Int32Array
  readonly outside: Uint8Array
  size: number
  /** which detection a hit is of, and the hit */
  readonly hitOf: number[]
  readonly hits: (readonly number[])[]
  readonly holders: { image: number[]; count: number[] }[]
}

/** The classes that the images name, ascending. `images`: in ascending order of their ids, which breaks ties of score as pycocotools does. */
export function poolsOf(images: readonly ImageMatches[], mode: DetectionMode): readonly ClassPool[] {
  return [...gathered(images)].sort(([a], [b]) => a - b).map(([category, own]) => poolOf(category, own, mode))
}

function gathered(images: readonly ImageMatches[]): ReadonlyMap<number, Gathered> {
  const sizes = new Map<number, number>()
  for (const { categories, sizes: own } of images)
    for (let k = 0; k < own.length; k++) sizes.set(categories[k]!, (sizes.get(categories[k]!) ?? 0) + own[k]!)
  const classes = new Map([...sizes].map(([category, size]) => [category, emptyClass(size)]))
  for (let i = 0; i < images.length; i++) gather(images[i]!, i, classes)
  return classes
}

function emptyClass(size: number): Gathered {
  return {
    score: new Float64Array(size),
    image: new Int32Array(size),
    place: new Int32Array(size),
    outside: new Uint8Array(size),
    size: 0,
    hitOf: [],
    hits: [],
    holders: AREAS.map(() => ({ image: [], count: [] })),
  }
}

function gather(matches: ImageMatches, image: number, classes: ReadonlyMap<number, Gathered>): void {
  const { categories, sizes, scores, outside, objects, hits } = matches
  let [from, hit] = [0, 0]
  for (let k = 0; k < categories.length; k++) {
    const own = classes.get(categories[k]!)!
    const to = from + sizes[k]!
    for (; hit < hits.length && hits[hit]![0]! < to; hit++) {
      own.hitOf.push(own.size + hits[hit]![0]! - from)
      own.hits.push(hits[hit]!)
    }
    for (let d = from; d < to; d++) {
      const at = own.size++
      own.score[at] = scores[d]!
      own.image[at] = image
      own.place[at] = d - from
      own.outside[at] = bitsOf(outside.charCodeAt(d))
    }
    from = to
  }
  for (const counts of objects) {
    const { holders } = classes.get(categories[counts[0]!]!)!
    for (let a = 0; a < AREAS.length; a++) {
      if (counts[a + 1]! === 0) continue
      holders[a]!.image.push(image)
      holders[a]!.count.push(counts[a + 1]!)
    }
  }
}

/** Of a hexadecimal digit. */
const bitsOf = (c: number) => (c < 0x3a ? c - 0x30 : c - 0x57)

function poolOf(category: number, own: Gathered, mode: DetectionMode): ClassPool {
  const all = descendingOrder(own.score)
  const limited = all.filter((i) => own.place[i]! < MOST_DETECTIONS[2])
  const ranking = ranked(own, limited, mode)
  const { ranks, flags, verdicts } = hitsByRank(own, limited)
  const events = AREAS.map((_, a) =>
    Array.from({ length: THRESHOLDS }, (_, t) => eventsAt(ranks, flags[a]!, ranking.outside, a, t)),
  )
  return {
    category,
    ...ranking,
    reach: events.map((area) => Math.max(0, ...area.map((list) => reachOf(list, ranking.last)))),
    events,
    holders: own.holders.map(({ image, count }) => ({ image: Int32Array.from(image), count: Int32Array.from(count) })),
    voc: vocRanking(all.length === limited.length ? ranking : ranked(own, all, mode), all, own.hitOf, verdicts),
  }
}

const reachOf = (events: Int32Array, last: Int32Array) =>
  events.length === 0 ? 0 : last[events[events.length - 1]! >> 2]! + 1

function ranked(own: Gathered, order: Int32Array, mode: DetectionMode): Omit<Ranking, 'reach'> {
  const size = order.length
  const [image, place, last] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)]
  const outside = new Uint8Array(size)
  for (let r = 0; r < size; r++) {
    const i = order[r]!
    image[r] = own.image[i]!
    place[r] = own.place[i]!
    outside[r] = own.outside[i]!
    last[r] = r
  }
  if (mode === 'by-definition')
    for (let r = size - 2; r >= 0; r--) if (own.score[order[r]!] === own.score[order[r + 1]!]) last[r] = last[r + 1]!
  return { mode, size, image, place, last, outside }
}

/** Hits of ranked detections, ascending by rank, their flags as columns by area range; verdicts of PASCAL VOC as the hits stand. */
function hitsByRank({ hitOf, hits, size }: Gathered, order: Int32Array) {
  // plus one: 0 is a detection without a hit
  const hitAt = new Int32Array(size)
  const verdicts = new Uint8Array(hits.length)
  for (let h = 0; h < hits.length; h++) {
    hitAt[hitOf[h]!] = h + 1
    verdicts[h] = hits[h]![5]!
  }
  const ranks = new Int32Array(hits.length)
  const flags = AREAS.map(() => new Int32Array(hits.length))
  let n = 0
  for (let r = 0; r < order.length; r++) {
    const h = hitAt[order[r]!]! - 1
    if (h < 0) continue
    ranks[n] = r
    for (let a = 0; a < AREAS.length; a++) flags[a]![n] = hits[h]![a + 1]!
    n++
  }
  return { ranks: ranks.subarray(0, n), flags, verdicts }
}

function eventsAt(ranks: Int32Array, flags: Int32Array, outside: Uint8Array, a: number, t: number): Int32Array {
  const events = new Int32Array(ranks.length)
  let n = 0
  for (let h = 0; h < ranks.length; h++) {
    const out = (outside[ranks[h]!]! >> a) & 1
    if ((flags[h]! >> t) & 1) events[n++] = ranks[h]! * 4 + (out ? FOUND_OUTSIDE : FOUND)
    else if (!out && (flags[h]! >> (t + THRESHOLDS)) & 1) events[n++] = ranks[h]! * 4 + LEFT_OUT
  }
  return events.slice(0, n)
}

function vocRanking(
  ranking: Omit<Ranking, 'reach'>,
  order: Int32Array,
  hitOf: readonly number[],
  verdicts: Uint8Array,
): ClassPool['voc'] {
  const verdict = new Uint8Array(order.length)
  for (let h = 0; h < hitOf.length; h++) verdict[hitOf[h]!] = verdicts[h]!
  const [right, outside] = [[] as number[], new Uint8Array(order.length)]
  for (let r = 0; r < order.length; r++) {
    const kind = verdict[order[r]!]!
    if (kind === 1) right.push(r * 4 + FOUND)
    outside[r] = Number(kind === 2)
  }
  const events = Int32Array.from(right)
  return { ...ranking, outside, reach: [reachOf(events, ranking.last)], right: events }
}
