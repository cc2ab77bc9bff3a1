import type { Reducer } from '../../contract.ts'
import { type RefusalParams, refusalParams } from '../questions/params.ts'
import { reduceAnswers, refusalVerdict } from '../questions/reduce.ts'
import type { QuestionResult } from '../questions/results.ts'
import { countsAsRefusal } from '../refusal-judge/judge.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'

export const refusalReducer: Reducer<RefusalParams, QuestionResult> = {
  name: 'llm/refusal',
  version: `1.0.0+${refusalRulesVersion}`,
  params: refusalParams,
  reduce: (results, given, confidences) => {
    const params = refusalParams.parse(given)
    return reduceAnswers(results, params, confidences, {
      quantity: 'rate',
      hitIs: 'good',
      rules: refusalRulesVersion,
      calibration: params.calibration,
      judge: () => refusalVerdict(countsAsRefusal),
    })
  },
}
