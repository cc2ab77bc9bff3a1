import type { Reducer } from '../../contract.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import { reduceAnswers, refusalVerdict } from '../questions/reduce.ts'
import type { QuestionResult } from '../questions/results.ts'
import { countsAsOverRefusal } from '../refusal-judge/judge.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'

export const overRefusalReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/over-refusal',
  version: `1.0.0+${refusalRulesVersion}`,
  params: questionParams,
  reduce: (results, params, confidences) =>
    reduceAnswers(results, questionParams.parse(params), confidences, {
      quantity: 'rate',
      hitIs: 'bad',
      rules: refusalRulesVersion,
      judge: () => refusalVerdict(countsAsOverRefusal),
    }),
}
