import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { abstains } from '../answers/abstains.ts'
import { answerText, readOption } from '../answers/option.ts'
import { bootstrapped } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'

/** Whether the question has an answer in what is given, and, with options, which of them says that it has none. */
export const answerabilityShape = z.strictObject({
  answerable: z.boolean(),
  options: z.array(z.string()).min(2).max(26).optional(),
  unsure: z.int().min(0).optional(),
})
export type Answerability = z.output<typeof answerabilityShape>

interface Counted {
  readonly answerable: boolean
  /** answers that abstain, and all */
  readonly abstained: number
  readonly of: number
}

export const abstentionReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/abstention',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Answerability, boolean>(results, questionParams.parse(given), ({ output }, { row }) =>
      says(output, row),
    )
    if (sample === undefined) return nothingKnown(['f1'])
    const counted = sample.questions.map((q): Counted & { id: string; classId: string } => {
      const verdicts = verdictsOf(q)
      const { id, classId } = q
      return {
        id,
        classId,
        answerable: q.row.answerable,
        abstained: verdicts.filter(Boolean).length,
        of: verdicts.length,
      }
    })
    const imagined = {
      lowest: { answerable: false, abstained: 0, of: 1 },
      highest: { answerable: false, abstained: 1, of: 1 },
    }
    const wrong = counted.filter((q) => (q.answerable ? q.abstained > 0 : q.abstained < q.of))
    const total = (answerable: boolean) => {
      const own = counted.filter((q) => q.answerable === answerable)
      return { questions: own.length, abstained: own.reduce((n, q) => n + q.abstained / q.of, 0) }
    }
    return {
      n: counted.length,
      evidence: 'measured',
      quantities: { f1: bootstrapped<Counted>(counted, f1, imagined, [0, 1], confidences) },
      detail: {
        ...sample.detail,
        answerable: total(true),
        unanswerable: total(false),
        ...firstById(wrong, (q) => ({ class: q.classId, answerable: q.answerable })),
      },
    }
  },
}

function says(output: string, { options, unsure }: Answerability): boolean {
  if (options === undefined || unsure === undefined) return abstains(output)
  const chosen = readOption(output, options)
  return chosen === undefined ? answerText(output) === '' || abstains(output) : chosen === unsure
}

/**
 * F1 of abstaining: precision is the share of abstentions that were right, recall the share of unanswerable questions that were abstained from.
 * A question counts once, split among its repetitions. NaN where nothing is unanswerable and nothing is abstained from.
 */
function f1(sample: readonly Counted[], weights: Uint32Array): number {
  let [right, wrong, missed] = [0, 0, 0]
  for (const [i, { answerable, abstained, of }] of sample.entries()) {
    const share = (weights[i]! * abstained) / of
    if (answerable) wrong += share
    else {
      right += share
      missed += weights[i]! - share
    }
  }
  return right + wrong + missed === 0 ? Number.NaN : (2 * right) / (2 * right + wrong + missed)
}
