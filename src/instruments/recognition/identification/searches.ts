import { identificationDet } from '../../../metrics/identification/rates.ts'
import { type Search, searchOf } from '../../../metrics/identification/search.ts'
import { pointAtFmr } from '../../../metrics/verification/operating-point.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { Candidate, Candidates } from './candidates.ts'
import { type IdentificationParams, type SearchRow, statedOf } from './params.ts'
import type { Wanted } from './read-lists.ts'

export interface ListedSearch {
  readonly row: SearchRow
  /** at each of the thresholds, strictest FPIR first, non-mates that reach it */
  readonly selected: readonly number[]
}

export interface Listed {
  /** in the order of their ids */
  readonly searches: readonly ListedSearch[]
  /** thresholds for the stated FPIR, strictest first, as similarities; null where mated or non-mated searches are missing */
  readonly thresholds: readonly number[] | null
  /** the longest list of people */
  readonly depth: number
  readonly consolidated: number
  readonly rankConflicts: number
  readonly extraIds: readonly string[]
}

/** Lists joined with who was searched for. A search without a list is kept: a miss if mated, no alarm if not, and a failure. */
export function listedSearches(
  candidates: Candidates,
  wanted: readonly Wanted[],
  params: IdentificationParams,
): Listed {
  const listOf = candidates.grouped()
  const counts = { depth: 0, consolidated: 0, rankConflicts: 0 }
  const people = (list: readonly Candidate[]) => {
    const best = new Map<string, number>()
    for (const { person, score } of list) {
      const known = best.get(person)
      if (known === undefined || score > known || Number.isNaN(known)) best.set(person, score)
    }
    return best
  }
  const rows = [...wanted]
    .sort((a, b) => byText(a.id, b.id))
    .map((w): SearchRow => {
      const list = listOf(w.id)
      const best = people(list ?? [])
      counts.depth = Math.max(counts.depth, best.size)
      counts.consolidated += (list?.length ?? 0) - best.size
      if (contradicts(list ?? [])) counts.rankConflicts++
      return rowOf(w.id, w.stratum, w.person, list !== undefined, searchOf(best, w.mates))
    })
  const thresholds = thresholdsOf(rows.map(asSearch), params)
  const mates = new Map(wanted.map((w) => [w.id, w.mates]))
  const searches = rows.map((row) => {
    const own = mates.get(row[0])!
    const scores = [...people(listOf(row[0]) ?? [])].filter(([person]) => !own.has(person)).map(([, s]) => s)
    return { row, selected: (thresholds ?? []).map((t) => scores.filter((s) => s >= t).length) }
  })
  const extraIds: string[] = []
  for (let s = 0; s < candidates.searches.size; s++) {
    const id = candidates.searches.name(s)
    if (!mates.has(id)) extraIds.push(id)
  }
  return { ...counts, searches, thresholds, extraIds: extraIds.sort() }
}

/** Lowest observed thresholds that keep to the stated FPIR, strictest first; Infinity where nothing observed does. */
export function thresholdsOf(searches: readonly Search[], params: IdentificationParams): readonly number[] | null {
  const { rates } = statedOf(params)
  // a threshold is one for every rank
  const det = identificationDet(searches, Number.POSITIVE_INFINITY, params.ties)
  if (det.genuine === 0 || det.impostor === 0) return null
  return rates.map((r) => det.thresholds[pointAtFmr(det, r.value)]!)
}

export function rowOf(id: string, stratum: string, person: string, answered: boolean, s: Search): SearchRow {
  const finite = (x: number) => (Number.isFinite(x) ? x + 0 : null)
  return [id, stratum, person, s.mated ? 1 : 0, answered ? 1 : 0, finite(s.mate), s.above, s.equal, finite(s.top)]
}

export function asSearch([, , , mated, , mate, above, equal, top]: SearchRow): Search {
  return { mated: mated === 1, mate: mate ?? Number.NaN, above, equal, top: top ?? Number.NEGATIVE_INFINITY }
}

/** Whether a candidate with a better rank has a lower score. */
function contradicts(list: readonly Candidate[]): boolean {
  const ranked = list.filter((c) => !Number.isNaN(c.rank) && !Number.isNaN(c.score))
  ranked.sort((a, b) => a.rank - b.rank || b.score - a.score)
  return ranked.some((c, i) => i > 0 && c.score > ranked[i - 1]!.score && c.rank > ranked[i - 1]!.rank)
}
