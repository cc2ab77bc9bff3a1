import { z } from 'zod'
import { Exact } from '../../../language/exact.ts'
import type { Tails } from '../../../metrics/tails.ts'
import { type EerConvention, eerConventions } from '../../../metrics/verification/eer.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { Moments } from '../../../metrics/verification/separation.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio } from '../../kinds.ts'
import type { Ladder } from './ladder.ts'
import type { ReferenceRead, RefusedLines } from './score-file.ts'

const rate = z.union([z.string().max(40), z.number()]).refine((given) => {
  const value = Exact.parse(String(given))
  return value?.finite === true && value.sign > 0 && value.compare(Exact.one) < 0
}, 'a rate above 0 and below 1, such as 0.0001')

export const verificationParams = z.strictObject({
  /** false match rates at which FNMR and TAR are stated, as decimals */
  fmr: z.array(rate).min(1).max(12).default(['0.01', '0.001', '0.0001']),
  /** what the quantity `eer` means; the others stand in the detail */
  eer: z.enum(eerConventions).default('midpoint'),
  /** section of the subject's access, where a subject has more than one list of comparisons */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('verification'),
})

export type VerificationParams = z.output<typeof verificationParams>

/** A false match rate that a standard states: its shortest decimal text, and the number. */
export interface StatedRate {
  readonly text: string
  readonly value: Exact
}

/** The stated false match rates, each once, however it is written. */
export function statedRates(fmr: VerificationParams['fmr']): readonly StatedRate[] {
  const values = fmr.map((given) => Exact.parse(String(given))!)
  const byText = new Map(values.map((value) => [value.toString(), value]))
  return [...byText].map(([text, value]) => ({ text, value }))
}

/** What is kept of one file of scores. Counts include failures; those of the ladder do not. */
export interface VerificationResult {
  readonly stratum: string
  /** hex, of the file */
  readonly sha256: string
  /** how many files the measure has */
  readonly files: number
  readonly polarity: Polarity
  readonly genuine: number
  readonly impostor: number
  readonly genuineFailures: number
  readonly impostorFailures: number
  readonly moments: { readonly genuine: Moments; readonly impostor: Moments }
  readonly ladder: Ladder
  readonly refused: RefusedLines
  readonly reference?: ReferenceRead
  /** comparisons of two samples that this file compared before; absent where samples are not named */
  readonly repeated?: number
  /** of all files together, with the first of them by name; absent where not every comparison names its subjects */
  readonly clustered?: ClusteredRates
}

/** An error rate at a threshold over clusters: both ends of its resamples, and clusters with an error of all clusters. */
export interface ClusteredRate {
  readonly tails: Tails
  readonly bad: number
  readonly clusters: number
}

/** What resampling whole subjects gave. */
export interface ClusteredRates {
  readonly subjects: number
  /** of each stated rate: FNMR with the threshold found again in each resample, over subjects; FMR at the threshold of all, over pairs of subjects */
  readonly points: readonly {
    readonly fmr: string
    readonly fnmr: ClusteredRate
    readonly measuredFmr: ClusteredRate
  }[]
  readonly eer: Readonly<Record<EerConvention, Tails>>
}

export const verificationProduces = {
  fnmr: ratio('最严一档 FMR 下的 FNMR', 'FNMR at the lowest stated FMR', 'lower'),
  tar: ratio('最严一档 FAR 下的 TAR', 'TAR at the lowest stated FAR', 'higher'),
  eer: ratio('等错误率', 'equal error rate', 'lower'),
  dPrime: { kind: 'number', better: 'higher', title: { zh: '可分性 d′', en: "decidability d'" } },
  failureToAcquire: ratio(
    '无分数的比对占比（采集或比对失败）',
    'comparisons without a score (failure to acquire or compare)',
    'lower',
  ),
  genuineComparisons: integer('同人比对数', 'genuine comparisons'),
  impostorComparisons: integer('异人比对数', 'impostor comparisons'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
  fnmrAtFmr: {
    kind: 'list',
    fields: {
      fmr: { kind: 'word', title: { zh: '规定的 FMR', en: 'stated FMR' } },
      fnmr: { kind: 'ratio', better: 'lower', title: { zh: 'FNMR', en: 'FNMR' } },
      threshold: { kind: 'number', title: { zh: '阈值', en: 'threshold' } },
      measuredFmr: { kind: 'ratio', better: 'lower', title: { zh: '实测 FMR', en: 'measured FMR' } },
      falseMatches: { kind: 'integer', title: { zh: '错误匹配数', en: 'false matches' } },
      falseNonMatches: { kind: 'integer', title: { zh: '错误不匹配数', en: 'false non-matches' } },
      ruleOf3: { kind: 'yes-no', title: { zh: '满足 3 法则', en: 'rule of 3 met' } },
      ruleOf30: { kind: 'yes-no', title: { zh: '满足 30 法则', en: 'rule of 30 met' } },
    },
    title: { zh: '各档 FMR 下的 FNMR', en: 'FNMR at each stated FMR' },
  },
  tarAtFar: {
    kind: 'list',
    fields: {
      far: { kind: 'word', title: { zh: '规定的 FAR', en: 'stated FAR' } },
      tar: { kind: 'ratio', better: 'higher', title: { zh: 'TAR', en: 'TAR' } },
      threshold: { kind: 'number', title: { zh: '阈值', en: 'threshold' } },
    },
    title: { zh: '各档 FAR 下的 TAR', en: 'TAR at each stated FAR' },
  },
  strata: {
    kind: 'list',
    fields: {
      stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } },
      fmr: { kind: 'word', title: { zh: '规定的 FMR', en: 'stated FMR' } },
      falseMatchRate: { kind: 'ratio', better: 'lower', title: { zh: '错误匹配率', en: 'false match rate' } },
      falseNonMatchRate: { kind: 'ratio', better: 'lower', title: { zh: '错误不匹配率', en: 'false non-match rate' } },
    },
    title: { zh: '各分层在共同阈值下的错误率', en: 'errors by stratum at the common thresholds' },
  },
} satisfies Record<string, QuantityKind>
