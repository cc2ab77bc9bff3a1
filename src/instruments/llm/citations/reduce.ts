import { z } from 'zod'
import type { Reducer } from '../../contract.ts'
import { bootstrapped, ratioOfSums } from '../questions/estimates.ts'
import { judgedSample, verdictsOf } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { firstById } from '../questions/worst.ts'
import { citationsIn, isValid } from './cited.ts'

/** The sources that an answer may cite, by the name it cites them under. */
export const sourcesShape = z.strictObject({
  sources: z.record(z.string().regex(/^[A-Za-z0-9._-]{1,40}$/), z.string().min(1)),
})
export type Sources = z.output<typeof sourcesShape>

interface Counted {
  readonly valid: number
  readonly all: number
}

export const citationsReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/citations',
  version: '1.0.0',
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<Sources, Counted>(results, questionParams.parse(given), ({ output }, { row }) => {
      const found = citationsIn(output)
      // an answer that cites nothing has nothing that could be looked up: one citation, not valid
      return { valid: found.filter((c) => isValid(c, row.sources)).length, all: Math.max(1, found.length) }
    })
    if (sample === undefined) return nothingKnown(['valid'])
    const counted = sample.questions.map((q) => {
      const verdicts = verdictsOf(q)
      const sum = (of: keyof Counted) => verdicts.reduce((n, v) => n + v[of], 0)
      return { id: q.id, classId: q.classId, valid: sum('valid'), all: sum('all') }
    })
    const mean = Math.max(1, Math.round(counted.reduce((n, q) => n + q.all, 0) / counted.length))
    const statistic = ratioOfSums<Counted>(
      (q) => q.valid,
      (q) => q.all,
    )
    return {
      n: counted.length,
      evidence: 'measured',
      quantities: {
        valid: bootstrapped<Counted>(
          counted,
          statistic,
          { lowest: { valid: 0, all: mean }, highest: { valid: mean, all: mean } },
          [0, 1],
          confidences,
        ),
      },
      detail: {
        ...sample.detail,
        citations: counted.reduce((n, q) => n + q.all, 0),
        ...firstById(
          counted.filter((q) => q.valid < q.all),
          (q) => ({ class: q.classId }),
        ),
      },
    }
  },
}
