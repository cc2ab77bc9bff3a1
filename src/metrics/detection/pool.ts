import { descendingOrder } from '../descending-order.ts'
import { AREAS, type DetectionMode, THRESHOLDS } from './convention.ts'
import type { ClassMatches } from './match.ts'

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
  /** [area][threshold]: rank * 4 + kind, ascending */
  readonly events: readonly (readonly Int32Array[])[]
  /** [area]: index of each image that holds objects that count, and how many */
  readonly holders: readonly { readonly image: Int32Array; readonly count: Int32Array }[]
  /** the ranking of PASCAL VOC, without a limit of detections; what is not counted lies outside of its only area */
  readonly voc: Ranking & { readonly right: Int32Array }
}

type Part = { readonly image: number; readonly matches: ClassMatches }

/** `parts`: one class, in ascending order of `image` (an index), which breaks ties of score as pycocotools does. */
export function poolOf(parts: readonly Part[], mode: DetectionMode): ClassPool {
  const { size, order, part, inPart, last } = ranked(parts, ({ outside }) => outside.length, mode)
  const outside = outsideByRank(parts, order)
  const rankOf = new Int32Array(size)
  for (let r = 0; r < size; r++) rankOf[order[r]!] = r
  const events = AREAS.map(() => Array.from({ length: THRESHOLDS }, (): number[] => []))
  let first = 0
  for (const { matches } of parts) {
    for (const hit of matches.hits) {
      const r = rankOf[first + hit[0]!]!
      for (let a = 0; a < AREAS.length; a++) {
        const flags = hit[a + 1]!
        if (flags === 0) continue
        const out = (outside[r]! >> a) & 1
        for (let t = 0; t < THRESHOLDS; t++) {
          if ((flags >> t) & 1) events[a]![t]!.push(r * 4 + (out ? FOUND_OUTSIDE : FOUND))
          else if (!out && (flags >> (t + THRESHOLDS)) & 1) events[a]![t]!.push(r * 4 + LEFT_OUT)
        }
      }
    }
    first += matches.outside.length
  }
  const ascending = events.map((area) => area.map((list) => Int32Array.from(list).sort()))
  return {
    mode,
    size,
    image: taken(imagesOf(parts, part), order),
    place: taken(inPart, order),
    last,
    outside,
    reach: ascending.map((area) =>
      Math.max(0, ...area.map((list) => (list.length === 0 ? 0 : last[list.at(-1)! >> 2]! + 1))),
    ),
    events: ascending,
    holders: AREAS.map((_, a) => {
      const holding = parts.filter((p) => p.matches.objects[a]! > 0)
      return {
        image: Int32Array.from(holding, (p) => p.image),
        count: Int32Array.from(holding, (p) => p.matches.objects[a]!),
      }
    }),
    voc: vocRanking(parts, mode),
  }
}

function imagesOf(parts: readonly Part[], part: Int32Array): Int32Array {
  const images = new Int32Array(part.length)
  for (let i = 0; i < part.length; i++) images[i] = parts[part[i]!]!.image
  return images
}

function taken(values: Int32Array, order: Int32Array): Int32Array {
  const ranked = new Int32Array(order.length)
  for (let r = 0; r < order.length; r++) ranked[r] = values[order[r]!]!
  return ranked
}

/** Bits of the area ranges that each detection lies outside of. */
function outsideByRank(parts: readonly Part[], order: Int32Array): Uint8Array {
  const given = new Uint8Array(order.length)
  let at = 0
  for (const { matches } of parts)
    for (let d = 0; d < matches.outside.length; d++) {
      const c = matches.outside.charCodeAt(d)
      given[at++] = c < 0x3a ? c - 0x30 : c - 0x57
    }
  const ranked = new Uint8Array(order.length)
  for (let r = 0; r < order.length; r++) ranked[r] = given[order[r]!]!
  return ranked
}

function vocRanking(parts: readonly Part[], mode: DetectionMode): Ranking & { readonly right: Int32Array } {
  const { size, order, part, inPart, last } = ranked(parts, ({ voc }) => voc.length, mode)
  const kind = new Uint8Array(size)
  const found: number[] = []
  for (let r = 0; r < size; r++) {
    const i = order[r]!
    kind[r] = parts[part[i]!]!.matches.voc.charCodeAt(inPart[i]!) - 0x30
    if (kind[r] === 1) found.push(r * 4 + FOUND)
  }
  const right = Int32Array.from(found)
  return {
    mode,
    size,
    image: taken(imagesOf(parts, part), order),
    place: taken(inPart, order),
    last,
    outside: kind.map((k) => Number(k === 2)),
    reach: [right.length === 0 ? 0 : last[right.at(-1)! >> 2]! + 1],
    right,
  }
}

function ranked(parts: readonly Part[], sizeOf: (matches: ClassMatches) => number, mode: DetectionMode) {
  const size = parts.reduce((n, p) => n + sizeOf(p.matches), 0)
  const score = new Float64Array(size)
  const part = new Int32Array(size)
  const inPart = new Int32Array(size)
  let at = 0
  for (const [p, { matches }] of parts.entries()) {
    const own = sizeOf(matches)
    for (let d = 0; d < own; d++) {
      score[at] = matches.scores[d]!
      part[at] = p
      inPart[at++] = d
    }
  }
  const order = descendingOrder(score)
  const last = new Int32Array(size)
  for (let r = 0; r < size; r++) last[r] = r
  if (mode === 'by-definition') {
    for (let r = size - 2; r >= 0; r--) if (score[order[r]!] === score[order[r + 1]!]) last[r] = last[r + 1]!
  }
  return { size, order, part, inPart, last }
}
