import { z } from 'zod'
import { AUC_KINDS } from '../../../metrics/classification/rank-measures.ts'
import type { QuantityKind } from '../../contract.ts'
import { integer as count, ratio } from '../../kinds.ts'
import type { Reading } from '../files/refusal.ts'

const number = (least: number, most: number, what: string) =>
  z.union([z.string().max(40), z.number()]).refine((given) => {
    const value = Number(given)
    return String(given).trim() !== '' && value >= least && value <= most
  }, what)

/** What a standard says about classification. Every choice is part of the metric and stands in the report. */
export const classificationParams = z.strictObject({
  /** section of the subject's access that names the table */
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('classification'),
  /** a precision or recall over nothing in a mean over classes: 0 as in scikit-learn, or left out */
  convention: z.enum(['compatible', 'by-definition']).default('compatible'),
  /** one class against the rest or against each other, and whether classes weigh by their cases */
  auc: z.enum(AUC_KINDS).default('ovr-macro'),
  /** bins of the calibration error */
  bins: z.int().min(1).max(1000).default(15),
  /** probabilities are clipped to [clip, 1 - clip] for the log loss */
  clip: number(1e-300, 0.4, 'a number above 0 and up to 0.4').default('1e-15'),
  /** score from which a label is said, where the table has scores only and one of a class is asked for */
  threshold: number(-1e300, 1e300, 'a number').default('0.5'),
  /** the class whose scores alone are ranked; all classes if absent */
  positive: z.string().min(1).max(200).optional(),
})

export type ClassificationParams = z.infer<typeof classificationParams>

/** The label or labels of a row, as places in `classes` of the same part; null where there is no prediction. */
export type Labels = number | readonly number[] | null

/** A part of the rows as it is kept: by columns, scores as given, names once. */
export interface RowsResult {
  readonly kind: 'rows'
  readonly labels: 'one' | 'several'
  /** by row, for a comparison item by item; parts kept before there were comparisons have none */
  readonly ids?: readonly string[]
  readonly classes: readonly string[]
  readonly strata: readonly string[]
  readonly clusters: readonly string[]
  readonly truth: readonly Labels[]
  readonly said: readonly Labels[]
  /** whether the table has a column of predictions; else they follow from the scores */
  readonly named: boolean
  /** by row, places in `strata` and `clusters`; the empty name is none */
  readonly stratum: readonly number[]
  readonly cluster: readonly number[]
  /** classes that have a column of scores, as places in `classes`, and each column by row; null is a failure to score */
  readonly scored: readonly number[]
  readonly scores: readonly (readonly (number | null)[])[]
}

export type ClassificationResult = RowsResult | { readonly kind: 'intake'; readonly intake: Reading }

const real = (zh: string, en: string, better: 'higher' | 'lower') =>
  ({ kind: 'number', better, title: { zh, en } }) as const

export const classificationProduces = {
  accuracy: ratio('准确率', 'accuracy'),
  balancedAccuracy: ratio('平衡准确率（各类召回率的平均）', 'balanced accuracy (mean recall of classes)'),
  macroPrecision: ratio('宏平均精确率', 'macro precision'),
  macroRecall: ratio('宏平均召回率', 'macro recall'),
  macroF1: ratio('宏平均 F1', 'macro F1'),
  weightedF1: ratio('加权平均 F1', 'weighted F1'),
  microF1: ratio('微平均 F1', 'micro F1'),
  map: ratio('平均精度均值 mAP', 'mean average precision (mAP)'),
  auc: ratio('ROC 曲线下面积 AUC', 'area under the ROC curve (AUC)'),
  ece: ratio('期望校准误差 ECE', 'expected calibration error (ECE)', 'lower'),
  kappa: real('Cohen κ', "Cohen's kappa", 'higher'),
  mcc: real('马修斯相关系数 MCC', 'Matthews correlation coefficient (MCC)', 'higher'),
  brier: real('Brier 分数', 'Brier score', 'lower'),
  logLoss: real('对数损失', 'log loss', 'lower'),
  samples: count('样本', 'samples'),
  missing: count('没有预测的样本', 'samples without prediction'),
  refusedLines: count('不合格式而未读入的行', 'malformed lines not taken'),
  classes: {
    kind: 'list',
    fields: {
      class: { kind: 'word', title: { zh: '类别', en: 'class' } },
      precision: { kind: 'ratio', better: 'higher', title: { zh: '精确率', en: 'precision' } },
      recall: { kind: 'ratio', better: 'higher', title: { zh: '召回率', en: 'recall' } },
      f1: { kind: 'ratio', better: 'higher', title: { zh: 'F1', en: 'F1' } },
      samples: { kind: 'integer', title: { zh: '样本数', en: 'samples' } },
    },
    title: { zh: '各类', en: 'by class' },
  },
  strata: {
    kind: 'list',
    fields: {
      stratum: { kind: 'word', title: { zh: '分层', en: 'stratum' } },
      accuracy: { kind: 'ratio', better: 'higher', title: { zh: '准确率', en: 'accuracy' } },
      macroF1: { kind: 'ratio', better: 'higher', title: { zh: '宏平均 F1', en: 'macro F1' } },
      samples: { kind: 'integer', title: { zh: '样本数', en: 'samples' } },
    },
    title: { zh: '各分层', en: 'by stratum' },
  },
} satisfies Record<string, QuantityKind>
