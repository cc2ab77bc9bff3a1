import type { SoundEvent } from './sound.ts'

/**
 * `psds-2020`: as psds_eval 0.3 (Bilen et al. 2020): shares compared as doubles; the rate of cross triggers is averaged over all classes, its own 0
 * included; a detection that lies wholly behind the end of its file is no false one. `psds-ebbers`: as sed_scores_eval (Ebbers et al. 2022): seconds
 * compared to six decimals, cross triggers averaged over the other classes, every detection counts.
 */
export type PsdsConvention = 'psds-2020' | 'psds-ebbers'

/** Shares in (0, 1]: of a detection that lies in events of its class, of an event that is covered, of a detection that lies in another class. */
export interface Tolerances {
  readonly detection: number
  readonly groundTruth: number
  readonly crossTrigger: number
}

export interface IntersectionCounts {
  /** by class */
  readonly right: Int32Array
  readonly wrong: Int32Array
  /** [class of the detection * classes + class of the event] */
  readonly crossed: Int32Array
}

/**
 * What intersections make of the detections of one file: a detection is relevant where enough of it lies in events of its class; an event is found where
 * relevant detections cover enough of it; every other detection is wrong, and triggers each other class in which enough of it lies.
 * Detections of classes outside of the list are passed over. Source: Bilen et al., ICASSP 2020 (arXiv:1910.08440).
 */
export function intersectionCounts(
  reference: readonly SoundEvent[],
  output: readonly SoundEvent[],
  classes: readonly string[],
  seconds: number,
  { detection, groundTruth, crossTrigger }: Tolerances,
  convention: PsdsConvention,
): IntersectionCounts {
  const index = new Map(classes.map((label, k) => [label, k]))
  const n = classes.length
  const right = new Int32Array(n)
  const wrong = new Int32Array(n)
  const crossed = new Int32Array(n * n)
  const enough = convention === 'psds-2020' ? asShare : asSeconds
  const events = [...reference].sort((a, b) => a.onset - b.onset || a.offset - b.offset)
  const covered = new Map<SoundEvent, number[]>()
  for (const found of [...output].sort((a, b) => a.onset - b.onset || a.offset - b.offset)) {
    const own = index.get(found.label)
    if (own === undefined) continue
    const length = found.offset - found.onset
    const within = new Map<string, number[]>()
    const mine: (readonly [SoundEvent, number])[] = []
    for (const event of events) {
      const both = Math.min(found.offset, event.offset) - Math.max(found.onset, event.onset)
      if (!(both > 0)) continue
      within.set(event.label, [...(within.get(event.label) ?? []), both])
      if (event.label === found.label) mine.push([event, both])
    }
    if (enough(within.get(found.label) ?? [], length, detection)) {
      for (const [event, both] of mine) covered.set(event, [...(covered.get(event) ?? []), both])
      continue
    }
    if (convention === 'psds-ebbers' || found.onset <= seconds) wrong[own]!++
    for (const [label, parts] of within) {
      const other = index.get(label)
      if (other !== undefined && other !== own && enough(parts, length, crossTrigger)) crossed[own * n + other]!++
    }
  }
  for (const [event, parts] of covered)
    if (enough(parts, event.offset - event.onset, groundTruth)) right[index.get(event.label)!]!++
  return { right, wrong, crossed }
}

/** A share of nothing is none: an empty detection is wrong. */
function asShare(parts: readonly number[], length: number, least: number): boolean {
  return length > 0 && parts.reduce((sum, part) => sum + part / length, 0) >= least
}

function asSeconds(parts: readonly number[], length: number, least: number): boolean {
  return length > 0 && micro(parts.reduce((sum, part) => sum + part, 0)) >= micro(least * length)
}

/** Millionths, halves to even as numpy rounds. */
function micro(seconds: number): number {
  const x = seconds * 1e6
  const down = Math.floor(x)
  return x - down < 0.5 || (x - down === 0.5 && down % 2 === 0) ? down : down + 1
}
