import type { ClassificationParams } from './params.ts'
import type { Pool } from './pool.ts'

/** Predictions of all rows, and how they came about. */
export interface Said {
  readonly by: 'table' | 'highest-score' | 'threshold'
  /** null where there is none */
  readonly labels: readonly (readonly number[] | null)[]
  /** rows in which more than one class has the highest score; the first by name is taken */
  readonly tiedTops: number
}

/** As the table names them; where it does not, from the scores: all classes from the threshold on, or the class with the highest one. */
export function saidOf(pool: Pool, params: ClassificationParams): Said {
  if (pool.named || pool.scores.size === 0) return { by: 'table', labels: pool.said, tiedTops: 0 }
  const threshold = Number(params.threshold)
  if (pool.labels === 'several') return { by: 'threshold', labels: fromThreshold(pool, threshold), tiedTops: 0 }
  if (pool.scores.size === 1) return { by: 'threshold', labels: ofTwo(pool, threshold), tiedTops: 0 }
  return fromHighest(pool)
}

function fromThreshold({ rows, scores }: Pool, threshold: number) {
  return Array.from({ length: rows }, (_, i) => {
    if ([...scores.values()].every((s) => Number.isNaN(s[i]!))) return null
    return [...scores].filter(([, s]) => s[i]! >= threshold).map(([k]) => k)
  })
}

/** Scores of one class only: below the threshold the other class is said, if there is one other. */
function ofTwo({ rows, scores, classes }: Pool, threshold: number) {
  const [positive, column] = [...scores][0]!
  const other = classes.length === 2 ? [1 - positive] : null
  const own = [positive]
  return Array.from({ length: rows }, (_, i) =>
    Number.isNaN(column[i]!) ? null : column[i]! >= threshold ? own : other,
  )
}

function fromHighest({ rows, scores, classes }: Pool): Said {
  const single = classes.map((_, k) => [k])
  let tiedTops = 0
  const labels = Array.from({ length: rows }, (_, i) => {
    const top = topOf(scores, i)
    if (top === undefined) return null
    if (top.tied) tiedTops++
    return single[top.at]!
  })
  return { by: 'highest-score', labels, tiedTops }
}

/** The class with the highest score of a row, the first of equals; undefined without any score. */
export function topOf(scores: ReadonlyMap<number, Float64Array>, row: number) {
  let [at, most, tied] = [-1, Number.NaN, false]
  for (const [k, column] of scores) {
    const score = column[row]!
    if (Number.isNaN(score) || score < most) continue
    tied = score === most
    if (tied) continue
    at = k
    most = score
  }
  return at < 0 ? undefined : { at, score: most, tied }
}
