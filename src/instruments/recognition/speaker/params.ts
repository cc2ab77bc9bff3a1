import { z } from 'zod'
import { Exact } from '../../../language/exact.ts'
import type { Tails } from '../../../metrics/tails.ts'
import type { CostModel } from '../../../metrics/verification/detection-cost.ts'
import { eerConventions } from '../../../metrics/verification/eer.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'
import type { Ladder } from '../verification/ladder.ts'

const number = (holds: (x: Exact) => boolean, hint: string) =>
  z.union([z.string().max(40), z.number()]).refine((given) => {
    const value = Exact.parse(String(given))
    return value?.finite === true && holds(value)
  }, hint)
const positive = number((x) => x.sign > 0, 'a number above 0')

export const speakerParams = z.strictObject({
  /** how often a trial is a target, for the detection cost */
  prior: number((x) => x.sign > 0 && x.compare(Exact.one) < 0, 'a probability above 0 and below 1').default('0.01'),
  missCost: positive.default('1'),
  falseAlarmCost: positive.default('1'),
  /** score at which `actDcf` decides; `bayes` is ln of the prior odds against, for scores that are log-likelihood ratios */
  threshold: z.union([z.literal('bayes'), number(() => true, 'a number, or bayes')]).optional(),
  /** what the quantity `eer` means; the others stand in the detail */
  eer: z.enum(eerConventions).default('midpoint'),
  /** section of the subject's access, where a subject has more than one list of trials */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('speaker'),
})

export type SpeakerParams = z.output<typeof speakerParams>

export function costModel({ prior, missCost, falseAlarmCost }: SpeakerParams): CostModel {
  const exact = (given: string | number) => Exact.parse(String(given))!
  return { prior: exact(prior), missCost: exact(missCost), falseAlarmCost: exact(falseAlarmCost) }
}

/** What the trials of one cluster have in common. */
export type ClusterKind = 'speaker' | 'id' | 'trial'

/** Numbers whose bounds come from resamples, in the order in which they are computed. */
export const RESAMPLED = ['eer', 'minDcf', 'actDcf', 'cllr', 'minCllr'] as const

/** How errors at one threshold lie over clusters: speakers with a missed target trial, pairs of speakers with a false alarm. */
export interface ErrorClusters {
  readonly missed: number
  readonly alarmed: number
}

export type SpeakerResult =
  | {
      readonly kind: 'curve'
      readonly polarity: Polarity
      /** counts of trials, targets first; failures are trials with a line but without a score, or targets without a line */
      readonly genuine: number
      readonly impostor: number
      readonly genuineFailures: number
      readonly impostorFailures: number
      /** trials without a line in the file of scores */
      readonly missing: { readonly targets: number; readonly nonTargets: number }
      readonly ladder: Ladder
      /** errors at the threshold of `actDcf`, as a similarity */
      readonly actual: { readonly threshold: number; readonly misses: number; readonly falseAlarms: number } | null
    }
  | {
      readonly kind: 'calibration'
      /** sums of bits lost over targets and over non-targets; null where a trial has no score */
      readonly bits: { readonly targets: number; readonly nonTargets: number } | null
      readonly targets: number
      readonly nonTargets: number
    }
  | {
      readonly kind: 'resamples'
      readonly by: ClusterKind
      readonly clusters: number
      /** clusters with target trials, and pairs of clusters with non-target trials */
      readonly targetClusters: number
      readonly nonTargetPairs: number
      readonly tails: Readonly<Record<(typeof RESAMPLED)[number], Tails | null>>
      /** at both sides of the EER, at the least cost and at the threshold of `actDcf` (null without one) */
      readonly errors: {
        readonly before: ErrorClusters
        readonly after: ErrorClusters
        readonly least: ErrorClusters
        readonly actual: ErrorClusters | null
      }
    }
  | { readonly kind: 'intake'; readonly intake: Intake }

/** What reading came to. */
export interface Intake extends Reading {
  /** scores of trials that are not on the list: not counted; how many, and the first twenty */
  readonly extra: number
  readonly extraTrials: readonly string[]
  /** ids that the list of speakers lacks, each taken as a speaker of its own */
  readonly withoutSpeaker: number
}

const number_ = (zh: string, en: string) => ({ kind: 'number', better: 'lower', title: { zh, en } }) as const

export const speakerProduces = {
  eer: { kind: 'ratio', better: 'lower', title: { zh: '等错误率', en: 'equal error rate' } },
  minDcf: number_('最小检测代价 minDCF（归一化）', 'minimum detection cost, normalised (minDCF)'),
  actDcf: number_(
    '声明阈值下的检测代价 actDCF（归一化）',
    'detection cost at the given threshold, normalised (actDCF)',
  ),
  cllr: number_('对数似然比代价 Cllr（比特）', 'cost of log-likelihood ratios (Cllr), bits'),
  minCllr: number_('最小 Cllr（最优校准，比特）', 'minimum Cllr (best calibration), bits'),
  missRate: {
    kind: 'ratio',
    better: 'lower',
    title: { zh: '声明阈值下的漏警率', en: 'miss rate at the given threshold' },
  },
  falseAlarmRate: {
    kind: 'ratio',
    better: 'lower',
    title: { zh: '声明阈值下的虚警率', en: 'false alarm rate at the given threshold' },
  },
  failures: { kind: 'ratio', better: 'lower', title: { zh: '没有分数的试验占比', en: 'trials without a score' } },
  targets: integer('目标试验数', 'target trials'),
  nonTargets: integer('非目标试验数', 'non-target trials'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
} satisfies Record<string, QuantityKind>
