/** Where a relevant item stands among items of the same score: best, worst, or as chance would have it. */
export const TIE_RULES = ['pessimistic', 'optimistic', 'mid'] as const

export type TieRule = (typeof TIE_RULES)[number]

/** Items of one score that hold a relevant one: how many items stand before them, how many they are, how many of them are relevant. */
export type TieGroup = readonly [before: number, size: number, relevant: number]

/** What a list of results comes to: all that average precision and ranks need of it, under any rule for ties. */
export interface RankedList {
  readonly groups: readonly TieGroup[]
  /** relevant items there are, in the list or not; from 1 */
  readonly relevant: number
}

/**
 * The groups of a list, best first. Scores descending are better; NaN, an item without a score, was not retrieved and is never found.
 * Ranks come as negative scores. `relevant` by item.
 */
export function tieGroups(scores: Float64Array, relevant: Uint8Array): readonly TieGroup[] {
  const order = Array.from(scores.keys())
    .filter((i) => !Number.isNaN(scores[i]!))
    .sort((a, b) => scores[b]! - scores[a]!)
  const groups: TieGroup[] = []
  for (let begin = 0; begin < order.length; ) {
    let [end, found] = [begin, 0]
    while (end < order.length && scores[order[end]!] === scores[order[begin]!]) found += relevant[order[end++]!]!
    if (found > 0) groups.push([begin, end - begin, found])
    begin = end
  }
  return groups
}
