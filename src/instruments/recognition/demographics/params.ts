import { z } from 'zod'
import { Exact } from '../../../language/exact.ts'
import type { DIFFERENTIALS } from '../../../metrics/differentials.ts'
import type { Tails } from '../../../metrics/tails.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer, errorRate as ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

const share = (open: boolean, hint: string) =>
  z.union([z.string().max(40), z.number()]).refine((given) => {
    const value = Exact.parse(String(given))
    if (value?.finite !== true) return false
    const [low, high] = [value.sign, value.compare(Exact.one)]
    return open ? low > 0 && high < 0 : low >= 0 && high <= 0
  }, hint)

export const demographicsParams = z.strictObject({
  /** false match rate over all impostor comparisons that sets the one threshold for all groups */
  fmr: share(true, 'a rate above 0 and below 1, such as 0.001').default('0.001'),
  /** groups with fewer subjects are counted and not shown */
  minimumSubjects: z.int().min(0).max(1_000_000).default(30),
  /** weight of FMR in FDR, GARBE and INEQUITY */
  alpha: share(false, 'a weight from 0 to 1').default('0.5'),
  /** section of the subject's access, where a subject has more than one division into groups */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('demographics'),
})

export type DemographicsParams = z.output<typeof demographicsParams>

/** Errors of one kind of comparison at the threshold. */
export interface Counts {
  readonly trials: number
  readonly errors: number
  /** comparisons without a score */
  readonly failures: number
  /** subjects, or pairs of them, with an error, and all of them */
  readonly bad: number
  readonly clusters: number
}

export interface GroupCounts {
  readonly group: string
  /** null where no subjects are named */
  readonly subjects: number | null
  readonly genuine: Counts
  /** between subjects of the group */
  readonly impostor: Counts
}

export type DemographicsResult =
  | {
      readonly kind: 'rates'
      readonly polarity: Polarity
      /** the common threshold as a similarity; null: above all scores */
      readonly threshold: number | null
      /** over all impostor comparisons, those between groups too: matches at the threshold, and at the next score below (null: there is none) */
      readonly all: {
        readonly genuine: Counts
        readonly impostor: Counts
        readonly falseMatchesBelow: number | null
      }
      /** those with enough subjects, by name */
      readonly groups: readonly GroupCounts[]
      /** how many have too few, and the comparisons in them */
      readonly suppressed: { readonly groups: number; readonly genuine: number; readonly impostor: number }
      /** impostor comparisons between two shown groups, names in order */
      readonly cross: readonly { readonly groups: readonly [string, string]; readonly impostor: Counts }[]
    }
  | {
      readonly kind: 'resamples'
      readonly by: 'subject' | 'comparison'
      readonly clusters: number
      readonly groups: readonly { readonly group: string; readonly fmr: Tails; readonly fnmr: Tails }[]
      readonly measures: Readonly<Record<(typeof DIFFERENTIALS)[number], Tails>> | null
      /** standard errors of the differences between two groups */
      readonly pairs: readonly {
        readonly groups: readonly [string, string]
        readonly fmr: number
        readonly fnmr: number
      }[]
    }
  | { readonly kind: 'intake'; readonly intake: Intake }

export interface Intake extends Reading {
  /** subjects whom the table of attributes lacks: their comparisons set the threshold and belong to no group */
  readonly withoutGroup: number
}

const number = (zh: string, en: string, better: 'higher' | 'lower' = 'lower') =>
  ({ kind: 'number', better, title: { zh, en } }) as const

export const demographicsProduces = {
  fmrRatio: number('FMR 最大值与几何平均之比', 'largest FMR over geometric mean'),
  fnmrRatio: number('FNMR 最大值与几何平均之比', 'largest FNMR over geometric mean'),
  fmrMaxMin: number('FMR 最大值与最小值之比', 'largest FMR over smallest'),
  fnmrMaxMin: number('FNMR 最大值与最小值之比', 'largest FNMR over smallest'),
  garbe: number('GARBE（0 为一致）', 'GARBE, 0 where groups are equal'),
  fdr: number('公平差异率 FDR（1 为一致）', 'fairness discrepancy rate (FDR), 1 where groups are equal', 'higher'),
  inequity: number('不均等率 INEQUITY（1 为一致）', 'inequity ratio, 1 where groups are equal'),
  fmr: ratio('共同阈值下全部 FMR', 'FMR of all at the common threshold'),
  fnmr: ratio('共同阈值下全部 FNMR', 'FNMR of all at the common threshold'),
  suppressedGroups: integer('人数不足而不显示的组', 'groups with too few subjects, not shown'),
  refusedLines: integer('无法读取的行数', 'lines that could not be read'),
  groups: {
    kind: 'list',
    fields: {
      group: { kind: 'word', title: { zh: '组别', en: 'group' } },
      fmr: { kind: 'ratio', better: 'lower', title: { zh: '错误匹配率 FMR', en: 'false match rate (FMR)' } },
      fnmr: { kind: 'ratio', better: 'lower', title: { zh: '错误不匹配率 FNMR', en: 'false non-match rate (FNMR)' } },
      subjects: { kind: 'integer', title: { zh: '人数', en: 'people' } },
      genuine: { kind: 'integer', title: { zh: '同人比对数', en: 'genuine comparisons' } },
      impostor: { kind: 'integer', title: { zh: '异人比对数', en: 'impostor comparisons' } },
      zeroErrors: { kind: 'yes-no', title: { zh: '有一类零错误', en: 'no errors of one kind' } },
    },
    title: { zh: '各组在共同阈值下的错误率', en: 'errors by group at the common threshold' },
  },
  cross: {
    kind: 'list',
    fields: {
      groups: { kind: 'word', title: { zh: '两组', en: 'two groups' } },
      fmr: { kind: 'ratio', better: 'lower', title: { zh: '错误匹配率 FMR', en: 'false match rate (FMR)' } },
      impostor: { kind: 'integer', title: { zh: '异人比对数', en: 'impostor comparisons' } },
    },
    title: { zh: '组间异人比对的 FMR', en: 'FMR of impostors of two groups' },
  },
} satisfies Record<string, QuantityKind>
