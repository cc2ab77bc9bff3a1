import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { averagePrecisionOf } from '../../../metrics/retrieval/average-precision.ts'
import { firstHit } from '../../../metrics/retrieval/first-hit.ts'
import { type RankedList, TIE_RULES, type TieGroup } from '../../../metrics/retrieval/ranked-list.ts'
import type { Reducer } from '../../contract.ts'
import { BOOTSTRAP_SEED, errorRates } from '../../error-ratio.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { Picture } from '../../picture.ts'
import { proportion } from '../../proportion.ts'
import { withoutDraws } from '../../without-draws.ts'
import {
  MOST_LINES,
  type QueryRow,
  type RetrievalIntake,
  type RetrievalParams,
  type RetrievalResult,
  retrievalParams,
} from './params.ts'

/** Ranks of the list `cmc`, and how far the picture goes. */
const RANKS = [1, 2, 3, 5, 10, 20, 50]
const DRAWN = 50

/** A query with what the rule for ties makes of it. */
interface Scored {
  readonly stratum: string
  readonly precision: number
  /** rank of the first relevant item, infinite where none was found */
  readonly first: number
}

/** From where the relevant items of each query stand; queries in the order of their names. */
export const retrievalReducer: Reducer<RetrievalParams, RetrievalResult> = {
  name: 'recognition/retrieval',
  version: '1',
  params: retrievalParams,
  reduce: (results, params, confidences) => {
    const all: QueryRow[] = []
    let intake: RetrievalIntake | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else all.push(...result.rows)
    }
    all.sort((a, b) => byText(a[0], b[0]))
    const rows = all.filter((row) => row[2] > 0)
    const queries = rows.map((row) => scoredOf(row, params.ties))
    const known = all.length > 0
    const hit = (rank: number) => hits(queries, rank, confidences)
    const strata = strataOf(queries, confidences)
    const map = meanPrecision(queries, confidences)
    const quantities: Record<string, Quantity> = {
      map,
      rank1: hit(1),
      rank5: hit(5),
      rank10: hit(10),
      queries: known ? rows.length : null,
      withoutResults: known ? rows.filter((row) => row[3] === 0).length : null,
      withoutRelevant: known ? all.length - rows.length : null,
      refusedLines: intake?.refused ?? null,
      cmc: rows.length === 0 ? null : RANKS.map((rank) => ({ rank, hit: withoutDraws(hit(rank)) })),
      strata,
    }
    return {
      n: rows.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        ...params,
        mapByTies: Object.fromEntries(
          TIE_RULES.map((ties) => [ties, rows.length === 0 ? null : decimal(mean(rows.map((r) => scoredOf(r, ties))))]),
        ),
        withoutScore: all.reduce((n, row) => n + row[4], 0),
        bootstrap: { by: 'query', seed: String(BOOTSTRAP_SEED) },
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: [...curve(queries), ...bars(strata, map)],
    }
  },
}

function scoredOf([, stratum, relevant, listed, , flat]: QueryRow, ties: RetrievalParams['ties']): Scored {
  const groups: TieGroup[] = []
  for (let i = 0; i + 2 < flat.length; i += 3) groups.push([flat[i]!, flat[i + 1]!, flat[i + 2]!])
  // results come from others when a bundle is verified
  if (listed > MOST_LINES || groups.some(([before, size, own]) => own > size || before + size > listed))
    throw new RangeError('a list of results has more places than lines')
  const list: RankedList = { groups, relevant }
  return { stratum, precision: averagePrecisionOf(list, ties), first: firstHit(list, ties) ?? Number.POSITIVE_INFINITY }
}

const mean = (queries: readonly Scored[]) => queries.reduce((sum, q) => sum + q.precision, 0) / queries.length

/** Queries are drawn, each with all of its list. */
function meanPrecision(queries: readonly Scored[], confidences: readonly string[]): Estimate | null {
  if (queries.length === 0) return null
  const errors = Float64Array.from(queries, (q) => 1 - q.precision)
  const sizes = new Float64Array(queries.length).fill(1)
  const value = mean(queries)
  return errorRates(errors, sizes, decimal(1 - value), confidences).accuracy(decimal(value))
}

function hits(queries: readonly Scored[], rank: number, confidences: readonly string[]): Estimate | null {
  if (queries.length === 0) return null
  return proportion(queries.filter((q) => q.first <= rank).length, queries.length, confidences)
}

function strataOf(queries: readonly Scored[], confidences: readonly string[]) {
  const groups = new Map<string, Scored[]>()
  for (const q of queries) {
    const own = groups.get(q.stratum)
    if (own === undefined) groups.set(q.stratum, [q])
    else own.push(q)
  }
  if (groups.size === 0 || (groups.size === 1 && groups.has(''))) return null
  return [...groups]
    .sort(([a], [b]) => byText(a, b))
    .map(([stratum, own]) => ({
      stratum,
      map: withoutDraws(meanPrecision(own, confidences)),
      rank1: withoutDraws(hits(own, 1, confidences)),
      queries: own.length,
    }))
}

function curve(queries: readonly Scored[]): readonly Picture[] {
  if (queries.length === 0) return []
  const at = Array.from({ length: DRAWN }, (_, i) => i + 1)
  return [
    {
      kind: 'curve',
      title: { zh: '各位次命中率', en: 'Hit rate by rank' },
      x: { title: { zh: '位次', en: 'rank' }, scale: 'log', range: [1, DRAWN] },
      y: { title: { zh: '命中率', en: 'hit rate' }, scale: 'linear', range: [0, 1], percent: true },
      lines: [{ points: at.map((rank) => [rank, queries.filter((q) => q.first <= rank).length / queries.length]) }],
    },
  ]
}

function bars(strata: Quantity, map: Quantity): readonly Picture[] {
  return estimateBars(
    { zh: '各分层的平均精度均值', en: 'Mean average precision by stratum' },
    { title: { zh: '平均精度均值 mAP', en: 'mean average precision (mAP)' }, scale: 'linear', percent: true },
    strata,
    'stratum',
    'map',
    map,
  )
}
