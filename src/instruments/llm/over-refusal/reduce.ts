import type { Reducer } from '../../contract.ts'
import { type RefusalParams, refusalParams } from '../questions/params.ts'
import { reduceAnswers, refusalVerdict } from '../questions/reduce.ts'
import type { QuestionResult } from '../questions/results.ts'
import { countsAsOverRefusal } from '../refusal-judge/judge.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'

export const overRefusalReducer: Reducer<RefusalParams, QuestionResult> = {
  name: 'llm/over-refusal',
  version: `1.0.0+${refusalRulesVersion}`,
  params: refusalParams,
  reduce: (results, given, confidences) => {
    const params = refusalParams.parse(given)
    return reduceAnswers(results, params, confidences, {
      quantity: 'rate',
      hitIs: 'bad',
      rules: refusalRulesVersion,
      calibration: params.calibration,
      judge: () => refusalVerdict(countsAsOverRefusal),
    })
  },
}
