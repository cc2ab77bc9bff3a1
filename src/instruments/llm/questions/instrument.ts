import type { Instrument, Reducer } from '../../contract.ts'
import { reviewFile } from '../judges/review/file.ts'
import { reviewSheet } from '../judges/review/sheet.ts'
import type { QuestionParams } from './params.ts'
import type { Probe } from './probe.ts'
import type { QuestionResult } from './results.ts'
import { checkQuestions, measureQuestion, type QuestionItem, questionCost, questionItems } from './work.ts'

type Asking<P extends QuestionParams> = Instrument<P, QuestionItem, QuestionResult>

/** An instrument that asks the questions of a bank: what it asks is the probe's, what it makes of the answers the reducer's. */
export function askingInstrument<P extends QuestionParams, Row = undefined>(
  reducer: Reducer<P, QuestionResult>,
  about: Pick<Asking<P>, 'title' | 'method' | 'produces'>,
  probe: Omit<Probe<P, Row>, 'name'>,
): Asking<P> {
  const named: Probe<P, Row> = { ...probe, name: reducer.name }
  return {
    ...reducer,
    ...about,
    // without the second service or the reviewers that a standard asks for, its measure stays open
    material: (fixed) => {
      const params = reducer.params.safeParse({ bank: 'any', ...fixed })
      if (!params.success) return undefined
      return named.second?.(params.data) ?? (named.reviewers?.(params.data) === undefined ? undefined : 'review')
    },
    check: (subject, params) => checkQuestions(subject, params, named),
    items: (subject, params) => questionItems(subject, params, named),
    measure: measureQuestion,
    cost: questionCost,
    handOut: async (subject, params, results) => {
      const reviewers = named.reviewers?.(params)
      if (reviewers === undefined) return undefined
      return reviewSheet(questionItems(subject, params, named), results, reviewers, reviewFile(subject) ?? '')
    },
  }
}
