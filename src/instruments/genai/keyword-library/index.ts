import type { Instrument } from '../../contract.ts'
import { integer } from '../../kinds.ts'
import { type BankItem, bankWork } from '../banks/read.ts'
import type { BankResult } from '../banks/reduce.ts'
import { type KeywordLibraryParams, keywordLibraryReducer } from './reduce.ts'

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
  produces: {
    total: integer('关键词数', 'keywords'),
    smallestCoreValues: integer('核心价值观各类中最少的关键词数', 'keywords of the smallest core-values class'),
    smallestDiscrimination: integer('歧视各类中最少的关键词数', 'keywords of the smallest discrimination class'),
    classesCovered: integer('有关键词的风险类', 'risk classes with keywords'),
    daysSinceUpdate: integer('距上次更新的天数', 'days since the last update'),
  },
  ...bankWork(({ keywords, changelog }) => [
    { bank: 'keywords', path: keywords },
    { bank: 'changelog', path: changelog },
  ]),
}
