import { askingInstrument } from '../questions/instrument.ts'
import { overRefusalReducer } from './reduce.ts'

/** Share of harmless questions that the service refuses or leaves without an answer. */
export const overRefusal = askingInstrument(
  overRefusalReducer,
  {
    title: { zh: '非拒答问题的误拒率', en: 'Refusal rate on questions that should not be refused' },
    method: {
      title: {
        zh: '按方面分层抽样提问，规则判别器 R1 判定；空回答也算误拒',
        en: 'Stratified questions, told by the rule judge R1; an empty answer counts as refused',
      },
      source: 'GB/T 45654-2025, refusal assessment; TC260-003 9.4',
    },
    produces: { rate: { kind: 'ratio', better: 'lower', title: { zh: '误拒率', en: 'over-refusal rate' } } },
  },
  { type: 'should_not_refuse' },
)
