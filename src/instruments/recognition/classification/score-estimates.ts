import type { Estimate } from '../../../judge/evidence.ts'
import { roundsFor } from '../../../metrics/bootstrap.ts'
import { type RankedRows, rankMeasures } from '../../../metrics/classification/rank-measures.ts'
import { type RankedClass, rankedClass } from '../../../metrics/classification/ranked-class.ts'
import { rankingOf } from '../../../metrics/classification/ranking.ts'
import { type ScoreMeasure, scoreResamples } from '../../../metrics/classification/score-resamples.ts'
import { resampled } from './estimates.ts'
import type { ClassificationParams } from './params.ts'
import type { Pool } from './pool.ts'
import { type Probabilities, probabilitiesOf } from './probabilities.ts'

/** All that follows from scores; null where it does not. */
export interface ScoreEstimates {
  readonly values: Readonly<Record<ScoreMeasure, Estimate | null>>
  /** classes that are ranked, by place, and their rankings */
  readonly ranked: readonly { readonly k: number; readonly ranking: RankedClass }[]
  readonly probabilities: Probabilities | undefined
  /** resamples behind the bounds */
  readonly rounds: number
}

/** Steps that resampling may take: where rows are many, there are fewer resamples and still enough for the bound. */
const MOST_STEPS = 5e8
const NONE = { auc: null, map: null, ece: null, brier: null, logLoss: null }

export function scoreEstimates(
  pool: Pool,
  params: ClassificationParams,
  confidences: readonly string[],
): ScoreEstimates {
  const classes = rankedClasses(pool, params)
  const probabilities = probabilitiesOf(pool, params)
  if (pool.rows === 0 || classes.length === 0) return { rounds: 0, values: NONE, ranked: [], probabilities: undefined }
  const ranked = classes.map((k) => ({ k, ranking: rankingBy(pool, k) }))
  const rows: RankedRows = {
    classes: ranked.map((r) => r.ranking),
    // with one class there are no pairs, and a row with a set of labels is of no one class
    auc: classes.length === 1 || pool.labels === 'several' ? 'ovr-macro' : params.auc,
    classOf: Int32Array.from(pool.truth, (t) => (t.length === 1 ? classes.indexOf(t[0]!) : -1)),
  }
  const rounds = roundsOf(pool.rows * (classes.length + 2), confidences)
  const { auc, map } = rankMeasures(rows)
  const spreads = scoreResamples(
    {
      rows: pool.rows,
      units: pool.units,
      ranked: rows,
      ...(pool.unitOf === undefined ? {} : { unitOf: pool.unitOf }),
      ...(probabilities === undefined ? {} : { probabilities: probabilities.rows }),
    },
    rounds,
  )
  const estimate = (m: ScoreMeasure, value: number | undefined, most: number) =>
    resampled(value ?? Number.NaN, spreads[m], [0, most], pool.units, confidences)
  return {
    rounds,
    values: {
      auc: estimate('auc', auc.plain, 1),
      map: estimate('map', map.plain, 1),
      ece: estimate('ece', probabilities?.ece, 1),
      brier: estimate('brier', probabilities?.brier, probabilities?.rows.most.brier ?? 1),
      logLoss: estimate('logLoss', probabilities?.logLoss, probabilities?.rows.most.logLoss ?? 1),
    },
    ranked,
    probabilities,
  }
}

/** As many as a standard's confidences ask for; between that and the least that leaves ten resamples beyond a bound if they are costly. */
function roundsOf(steps: number, confidences: readonly string[]): number {
  const most = Math.max(2000, ...confidences.map((c) => roundsFor(Number(c))))
  const least = Math.max(0, ...confidences.map((c) => Math.ceil(10 / (1 - Number(c)) - 1e-9)))
  return confidences.length === 0 ? 0 : Math.max(least, Math.min(most, Math.floor(MOST_STEPS / steps)))
}

/**
 * The class that a standard asks for, or the only one with scores; else every class that is true somewhere or has scores. A class without a
 * column is ranked as failures to score, so that leaving out a hard class does not help.
 */
function rankedClasses(pool: Pool, { positive }: ClassificationParams): readonly number[] {
  const scored = [...pool.scores.keys()]
  if (positive !== undefined) return scored.filter((k) => pool.classes[k] === positive)
  if (scored.length <= 1) return scored
  const real = new Set([...scored, ...pool.truth.flat()])
  return [...real].sort((a, b) => a - b)
}

function rankingBy(pool: Pool, k: number): RankedClass {
  const scores = pool.scores.get(k) ?? new Float64Array(pool.rows).fill(Number.NaN)
  return rankedClass(rankingOf(scores), (row) => pool.truth[row]!.includes(k))
}
