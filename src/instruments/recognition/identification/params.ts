import { z } from 'zod'
import { Exact } from '../../../language/exact.ts'
import { tieRules } from '../../../metrics/identification/search.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'
import { type StatedRate, statedRates } from '../verification/params.ts'

const rate = z.union([z.string().max(40), z.number()]).refine((given) => {
  const value = Exact.parse(String(given))
  return value?.finite === true && value.sign > 0 && value.compare(Exact.one) < 0
}, 'a rate above 0 and below 1, such as 0.01')
const rank = z.int().min(1).max(1_000_000)

export const identificationParams = z.strictObject({
  /** false positive identification rates at which FNIR is stated: one, or a list */
  fpir: z.union([rate, z.array(rate).min(1).max(8)]).default('0.01'),
  /** how far down the list the mate may stand to count as found: one rank, or a list */
  rank: z.union([rank, z.array(rank).min(1).max(8)]).default(1),
  /** whether non-mates tied with the mate go before it, after it, or half of them before */
  ties: z.enum(tieRules).default('pessimistic'),
  /** section of the subject's access, where a subject has more than one gallery */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('identification'),
})

export type IdentificationParams = z.output<typeof identificationParams>

/** The stated rates, strictest first, and the stated ranks, ascending; each once. */
export function statedOf(params: IdentificationParams): { rates: readonly StatedRate[]; ranks: readonly number[] } {
  const rates = statedRates(Array.isArray(params.fpir) ? params.fpir : [params.fpir])
  return {
    rates: [...rates].sort((a, b) => a.value.compare(b.value)),
    ranks: [...new Set([params.rank].flat())].sort((a, b) => a - b),
  }
}

/**
 * What is kept of one search, scores as similarities: its id, stratum and who was searched for (empty where nobody says), 1 where that person is
 * enrolled, 1 where there was an answer, score of the mate, non-mates above and tied with it, best score of a non-mate.
 */
export type SearchRow = readonly [
  id: string,
  stratum: string,
  person: string,
  mated: 0 | 1,
  answered: 0 | 1,
  mate: number | null,
  above: number,
  equal: number,
  top: number | null,
]

export type IdentificationResult =
  | {
      readonly kind: 'searches'
      readonly polarity: Polarity
      /** candidates asked for at most, or people in the gallery: ranks beyond it say nothing */
      readonly depth: number
      readonly rows: readonly SearchRow[]
      /** of lists: for each stated FPIR, strictest first, its threshold (null: above all scores) and the non-mates of these searches that reach it */
      readonly selected: readonly { readonly threshold: number | null; readonly nonMates: number }[] | null
      /** of a matrix: hex, of the bytes of these rows */
      readonly sha256?: string
    }
  | { readonly kind: 'intake'; readonly intake: Intake }

/** What reading came to, beside the searches. */
export interface Intake extends Reading {
  /** searches with candidates that the truth does not name: not counted; how many, and the first twenty by id */
  readonly extra: number
  readonly extraIds: readonly string[]
  /** candidates that fell together with a better one of the same person */
  readonly consolidated: number
  /** searches whose column of ranks contradicts their scores */
  readonly rankConflicts: number
}

export const identificationProduces = {
  fnir: ratio('最严一档 FPIR、最小排名下的 FNIR', 'FNIR at the lowest stated FPIR and rank', 'lower'),
  tpir: ratio('最严一档 FPIR、最小排名下的 TPIR', 'TPIR at the lowest stated FPIR and rank', 'higher'),
  fpir: ratio('该阈值下实测的 FPIR', 'FPIR measured at that threshold', 'lower'),
  rank1: ratio('首位命中率', 'rank-1 identification rate', 'higher'),
  selectivity: {
    kind: 'number',
    better: 'lower',
    title: {
      zh: '选择性：该阈值下每次检索返回的非本人候选数',
      en: 'selectivity: non-mates a search returns at that threshold',
    },
  },
  failures: ratio('没有应答的检索占比', 'searches without an answer', 'lower'),
  matedSearches: integer('库内检索数', 'mated searches'),
  nonMatedSearches: integer('库外检索数', 'non-mated searches'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
  points: {
    kind: 'list',
    fields: {
      fpir: { kind: 'word', title: { zh: '规定的 FPIR', en: 'stated FPIR' } },
      rank: { kind: 'integer', title: { zh: '位次', en: 'rank' } },
      fnir: { kind: 'ratio', better: 'lower', title: { zh: 'FNIR', en: 'FNIR' } },
      tpir: { kind: 'ratio', better: 'higher', title: { zh: 'TPIR', en: 'TPIR' } },
      measuredFpir: { kind: 'ratio', better: 'lower', title: { zh: '实测 FPIR', en: 'measured FPIR' } },
      threshold: { kind: 'number', title: { zh: '阈值', en: 'threshold' } },
      selectivity: { kind: 'number', better: 'lower', title: { zh: '选择性', en: 'selectivity' } },
      ruleOf3: { kind: 'yes-no', title: { zh: '满足 3 法则', en: 'rule of 3 met' } },
    },
    title: { zh: '各档 FPIR 与排名下的 FNIR', en: 'FNIR at each stated FPIR and rank' },
  },
  cmc: {
    kind: 'list',
    fields: {
      rank: { kind: 'integer', title: { zh: '位次', en: 'rank' } },
      hit: { kind: 'ratio', better: 'higher', title: { zh: '命中率', en: 'hit rate' } },
    },
    title: { zh: '累积匹配特性（CMC）', en: 'cumulative match characteristic (CMC)' },
  },
  strata: {
    kind: 'list',
    fields: {
      stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } },
      fnir: { kind: 'ratio', better: 'lower', title: { zh: 'FNIR', en: 'FNIR' } },
      fpir: { kind: 'ratio', better: 'lower', title: { zh: 'FPIR', en: 'FPIR' } },
      mated: { kind: 'integer', title: { zh: '有配对的检索数', en: 'mated searches' } },
      nonMated: { kind: 'integer', title: { zh: '无配对的检索数', en: 'non-mated searches' } },
    },
    title: { zh: '各分层在共同阈值下的错误率', en: 'errors by stratum at the common threshold' },
  },
} satisfies Record<string, QuantityKind>
