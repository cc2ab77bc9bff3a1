import { oneAgainstOne, winsByClass } from './pairwise-auc.ts'
import { type RankedClass, type RankScores, rankScores } from './ranked-class.ts'

/** How the AUC of more than two classes is taken together: each class against the rest, or each pair of classes (Hand and Till). */
export const AUC_KINDS = ['ovr-macro', 'ovr-weighted', 'ovo-macro', 'ovo-weighted'] as const

export type AucKind = (typeof AUC_KINDS)[number]

/** Rankings of rows by each class; for one against one also the single class of each row, by its place in `classes`. */
export interface RankedRows {
  readonly classes: readonly RankedClass[]
  readonly auc: AucKind
  /** needed by `ovo`; -1 is a row that is of none of these classes */
  readonly classOf?: Int32Array
}

/** By class: weights of positives and negatives that nobody has seen, and whether they are on the right side. */
export interface UnseenRows {
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

/** A number without unseen rows, and with them all wrong and all right; NaN where it is not defined. In [0, 1]. */
export interface Sides {
  readonly plain: number
  readonly lower: number
  readonly upper: number
}

/**
 * AUC over all classes that have positives and negatives, and mean of the average precision over classes with a positive (macro mAP).
 * `weights` by row, each once if absent. Source: scikit-learn roc_auc_score (multi_class), average_precision_score (macro).
 */
export function rankMeasures(
  { classes, auc, classOf }: RankedRows,
  weights?: Float64Array,
  unseen?: UnseenRows,
): { readonly auc: Sides; readonly map: Sides } {
  const own = classes.map((ranked, k) =>
    rankScores(ranked, weights, {
      positives: unseen?.positives[k] ?? 0,
      negatives: unseen?.negatives[k] ?? 0,
    }),
  )
  const more = (k: number) => ({ p: unseen?.positives[k] ?? 0, n: unseen?.negatives[k] ?? 0 })
  const weighted = auc.endsWith('weighted')
  return {
    auc: auc.startsWith('ovo')
      ? pairwise(classes, own, weighted, classOf!, weights, unseen)
      : againstRest(own, weighted, more),
    map: {
      plain: mean(own, (s) => s.precisions / s.positives),
      lower: mean(own, (s, k) => {
        const { p, n } = more(k)
        const last = (p * (s.positives + p)) / (s.positives + p + s.negatives + n)
        return (s.below + (p > 0 ? last : 0)) / (s.positives + p)
      }),
      upper: mean(own, (s, k) => (s.above + more(k).p) / (s.positives + more(k).p)),
    },
  }
}

function againstRest(
  own: readonly RankScores[],
  weighted: boolean,
  more: (k: number) => { readonly p: number; readonly n: number },
): Sides {
  const weight = (s: RankScores) => (weighted ? s.positives : 1)
  const area = (found: boolean) => (s: RankScores, k: number) => {
    const { p, n } = more(k)
    const pairs = (s.positives + p) * (s.negatives + n)
    return (s.wins + (found ? pairs - s.positives * s.negatives : 0)) / pairs
  }
  return {
    plain: mean(own, (s) => s.wins / (s.positives * s.negatives), weight),
    lower: mean(own, area(false), weight),
    upper: mean(own, area(true), weight),
  }
}

function pairwise(
  classes: readonly RankedClass[],
  own: readonly RankScores[],
  weighted: boolean,
  classOf: Int32Array,
  weights: Float64Array | undefined,
  unseen: UnseenRows | undefined,
): Sides {
  const wins = classes.map((ranked, k) => winsByClass(ranked, classOf, k, classes.length, weights))
  const sizes = Float64Array.from(own, (s) => s.positives)
  const larger = sizes.map((n, k) => n + (unseen?.positives[k] ?? 0))
  const won = wins.map((row, j) => row.map((w, k) => w + larger[j]! * larger[k]! - sizes[j]! * sizes[k]!))
  return {
    plain: oneAgainstOne(wins, sizes, weighted),
    lower: oneAgainstOne(wins, larger, weighted),
    upper: oneAgainstOne(won, larger, weighted),
  }
}

/** Over the classes for which it is defined. */
function mean(
  own: readonly RankScores[],
  of: (s: RankScores, k: number) => number,
  weight: (s: RankScores) => number = () => 1,
): number {
  let [sum, total] = [0, 0]
  for (const [k, s] of own.entries()) {
    const value = of(s, k)
    if (!Number.isFinite(value)) continue
    sum += weight(s) * value
    total += weight(s)
  }
  return sum / total
}
