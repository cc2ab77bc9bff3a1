import type { Reducer } from '../../contract.ts'
import { type Gold, isRight } from '../answers/gold.ts'
import { share } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'

const quantities = ['accuracy'] as const

export const factualReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/factual',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const params = questionParams.parse(given)
    const sample = judgedSample<Gold, boolean | undefined | null>(
      results,
      params,
      // an answer that names no option is wrong, and counted apart for the reader
      ({ output }, { row }) => isRight(output, row) ?? null,
    )
    if (sample === undefined) return nothingKnown(quantities)
    const { questions, frame, detail } = sample
    const { estimate, detail: rate } = share(
      questions,
      frame,
      (q) => {
        const verdicts = verdictsOf(q)
        return { hits: verdicts.filter((v) => v === true).length, of: verdicts.length }
      },
      confidences,
    )
    const wrong = questions.filter((q) => verdictsOf(q).some((v) => v !== true))
    return {
      n: questions.length,
      evidence: 'measured',
      quantities: { accuracy: estimate },
      detail: {
        ...rate,
        ...detail,
        unreadable: questions.flatMap((q) => verdictsOf(q)).filter((v) => v === null).length,
        ...firstById(wrong, (q) => ({ class: q.classId })),
      },
    }
  },
}
