import type { RankedList, TieRule } from './ranked-list.ts'

/**
 * Average precision of one query, without interpolation: Σ over relevant items of the precision at their rank, over all relevant items, also
 * those that the list does not hold. In [0, 1]. `mid` is its mean over all orders of tied items. RangeError where the list holds more relevant items
 * than there are. Source: C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval (2008), 8.4; ties by chance:
 * F. McSherry and M. Najork, ECIR 2008.
 */
export function averagePrecisionOf({ groups, relevant }: RankedList, ties: TieRule): number {
  let [sum, found] = [0, 0]
  for (const [before, size, own] of groups) {
    sum += groupPrecisions(before, size, own, found, ties)
    found += own
  }
  if (!(relevant >= 1) || found > relevant) throw new RangeError(`${found} relevant items of ${relevant}`)
  return sum / relevant
}

/** Σ of the precision at the ranks of the relevant items of one group, `found` relevant items before it. */
function groupPrecisions(before: number, size: number, own: number, found: number, ties: TieRule): number {
  let sum = 0
  if (ties === 'mid') {
    // at each place a relevant item stands with chance own / size, the others before it in proportion
    const others = size > 1 ? (own - 1) / (size - 1) : 0
    for (let i = 1; i <= size; i++) sum += ((own / size) * (found + (i - 1) * others + 1)) / (before + i)
    return sum
  }
  const first = ties === 'optimistic' ? before : before + size - own
  for (let i = 1; i <= own; i++) sum += (found + i) / (first + i)
  return sum
}
