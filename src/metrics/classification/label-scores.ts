import type { LabelSums } from './label-sums.ts'

/**
 * What a precision or recall over nothing does in a mean over classes: `compatible` counts it 0, as scikit-learn does (zero_division=0);
 * `by-definition` leaves it out, for it is not defined.
 */
export type ZeroDivision = 'compatible' | 'by-definition'

/**
 * Cases by class that nobody has seen, all of one kind: true ones that were missed or found (`truth`), false or right claims (`said`).
 * With them a resampled value keeps away from certainty where a class has few cases; see `labelResamples`.
 */
export interface Imagined {
  readonly truth: Float64Array
  readonly said: Float64Array
  readonly found: boolean
}

/** Means over classes; NaN where there is nothing to take the mean of. All in [0, 1]. */
export interface LabelScores {
  readonly macroPrecision: number
  readonly macroRecall: number
  readonly macroF1: number
  readonly weightedF1: number
  readonly balancedAccuracy: number
}

/** Precision of one class; NaN where it is never said. */
export function precisionOf({ both, said }: LabelSums, k: number, imagined?: Imagined): number {
  const more = imagined?.said[k] ?? 0
  return (both[k]! + (imagined?.found ? more : 0)) / (said[k]! + more)
}

/** Recall of one class; NaN where it is never true. */
export function recallOf({ both, truth }: LabelSums, k: number, imagined?: Imagined): number {
  const more = imagined?.truth[k] ?? 0
  return (both[k]! + (imagined?.found ? more : 0)) / (truth[k]! + more)
}

/** F1 = 2 TP / (2 TP + FP + FN); NaN only where the class is neither true nor said. */
export function f1Of({ both, truth, said }: LabelSums, k: number, imagined?: Imagined): number {
  const more = (imagined?.truth[k] ?? 0) + (imagined?.said[k] ?? 0)
  return (2 * both[k]! + (imagined?.found ? more : 0)) / (truth[k]! + said[k]! + more)
}

/**
 * Macro means are over the classes that are true or said somewhere, weighted ones by the number of true cases, balanced accuracy is over
 * classes that are true somewhere. Source: scikit-learn 1.2.1 (precision_recall_fscore_support, balanced_accuracy_score).
 */
export function labelScores(sums: LabelSums, zero: ZeroDivision, imagined?: Imagined): LabelScores {
  let [classes, precision, precisions, recall, recalls, f1, weighted, weight] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let k = 0; k < sums.truth.length; k++) {
    const f = f1Of(sums, k, imagined)
    if (Number.isNaN(f)) continue
    classes++
    f1 += f
    const cases = sums.truth[k]! + (imagined?.truth[k] ?? 0)
    weighted += f * cases
    weight += cases
    const [p, r] = [precisionOf(sums, k, imagined), recallOf(sums, k, imagined)]
    if (!Number.isNaN(p)) {
      precision += p
      precisions++
    }
    if (Number.isNaN(r)) continue
    recall += r
    recalls++
  }
  const all = zero === 'compatible'
  return {
    macroPrecision: precision / (all ? classes : precisions),
    macroRecall: recall / (all ? classes : recalls),
    macroF1: f1 / classes,
    weightedF1: weighted / weight,
    balancedAccuracy: recall / recalls,
  }
}

/** 2 Σ TP / Σ (2 TP + FP + FN): the accuracy where every row has one label and one prediction. NaN without any label. */
export function microF1(sums: LabelSums): number {
  const add = (a: number, b: number) => a + b
  return (2 * sums.both.reduce(add, 0)) / (sums.truth.reduce(add, 0) + sums.said.reduce(add, 0))
}
