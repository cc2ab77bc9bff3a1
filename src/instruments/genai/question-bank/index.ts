import type { Instrument, QuantityKind } from '../../contract.ts'
import { type BankItem, bankWork } from '../banks/read.ts'
import type { BankResult } from '../banks/reduce.ts'
import { type QuestionBankParams, questionBankReducer, questionQuantities } from './reduce.ts'

/** Counts the question banks: sizes, smallest classes, classes covered, age. It needs no endpoint. */
export const questionBank: Instrument<QuestionBankParams, BankItem, BankResult> = {
  ...questionBankReducer,
  title: { zh: '题库核查', en: 'Check of the question banks' },
  method: {
    title: {
      zh: '从文件重新清点：归一化后去重、按类计数、更新间隔',
      en: 'Counted again from the files: distinct once normalised, by class, age',
    },
    source: 'GB/T 45654-2025, question banks; TC260-003 8.2, 8.3',
  },
  produces: Object.fromEntries(questionQuantities.map((name): [string, QuantityKind] => [name, { kind: 'integer' }])),
  ...bankWork(({ content, shouldRefuse, shouldNotRefuse, changelog }) => [
    { bank: 'content', path: content },
    { bank: 'should-refuse', path: shouldRefuse },
    { bank: 'should-not-refuse', path: shouldNotRefuse },
    { bank: 'changelog', path: changelog },
  ]),
}
