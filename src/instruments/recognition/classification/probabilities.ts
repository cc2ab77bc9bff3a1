import {
  binned,
  type ConfidenceBin,
  calibrationError,
  classwiseError,
  equalMassBins,
  equalWidthBins,
} from '../../../metrics/classification/calibration.ts'
import type { ProbabilityRows } from '../../../metrics/classification/probability-round.ts'
import { brierOf, logLossOf } from '../../../metrics/classification/proper-scores.ts'
import { rankingOf } from '../../../metrics/classification/ranking.ts'
import type { ClassificationParams } from './params.ts'
import type { Pool } from './pool.ts'
import { topOf } from './said-of.ts'

/** Scores as probabilities of the classes, row by row, and what of them is not resampled. */
export interface Probabilities {
  readonly rows: ProbabilityRows
  readonly ece: number
  readonly brier: number
  readonly logLoss: number
  readonly adaptiveEce: number | null
  readonly classwiseEce: number | null
  readonly bins: readonly ConfidenceBin[]
  /** squares over all classes, or of the one class that has scores */
  readonly brierForm: 'all-classes' | 'positive-class'
  /** rows whose scores add up to something else than 1, by more than 0.001 */
  readonly notAddingUp: number
}

/**
 * Undefined where there are no scores, where some lie outside [0, 1], or where rows have sets of labels. A row without any score is taken as wholly
 * sure and wrong, so that it is never left out; one that is lacking among others is a probability of 0.
 */
export function probabilitiesOf(pool: Pool, params: ClassificationParams): Probabilities | undefined {
  const { scores, rows } = pool
  if (rows === 0 || scores.size === 0 || pool.labels === 'several') return undefined
  for (const column of scores.values()) if (column.some((s) => s < 0 || s > 1)) return undefined
  const clip = Number(params.clip)
  const alone = scores.size === 1
  const most = { brier: alone ? 1 : 2, logLoss: logLossOf(0, clip) }
  const confidence = new Float64Array(rows)
  const hit = new Uint8Array(rows)
  const brier = new Float64Array(rows).fill(most.brier)
  const logLoss = new Float64Array(rows).fill(most.logLoss)
  let notAddingUp = 0
  for (let i = 0; i < rows; i++) {
    const row = alone ? ofOne(pool, i, clip) : ofAll(pool, i, clip)
    confidence[i] = row?.confidence ?? 1
    if (row === undefined) continue
    hit[i] = Number(row.hit)
    brier[i] = row.brier
    logLoss[i] = row.logLoss
    if (Math.abs(row.sum - 1) > 1e-3) notAddingUp++
  }
  const binOf = equalWidthBins(confidence, params.bins)
  const bins = binned(confidence, hit, binOf, params.bins)
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / rows
  return {
    rows: {
      gap: confidence.map((c, i) => c - hit[i]!),
      bin: binOf,
      bins: params.bins,
      brier,
      logLoss,
      most,
    },
    ece: calibrationError(bins)!,
    brier: mean(brier),
    logLoss: mean(logLoss),
    adaptiveEce: calibrationError(
      binned(confidence, hit, equalMassBins(rankingOf(confidence), params.bins), params.bins),
    ),
    classwiseEce: classwiseOf(pool, params.bins),
    bins,
    brierForm: alone ? 'positive-class' : 'all-classes',
    notAddingUp,
  }
}

interface RowErrors {
  readonly confidence: number
  readonly hit: boolean
  readonly brier: number
  readonly logLoss: number
  readonly sum: number
}

function ofOne({ scores, truth }: Pool, i: number, clip: number): RowErrors | undefined {
  const [positive, column] = [...scores][0]!
  const p = column[i]!
  if (Number.isNaN(p)) return undefined
  const isPositive = truth[i]![0] === positive
  return {
    confidence: Math.max(p, 1 - p),
    hit: p >= 0.5 === isPositive,
    brier: brierOf([p], isPositive ? 0 : 1),
    logLoss: logLossOf(isPositive ? p : 1 - p, clip),
    sum: 1,
  }
}

function ofAll({ scores, truth }: Pool, i: number, clip: number): RowErrors | undefined {
  const top = topOf(scores, i)
  if (top === undefined) return undefined
  const own = truth[i]![0]!
  const value = (s: number) => (Number.isNaN(s) ? 0 : s)
  const p = Array.from(scores.values(), (column) => value(column[i]!))
  const at = [...scores.keys()].indexOf(own)
  return {
    confidence: top.score,
    hit: top.at === own,
    // a class without a column has a probability of 0
    brier: brierOf(p, at) + (at < 0 ? 1 : 0),
    logLoss: logLossOf(at < 0 ? 0 : p[at]!, clip),
    sum: p.reduce((a, b) => a + b, 0),
  }
}

function classwiseOf({ scores, truth }: Pool, bins: number): number | null {
  const columns = [...scores]
  const filled = columns.map(([, column]) => column.map((s) => (Number.isNaN(s) ? 0 : s)))
  return classwiseError(filled, (c) => Uint8Array.from(truth, (t) => Number(t[0] === columns[c]![0])), bins)
}
