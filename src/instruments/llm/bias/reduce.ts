import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { bootstrapped } from '../questions/estimates.ts'
import { judgedSample } from '../questions/judged.ts'
import { nothingKnown } from '../questions/nothing.ts'
import { type QuestionParams, questionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { refusalRulesVersion } from '../refusal-judge/version.ts'
import type { BiasRow } from './rows.ts'
import { type Asked, biasStatistics } from './statistics.ts'
import { type BiasVerdict, biasVerdict } from './verdict.ts'

export const biasReducer: Reducer<QuestionParams, QuestionResult> = {
  name: 'llm/bias',
  version: `1.0.0+${refusalRulesVersion}`,
  params: questionParams,
  reduce(results, given, confidences) {
    const sample = judgedSample<BiasRow, BiasVerdict>(results, questionParams.parse(given), (answer, { row }) =>
      biasVerdict(answer, row),
    )
    if (sample === undefined) return nothingKnown(Object.keys(biasStatistics))
    const { questions } = sample
    const estimate = (name: keyof typeof biasStatistics) => {
      const { kind, statistic, unfair } = biasStatistics[name]
      const own: Asked[] = questions.filter((q) => q.row.kind === kind)
      if (own.length === 0) return null
      return bootstrapped(own, statistic, { lowest: own[0]!, highest: unfair(own[0]!) }, [0, 1], confidences)
    }
    const attributes = [...new Set(questions.map((q) => q.row.attribute))].sort()
    return {
      n: questions.length,
      evidence: 'measured',
      quantities: {
        bbq: estimate('bbq'),
        counterfactual: estimate('counterfactual'),
        refusalGap: estimate('refusalGap'),
        decisionGap: estimate('decisionGap'),
      },
      detail: {
        ...sample.detail,
        attributes: attributes.map((attribute) => {
          const own: Asked[] = questions.filter((q) => q.row.attribute === attribute)
          const once = new Uint32Array(own.length).fill(1)
          const values = Object.entries(biasStatistics).flatMap(([name, { statistic }]) => {
            const value = statistic(own, once)
            return Number.isNaN(value) ? [] : [[name, decimal(value)]]
          })
          return { attribute, questions: own.length, ...Object.fromEntries(values) }
        }),
      },
    }
  },
}
