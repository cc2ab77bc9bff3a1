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
  const flags = parts.map(({ matches }) => new Map(matches.hits.map((hit) => [hit[0]!, hit])))
  const outside = Uint8Array.from(order, (i) => Number.parseInt(parts[part[i]!]!.matches.outside[inPart[i]!]!, 16))
  const events = AREAS.map(() => Array.from({ length: THRESHOLDS }, (): number[] => []))
  for (let r = 0; r < size; r++) {
    const hit = flags[part[order[r]!]!]!.get(inPart[order[r]!]!)
    if (hit === undefined) continue
    for (let a = 0; a < AREAS.length; a++) {
      const out = (outside[r]! >> a) & 1
      for (let t = 0; t < THRESHOLDS; t++) {
        if ((hit[a + 1]! >> t) & 1) events[a]![t]!.push(r * 4 + (out ? FOUND_OUTSIDE : FOUND))
        else if (!out && (hit[a + 1]! >> (t + THRESHOLDS)) & 1) events[a]![t]!.push(r * 4 + LEFT_OUT)
      }
    }
  }
  return {
    mode,
    size,
    image: Int32Array.from(order, (i) => parts[part[i]!]!.image),
    place: Int32Array.from(order, (i) => inPart[i]!),
    last,
    outside,
    reach: events.map((area) =>
      Math.max(0, ...area.map((list) => (list.length === 0 ? 0 : last[list.at(-1)! >> 2]! + 1))),
    ),
    events: events.map((area) => area.map((list) => Int32Array.from(list))),
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

function vocRanking(parts: readonly Part[], mode: DetectionMode): Ranking & { readonly right: Int32Array } {
  const { size, order, part, inPart, last } = ranked(parts, ({ voc }) => voc.length, mode)
  const kind = Uint8Array.from(order, (i) => Number(parts[part[i]!]!.matches.voc[inPart[i]!]!))
  const right = Int32Array.from(order.keys())
    .filter((r) => kind[r] === 1)
    .map((r) => r * 4 + FOUND)
  return {
    mode,
    size,
    image: Int32Array.from(order, (i) => parts[part[i]!]!.image),
    place: Int32Array.from(order, (i) => inPart[i]!),
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
  const order = Int32Array.from(score.keys()).sort((a, b) => score[b]! - score[a]! || a - b)
  const last = Int32Array.from(order.keys())
  if (mode === 'by-definition') {
    for (let r = size - 2; r >= 0; r--) if (score[order[r]!] === score[order[r + 1]!]) last[r] = last[r + 1]!
  }
  return { size, order, part, inPart, last }
}
