import type { RankedList, TieRule } from './ranked-list.ts'

/**
 * Rank of the first relevant item, from 1; null where the list holds none. Under `mid` the mean over all orders of tied items, which need not be whole.
 * A query is a hit at rank k where this is at most k (rank-k rate, cumulative match characteristic).
 * Source: ISO/IEC 19795-1:2021 (rank-k identification rate); pessimistic ranks as NISTIR 8271; the rule for ties is declared with the result.
 */
export function firstHit({ groups }: RankedList, ties: TieRule): number | null {
  const first = groups[0]
  if (first === undefined) return null
  const [before, size, relevant] = first
  switch (ties) {
    case 'optimistic':
      return before + 1
    case 'pessimistic':
      return before + size - relevant + 1
    case 'mid':
      return before + (size + 1) / (relevant + 1)
  }
}
