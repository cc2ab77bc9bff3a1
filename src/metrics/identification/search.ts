/**
 * What one search of a gallery came to, as similarities. Non-mates are the enrolled people who are not the one searched for; of a person with
 * several images the best one counts. Nothing else of the candidates is needed for FPIR, FNIR and CMC.
 */
export interface Search {
  /** whether the person searched for is enrolled */
  readonly mated: boolean
  /** highest score of a non-mate; -Infinity where there is none */
  readonly top: number
  /** score of the mate; NaN where the mate is not among the candidates, or has no score */
  readonly mate: number
  /** non-mates above the mate, and tied with it */
  readonly above: number
  readonly equal: number
}

/** Whether equal scores of non-mates go before the mate, after it, or half of them before. */
export const tieRules = ['pessimistic', 'optimistic', 'mid'] as const
export type TieRule = (typeof tieRules)[number]

/** Rank of the mate, 1 the best; Infinity where it was not found. `mid` gives halves. */
export function rankOf(search: Search, ties: TieRule): number {
  if (!search.mated || Number.isNaN(search.mate)) return Number.POSITIVE_INFINITY
  switch (ties) {
    case 'pessimistic':
      return search.above + search.equal + 1
    case 'optimistic':
      return search.above + 1
    case 'mid':
      return search.above + search.equal / 2 + 1
  }
}

/**
 * A list of candidates to what counts of it. `scores` has the best score of each person, NaN without one; `mates` is who was searched for,
 * empty where that person is not enrolled. A list is often cut off: a mate that is not on it is a miss.
 */
export function searchOf(scores: ReadonlyMap<string, number>, mates: ReadonlySet<string>): Search {
  let mate = Number.NaN
  for (const person of mates) {
    const score = scores.get(person)
    if (score !== undefined && !(score <= mate)) mate = Number.isNaN(score) ? mate : score
  }
  let top = Number.NEGATIVE_INFINITY
  let above = 0
  let equal = 0
  for (const [person, score] of scores) {
    if (mates.has(person)) continue
    if (score > top) top = score
    if (score > mate) above++
    else if (score === mate) equal++
  }
  return { mated: mates.size > 0, top, mate, above, equal }
}
