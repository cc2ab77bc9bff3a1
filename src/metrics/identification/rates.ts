import { type Det, detOf } from '../verification/det.ts'
import { sortedScores } from '../verification/scores.ts'
import { rankOf, type Search, type TieRule } from './search.ts'

/**
 * Identification errors as a curve in counts: a non-mated search gives a false alarm where its best candidate reaches the threshold, a mated
 * one is missed where its mate is not among the first `rank` or stays below. So `falseMatches` of the curve are false positive, `falseNonMatches`
 * false negative identifications, and `pointAtFmr` gives the lowest observed threshold that keeps to a stated FPIR: strictly above the
 * (k+1)-th highest of the non-mated searches' best scores where k alarms are allowed. Source: ISO/IEC 19795-1:2021, FPIR and FNIR; NIST FRTE 1:N.
 */
export function identificationDet(searches: readonly Search[], rank: number, ties: TieRule): Det {
  const missed = (s: Search) => !(rankOf(s, ties) <= rank)
  const mates = searches.filter((s) => s.mated).map((s) => (missed(s) ? Number.NaN : s.mate))
  const tops = searches.filter((s) => !s.mated).map((s) => (s.top === Number.NEGATIVE_INFINITY ? Number.NaN : s.top))
  return detOf(sortedScores(Float64Array.from(mates), Float64Array.from(tops)))
}

/** Whether a search is an error at a threshold: a false alarm if non-mated, a miss if mated. */
export function isError(search: Search, threshold: number, rank: number, ties: TieRule): boolean {
  if (!search.mated) return search.top >= threshold
  return !(rankOf(search, ties) <= rank && search.mate >= threshold)
}

/** Cumulative match characteristic: of each rank how many mated searches have their mate at that rank or before. Ranks from 1. */
export function cumulativeMatches(searches: readonly Search[], ranks: readonly number[], ties: TieRule): number[] {
  const own = searches.filter((s) => s.mated).map((s) => rankOf(s, ties))
  return ranks.map((r) => own.filter((x) => x <= r).length)
}
