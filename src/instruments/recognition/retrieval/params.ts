import { z } from 'zod'
import { TIE_RULES } from '../../../metrics/retrieval/ranked-list.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer as count, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

/** Lines of all tables of one kind together: they are held in memory. */
export const MOST_LINES = 2 ** 22

/** What a standard says about retrieval. */
export const retrievalParams = z.strictObject({
  /** section of the subject's access that names the tables */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('retrieval'),
  /** where relevant items stand among items of the same score */
  ties: z.enum(TIE_RULES).default('pessimistic'),
})

export type RetrievalParams = z.infer<typeof retrievalParams>

/**
 * What is kept of a query: no items, only how many are relevant to it, how many its list holds, how many of those have no score, and of each score
 * at which a relevant one stands: items before it, items of that score, relevant ones among them.
 */
export type QueryRow = readonly [
  query: string,
  stratum: string,
  relevant: number,
  listed: number,
  unscored: number,
  groups: readonly number[],
]

/** What reading came to, beside the queries. */
export interface RetrievalIntake extends Reading {
  /** queries that have results, but are not in the table of relevant items: how many, and the first twenty */
  readonly extra: number
  readonly extraIds: readonly string[]
}

export type RetrievalResult =
  | { readonly kind: 'queries'; readonly rows: readonly QueryRow[] }
  | { readonly kind: 'intake'; readonly intake: RetrievalIntake }

export const retrievalProduces = {
  map: ratio('平均精度均值 mAP', 'mean average precision (mAP)'),
  rank1: ratio('首位命中率', 'rank-1 rate'),
  rank5: ratio('前 5 位命中率', 'rank-5 rate'),
  rank10: ratio('前 10 位命中率', 'rank-10 rate'),
  queries: count('计入的查询', 'queries that count'),
  withoutResults: count('没有结果的查询', 'queries without results'),
  withoutRelevant: count('没有相关项而不计入的查询', 'queries without relevant items, which do not count'),
  refusedLines: count('不合格式而未读入的行', 'malformed lines not taken'),
  cmc: {
    kind: 'list',
    fields: {
      rank: { kind: 'integer', title: { zh: '位次', en: 'rank' } },
      hit: { kind: 'ratio', better: 'higher', title: { zh: '命中率', en: 'hit rate' } },
    },
    title: { zh: '各位次命中率', en: 'hit rate by rank' },
  },
  strata: {
    kind: 'list',
    fields: {
      stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } },
      map: { kind: 'ratio', better: 'higher', title: { zh: '平均精度均值 mAP', en: 'mean average precision (mAP)' } },
      rank1: { kind: 'ratio', better: 'higher', title: { zh: '首位命中率', en: 'hit rate at rank 1' } },
      queries: { kind: 'integer', title: { zh: '查询数', en: 'queries' } },
    },
    title: { zh: '各分层', en: 'by stratum' },
  },
} satisfies Record<string, QuantityKind>
