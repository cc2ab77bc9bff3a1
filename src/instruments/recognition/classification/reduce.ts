import type { Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED } from '../../../metrics/bootstrap.ts'
import { labelScores, type ZeroDivision } from '../../../metrics/classification/label-scores.ts'
import type { LabelSums } from '../../../metrics/classification/label-sums.ts'
import type { Reducer } from '../../contract.ts'
import { decimalOf } from './estimates.ts'
import { type LabelEstimates, labelEstimates } from './label-estimates.ts'
import { pairedRows } from './paired.ts'
import { type ClassificationParams, type ClassificationResult, classificationParams } from './params.ts'
import { picturesOf } from './pictures.ts'
import { type Pool, pooled } from './pool.ts'
import { type Said, saidOf } from './said-of.ts'
import { type ScoreEstimates, scoreEstimates } from './score-estimates.ts'

/** Everything comes from the labels and scores of all rows, in an order that follows from the rows alone. */
export const classificationReducer: Reducer<ClassificationParams, ClassificationResult> = {
  name: 'recognition/classification',
  version: '1',
  params: classificationParams,
  paired: pairedRows,
  reduce: (results, params, confidences) => {
    const pool = pooled(results)
    const said = saidOf(pool, params)
    const scores = scoreEstimates(pool, params, confidences)
    const labels = pool.rows === 0 ? undefined : labelEstimates(pool, said, params, confidences)
    const quantities: Record<string, Quantity> = {
      ...labelQuantities(labels),
      map: scores.values.map,
      auc: scores.values.auc,
      ece: scores.values.ece,
      brier: scores.values.brier,
      logLoss: scores.values.logLoss,
      samples: labels === undefined ? null : pool.rows,
      missing: labels === undefined ? null : said.labels.filter((s) => s === null).length,
      refusedLines: pool.intake?.refused ?? null,
    }
    return {
      n: pool.units,
      evidence: labels === undefined ? 'none' : 'recomputed',
      quantities,
      detail: detailOf(pool, said, scores, labels, params),
      pictures: picturesOf(pool, said, scores, quantities['strata']!, quantities['accuracy']!),
    }
  },
}

function labelQuantities(labels: LabelEstimates | undefined): Record<string, Quantity> {
  const means = labels?.means
  return {
    accuracy: labels?.accuracy ?? null,
    balancedAccuracy: means?.balancedAccuracy ?? null,
    macroPrecision: means?.macroPrecision ?? null,
    macroRecall: means?.macroRecall ?? null,
    macroF1: means?.macroF1 ?? null,
    weightedF1: means?.weightedF1 ?? null,
    microF1: means?.microF1 ?? null,
    kappa: means?.kappa ?? null,
    mcc: means?.mcc ?? null,
    classes: labels?.classes ?? null,
    strata: labels?.strata ?? null,
  }
}

function detailOf(
  pool: Pool,
  said: Said,
  { ranked, probabilities, rounds }: ScoreEstimates,
  labels: LabelEstimates | undefined,
  params: ClassificationParams,
): Readonly<Record<string, unknown>> {
  const columns = [...pool.scores.values()]
  const unscored = Array.from({ length: columns.length === 0 ? 0 : pool.rows }, (_, i) => i).filter((i) =>
    columns.every((c) => Number.isNaN(c[i]!)),
  )
  return {
    ...params,
    labels: pool.labels,
    predictions: said.by,
    tiedTops: said.tiedTops,
    bootstrap: { by: pool.unitOf === undefined ? 'sample' : 'cluster', units: pool.units, seed: String(DEFAULT_SEED) },
    ...(labels === undefined ? {} : { otherConvention: otherConvention(labels.sums, params.convention) }),
    ...(columns.length === 0
      ? {}
      : {
          scoreResamples: rounds,
          withoutScores: unscored.length,
          ranked: ranked.map(({ k }) => pool.classes[k]),
          classesWithoutScores: ranked.filter(({ k }) => !pool.scores.has(k)).map(({ k }) => pool.classes[k]),
          calibration:
            probabilities === undefined
              ? { undefined: pool.labels === 'several' ? 'sets-of-labels' : 'scores-are-no-probabilities' }
              : {
                  adaptiveEce: textOf(probabilities.adaptiveEce),
                  classwiseEce: textOf(probabilities.classwiseEce),
                  brierForm: probabilities.brierForm,
                  notAddingUp: probabilities.notAddingUp,
                },
        }),
    ...(pool.intake === undefined ? {} : { intake: pool.intake }),
  }
}

/** What the means would be under the convention that was not asked for: only they differ. */
function otherConvention(sums: LabelSums, convention: ZeroDivision) {
  const other = convention === 'compatible' ? 'by-definition' : 'compatible'
  const { macroPrecision, macroRecall } = labelScores(sums, other)
  return { convention: other, macroPrecision: decimalOf(macroPrecision), macroRecall: decimalOf(macroRecall) }
}

function textOf(value: number | null): string | null {
  return value === null ? null : decimalOf(value)
}
