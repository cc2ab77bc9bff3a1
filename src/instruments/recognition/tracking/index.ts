import { type Problem, ProblemError, renderProblem, warning } from '../../../language/problem.ts'
import { COUNTS } from '../../../metrics/tracking/boxes.ts'
import { countsOf } from '../../../metrics/tracking/counts.ts'
import { sceneOf } from '../../../metrics/tracking/scene.ts'
import { sumsOf } from '../../../metrics/tracking/sums.ts'
import { type Instrument, type Item, SetupError } from '../../contract.ts'
import { type SequenceSource, sequencesOf } from './access.ts'
import { type TrackingParams, type TrackingResult, trackingProduces } from './params.ts'
import { trackingReducer } from './reduce.ts'
import { readSequence, type Sequence, tooLarge } from './sequence.ts'

interface SequenceItem extends Item, TrackingParams {
  readonly source: SequenceSource
}

/** Compares what a tracker said with a reference, sequence by sequence: CLEAR MOT, identity measures and HOTA. */
export const tracking: Instrument<TrackingParams, SequenceItem, TrackingResult> = {
  ...trackingReducer,
  title: { zh: '多目标跟踪', en: 'multiple object tracking' },
  method: {
    title: {
      zh: '逐帧最优匹配；CLEAR MOT、身份匹配（IDF1）与 HOTA（19 个阈值）；多个序列计数相加',
      en: 'best matching frame by frame; CLEAR MOT, identity measures (IDF1) and HOTA at 19 thresholds; counts of sequences added up',
    },
    source:
      'Bernardin and Stiefelhagen (2008), Ristani et al. (2016), Luiten et al. (2021); TrackEval, MotChallenge2DBox',
  },
  produces: trackingProduces,
  material: 'tracking',
  errorLimit: 0,
  async check(subject, { preprocess }) {
    const sources = sequencesOf(subject)
    if (!sources.ok) return sources.problems
    const problems: Problem[] = []
    for (const source of sources.value) {
      const read = await readSequence(subject, source, preprocess)
      problems.push(...(read.ok ? refusals(source, read.value) : read.problems))
    }
    return problems
  },
  async *items(subject, params) {
    const sources = sequencesOf(subject)
    if (!sources.ok) throw new ProblemError(sources.problems)
    for (const source of sources.value) yield { id: source.name, source, ...params }
  },
  async measure({ source, mode, preprocess }, { subject, signal }) {
    const read = await readSequence(subject, source, preprocess, signal)
    if (!read.ok) throw setUp(read.problems)
    const { frames, stated, rate, groundTruth, tracker } = read.value
    const counts = counted(source, () => {
      const counts = countsOf(sceneOf(groundTruth.rows, tracker.rows, frames, mode))
      // what is kept must be within reach of whoever computes it again
      sumsOf(counts)
      return counts
    })
    return {
      sequence: source.name,
      counts,
      rate,
      lengthStated: stated,
      leftOut: {
        groundTruth: groundTruth.rows.mark.filter((m) => m !== COUNTS).length,
        tracker: tracker.rows.id.length - counts.found,
      },
      refused: tracker.refused,
      groundTruthSha256: groundTruth.sha256,
      trackerSha256: tracker.sha256,
    }
  },
}

function counted<T>(source: SequenceSource, count: () => T): T {
  try {
    return count()
  } catch (error) {
    if (error instanceof RangeError) throw setUp([tooLarge(source.tracker, error.message)])
    throw error
  }
}

/** Refused lines of a tracker do not stop the run: they are counted, and the report says so. */
function refusals(source: SequenceSource, { tracker: { refused } }: Sequence): readonly Problem[] {
  const [first] = refused.first
  if (first === undefined) return []
  return [
    warning(
      'tracking-refused',
      {
        zh: `有 ${refused.lines} 行跟踪结果不合格式，未计入。`,
        en: `${refused.lines} lines of the tracker are malformed and do not count.`,
      },
      {
        place: { file: source.tracker, line: first.line, column: first.column },
        expected: first.expected,
        got: first.got,
      },
    ),
  ]
}

function setUp(problems: readonly Problem[]): SetupError {
  const { code, text } = problems[0]!
  return new SetupError({ code, text, detail: problems.map((p) => renderProblem(p, 'en')).join('\n') })
}
