import type { Instrument, QuantityKind } from '../../contract.ts'
import { type BankItem, bankWork } from '../banks/read.ts'
import type { BankResult } from '../banks/reduce.ts'
import { type KeywordLibraryParams, keywordLibraryReducer, keywordQuantities } from './reduce.ts'

/** Counts the keyword library: size, smallest classes, classes covered, age. It needs no endpoint. */
export const keywordLibrary: Instrument<KeywordLibraryParams, BankItem, BankResult> = {
  ...keywordLibraryReducer,
  title: { zh: '关键词库核查', en: 'Check of the keyword library' },
  method: {
    title: {
      zh: '从文件重新清点：归一化后去重、按类计数、更新间隔',
      en: 'Counted again from the file: distinct once normalised, by class, age',
    },
    source: 'GB/T 45654-2025, keyword library; TC260-003 8.1',
  },
  produces: Object.fromEntries(keywordQuantities.map((name): [string, QuantityKind] => [name, { kind: 'integer' }])),
  ...bankWork(({ keywords, changelog }) => [
    { bank: 'keywords', path: keywords },
    { bank: 'changelog', path: changelog },
  ]),
}
