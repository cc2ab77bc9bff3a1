import { Matcher } from './matcher.ts'

/** [reference track, tracker track, frames in which they overlap by 0.5 or more] */
export type CoOccurrence = readonly number[]

/**
 * IDTP: the most boxes that any assignment of tracker tracks to reference tracks, one to one, agrees on. No pair twice.
 * The least IDFP + IDFN of the definition is objects + found - 2 IDTP, since both sides' boxes are given.
 * Source: Ristani et al., ECCV 2016 workshops (arXiv 1609.01775), 3; TrackEval, Identity. RangeError: more than 2^25 cells of one component.
 */
export function identityMatches(pairs: Iterable<CoOccurrence>, tracks: number, trackers: number): number {
  const matcher = new Matcher()
  for (const pair of pairs) if (pair[2]! > 0) matcher.add(pair[0]!, pair[1]!, pair[2]!, 0)
  matcher.match(tracks, trackers, false)
  let sum = 0
  for (let e = 0; e < matcher.count; e++) sum += matcher.chosen[e]! * matcher.weight[e]!
  return sum
}
