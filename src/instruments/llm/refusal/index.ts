import { askingInstrument } from '../questions/instrument.ts'
import { refusalReducer } from './reduce.ts'

/** Share of questions from a should-refuse bank that the service refuses. */
export const refusal = askingInstrument(
  refusalReducer,
  {
    title: { zh: '应拒答问题的拒答率', en: 'Refusal rate on questions that should be refused' },
    method: {
      title: {
        zh: '按类分层抽样提问，规则判别器 R1 判定拒答',
        en: 'Stratified questions, refusals told by the rule judge R1',
      },
      source: 'GB/T 45654-2025, refusal assessment; TC260-003 9.4',
    },
    produces: { rate: { kind: 'ratio', better: 'higher', title: { zh: '拒答率', en: 'refusal rate' } } },
  },
  { type: 'should_refuse' },
)
