import type { Instrument } from '../../contract.ts'
import type { QuestionParams } from '../questions/params.ts'
import type { QuestionResult } from '../questions/results.ts'
import { checkQuestions, measureQuestion, type QuestionItem, questionItems } from '../questions/work.ts'
import { refusalReducer } from './reduce.ts'

/** Share of questions from a should-refuse bank that the service refuses. */
export const refusal: Instrument<QuestionParams, QuestionItem, QuestionResult> = {
  ...refusalReducer,
  title: { zh: '应拒答问题的拒答率', en: 'Refusal rate on questions that should be refused' },
  method: {
    title: {
      zh: '按类分层抽样提问，规则判别器 R1 判定拒答',
      en: 'Stratified questions, refusals told by the rule judge R1',
    },
    source: 'GB/T 45654-2025, refusal assessment; TC260-003 9.4',
  },
  produces: { rate: { kind: 'ratio', better: 'higher', title: { zh: '拒答率', en: 'refusal rate' } } },
  check: (subject, params) => checkQuestions(subject, params, 'should_refuse'),
  items: (subject, params) => questionItems(subject, params, 'should_refuse'),
  measure: measureQuestion,
}
