import type { Ranking } from './ranking.ts'

/** A class against all others: rows by descending score, and in that order which of them are positive (1). */
export interface RankedClass extends Ranking {
  readonly positive: Uint8Array
}

export function rankedClass(ranking: Ranking, isPositive: (row: number) => boolean): RankedClass {
  return { ...ranking, positive: Uint8Array.from(ranking.rows, (row) => Number(isPositive(row))) }
}

/** What a class ranks like under some weights of rows. */
export interface RankScores {
  readonly positives: number
  readonly negatives: number
  /** pairs of a positive and a negative in the right order, a tie as half: the AUC is wins / (positives · negatives) */
  readonly wins: number
  /** Σ over positives of the precision at their score: the average precision is this / positives */
  readonly precisions: number
  /** the same where `imagined.negatives` more stand above all, and where `imagined.positives` more do */
  readonly below: number
  readonly above: number
}

/** Weights of positives and negatives that nobody has seen; see `scoreResamples`. */
export interface ImaginedRows {
  readonly positives: number
  readonly negatives: number
}

const NONE: ImaginedRows = { positives: 0, negatives: 0 }

/**
 * Area under the ROC curve and average precision in one pass; without weights each row counts once and all counts are whole. Tied rows are
 * one step of both curves. Source: J. A. Hanley and B. J. McNeil, Radiology 143 (1982) 29-36; scikit-learn average_precision_score
 * (Σ (R_n - R_n-1) P_n, without interpolation).
 */
export function rankScores(ranked: RankedClass, weights?: Float64Array, imagined: ImaginedRows = NONE): RankScores {
  const { rows, ends, positive } = ranked
  const some = imagined.positives > 0 || imagined.negatives > 0
  let [positives, negatives, wins, precisions, below, above] = [0, 0, 0, 0, 0, 0]
  let begin = 0
  for (let g = 0; g < ends.length; g++) {
    const end = ends[g]!
    let [own, others] = [0, 0]
    for (let i = begin; i < end; i++) {
      const weight = weights === undefined ? 1 : weights[rows[i]!]!
      if (positive[i] === 1) own += weight
      else others += weight
    }
    begin = end
    wins += others * (positives + own / 2)
    positives += own
    negatives += others
    if (own === 0) continue
    precisions += (own * positives) / (positives + negatives)
    if (!some) continue
    below += (own * positives) / (positives + negatives + imagined.negatives)
    above += (own * (positives + imagined.positives)) / (positives + negatives + imagined.positives)
  }
  return {
    positives,
    negatives,
    wins,
    precisions,
    below: some ? below : precisions,
    above: some ? above : precisions,
  }
}

/** Null without positives or without negatives: then there is nothing to tell apart. */
export function rocAuc(ranked: RankedClass): number | null {
  const { wins, positives, negatives } = rankScores(ranked)
  return positives > 0 && negatives > 0 ? wins / positives / negatives : null
}

/** Null without positives. */
export function averagePrecision(ranked: RankedClass): number | null {
  const { precisions, positives } = rankScores(ranked)
  return positives > 0 ? precisions / positives : null
}
