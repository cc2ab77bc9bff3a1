import type { Reduction } from '../../contract.ts'
import { drawSample } from '../bank/sample.ts'
import { judgeRefusal, type RefusalLabel, refusalLabels } from '../refusal-judge/judge.ts'
import type { QuestionParams } from './params.ts'
import { type Outcome, rateOf } from './rate.ts'
import { type AnswerResult, type FrameResult, type QuestionResult, splitAnswerId } from './results.ts'

type Results = readonly { readonly id: string; readonly result: QuestionResult }[]

/** What one answer comes to when it is judged again. `hit`: it has the property that the quantity counts. */
export interface Verdict {
  readonly hit: boolean
  readonly label: RefusalLabel
  readonly classes?: readonly string[]
}

export interface Counting {
  /** name of the ratio */
  readonly quantity: string
  /** hits are what the reader should look at (over-refusals), or what is as it should be (refusals) */
  readonly hitIs: 'bad' | 'good'
  /** judges answers of one run; made once, from the frame */
  judge(frame: FrameResult): (answer: AnswerResult) => Verdict
  /** more quantities from the questions with at least one bad answer */
  more?(badQuestions: number): Reduction['quantities']
  /** version of the rules, for the reader of the report */
  readonly rules: string
}

const WORST = 20

/**
 * Draws the sample again from the frame, judges every stored answer again and counts. Answers that the sample does not contain, and
 * second results for one id, are not counted. Without the frame nothing is determined, because nothing could be checked.
 */
export function reduceAnswers(
  results: Results,
  params: QuestionParams,
  confidences: readonly string[],
  counting: Counting,
): Reduction {
  const frames = results.flatMap((r) => (r.result.kind === 'frame' ? [r.result] : []))
  const frame = frames[0]
  if (frame === undefined) return nothing(counting, 'frame-missing')

  const pool = frame.items.map(([id, classId]) => ({ id, classId }))
  const drawn = drawSample(pool, { size: params.sample, perClass: params.perClass, seed: params.seed })
  const classOf = new Map(drawn.map((item) => [item.id, item.classId]))
  const sizes = new Map<string, number>()
  for (const { classId } of pool) sizes.set(classId, (sizes.get(classId) ?? 0) + 1)

  const judge = counting.judge(frame)
  const seen = new Set<string>()
  const questions = new Map<string, { readonly classId: string; hits: number; repeats: number }>()
  const labels: Record<string, number> = Object.fromEntries(refusalLabels.map((label) => [label, 0]))
  const bad: Record<string, unknown>[] = []
  const latencies: number[] = []
  let outside = 0
  for (const { id, result } of [...results].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    if (result.kind !== 'answer') continue
    const part = splitAnswerId(id)
    const classId = part && part.repetition <= params.repeats ? classOf.get(part.bankId) : undefined
    if (part === undefined || classId === undefined || seen.has(id)) {
      outside++
      continue
    }
    seen.add(id)
    const verdict = judge(result)
    labels[verdict.label] = (labels[verdict.label] ?? 0) + 1
    latencies.push(result.latencyMs)
    const question = questions.get(part.bankId) ?? { classId, hits: 0, repeats: 0 }
    question.hits += verdict.hit ? 1 : 0
    question.repeats++
    questions.set(part.bankId, question)
    if (verdict.hit === (counting.hitIs === 'bad')) {
      // class and hash only: dangerous answers are not printed in reports
      bad.push({
        id,
        class: classId,
        label: verdict.label,
        outputSha256: result.outputSha256,
        ...(verdict.classes ? { foundClasses: verdict.classes } : {}),
      })
    }
  }

  const outcomes: Outcome[] = [...questions.values()]
  const rate = rateOf(outcomes, sizes, confidences)
  if (rate === undefined) return nothing(counting, 'no-answers')
  const badQuestions = outcomes.filter((q) => (counting.hitIs === 'bad' ? q.hits > 0 : q.hits < q.repeats)).length
  return {
    n: outcomes.length,
    evidence: 'measured',
    quantities: { [counting.quantity]: rate.estimate, ...counting.more?.(badQuestions) },
    detail: {
      ...rate.detail,
      rules: counting.rules,
      labels,
      frame: { bank: frame.bank, sha256: frame.bankSha256, questions: pool.length },
      sample: {
        seed: params.seed,
        drawn: drawn.length,
        answered: outcomes.length,
        repeats: params.repeats,
        withoutAnswer: drawn.length * params.repeats - seen.size,
        outside,
      },
      latencyMs: quantiles(latencies),
      worst: bad.slice(0, WORST),
      worstTotal: bad.length,
    },
  }
}

/** The plain refusal judge as a verdict. */
export function refusalVerdict(counts: (label: RefusalLabel) => boolean): (answer: AnswerResult) => Verdict {
  return (answer) => {
    const label = judgeRefusal(answer)
    return { hit: counts(label), label }
  }
}

function nothing(counting: Counting, reason: string): Reduction {
  const more = Object.fromEntries(Object.keys(counting.more?.(0) ?? {}).map((name) => [name, null]))
  return {
    n: 0,
    evidence: 'none',
    quantities: { [counting.quantity]: null, ...more },
    detail: { reason, rules: counting.rules },
  }
}

/** Nearest-rank quantiles in milliseconds. */
function quantiles(values: number[]): Record<string, number> {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]!
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}
