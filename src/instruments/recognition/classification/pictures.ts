import type { Quantity } from '../../../judge/evidence.ts'
import { confusionMatrix, NOTHING_SAID } from '../../../metrics/classification/label-sums.ts'
import type { RankedClass } from '../../../metrics/classification/ranked-class.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { type Axis, type MatrixPicture, type Picture, thinnedLine } from '../../picture.ts'
import type { Pool } from './pool.ts'
import type { Said } from './said-of.ts'
import type { ScoreEstimates } from './score-estimates.ts'

/** Classes of a matrix that can still be read, and lines of a picture that can still be told apart. */
const MOST_CELLS = 30
const MOST_LINES = 6

const share = (zh: string, en: string): Axis => ({
  title: { zh, en },
  scale: 'linear',
  range: [0, 1],
  percent: true,
})

/** A confusion matrix, precision and recall, reliability, accuracy by stratum: each where there is something to draw. */
export function picturesOf(
  pool: Pool,
  said: Said,
  scores: ScoreEstimates,
  strata: Quantity,
  accuracy: Quantity,
): readonly Picture[] {
  return [
    ...matrix(pool, said),
    ...precisionRecall(pool, scores.ranked),
    ...reliability(scores),
    ...estimateBars(
      { zh: '各分层的准确率', en: 'Accuracy by stratum' },
      { title: { zh: '准确率', en: 'accuracy' }, scale: 'linear', percent: true },
      strata,
      'stratum',
      'accuracy',
      accuracy,
    ),
  ]
}

function matrix({ labels, classes, truth }: Pool, said: Said): readonly MatrixPicture[] {
  if (labels === 'several' || classes.length > MOST_CELLS || truth.length === 0) return []
  const counts = confusionMatrix(
    Int32Array.from(truth, (t) => t[0]!),
    Int32Array.from(said.labels, (s) => s?.[0] ?? NOTHING_SAID),
    classes.length,
  )
  const width = classes.length + 1
  const missing = said.labels.includes(null)
  return [
    {
      kind: 'matrix',
      title: { zh: '混淆矩阵', en: 'Confusion matrix' },
      rows: classes,
      columns: missing ? [...classes, '—'] : classes,
      counts: classes.map((_, t) =>
        Array.from(counts.subarray(t * width, t * width + classes.length + Number(missing))),
      ),
    },
  ]
}

/** Classes with the most cases, up to six, ties by name. */
function precisionRecall(pool: Pool, ranked: ScoreEstimates['ranked']): readonly Picture[] {
  const lines = ranked
    .map(({ k, ranking }) => ({ k, ranking, cases: ranking.positive.reduce((n, x) => n + x, 0) }))
    .filter((r) => r.cases > 0)
    .sort((a, b) => b.cases - a.cases || a.k - b.k)
    .slice(0, MOST_LINES)
    .map(({ k, ranking, cases }) => ({
      name: { zh: pool.classes[k]!, en: pool.classes[k]! },
      points: thinnedLine(steps(ranking, cases)),
    }))
  if (lines.length === 0) return []
  return [
    {
      kind: 'curve',
      title: { zh: '精确率—召回率曲线', en: 'Precision and recall' },
      x: share('召回率', 'recall'),
      y: share('精确率', 'precision'),
      lines,
    },
  ]
}

function steps({ ends, positive }: RankedClass, cases: number): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = []
  let [found, begin] = [0, 0]
  for (const end of ends) {
    let own = 0
    for (let i = begin; i < end; i++) own += positive[i]!
    begin = end
    found += own
    if (own > 0) points.push([found / cases, found / end])
  }
  return points
}

function reliability({ probabilities }: ScoreEstimates): readonly Picture[] {
  const bins = probabilities?.bins.filter((b) => b.n > 0) ?? []
  if (bins.length === 0) return []
  return [
    {
      kind: 'curve',
      title: { zh: '可靠性图', en: 'Reliability diagram' },
      note: {
        zh: '每点是一个置信度分箱；虚线是完全校准。',
        en: 'Each point is a bin of confidence; the dashed line is perfect calibration.',
      },
      x: share('平均置信度', 'mean confidence'),
      y: share('准确率', 'accuracy'),
      lines: [
        {
          points: [
            [0, 0],
            [1, 1],
          ],
          dashed: true,
        },
        { points: thinnedLine(bins.map((b) => [b.confidence / b.n, b.hits / b.n] as const)) },
      ],
    },
  ]
}
