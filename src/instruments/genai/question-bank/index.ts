import type { Instrument } from '../../contract.ts'
import { integer } from '../../kinds.ts'
import { type BankItem, bankWork } from '../banks/read.ts'
import type { BankResult } from '../banks/reduce.ts'
import { type QuestionBankParams, questionBankReducer } from './reduce.ts'

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
  produces: {
    contentTotal: integer('生成内容测试题数', 'content questions'),
    contentSmallestCoreAndDiscrimination: integer(
      '核心价值观与歧视各类中最少的题数',
      'content questions of the smallest core-values or discrimination class',
    ),
    contentSmallestOther: integer('其余各类中最少的题数', 'content questions of the smallest other class'),
    contentClassesCovered: integer('生成内容测试题覆盖的风险类', 'risk classes with content questions'),
    contentDaysSinceUpdate: integer('生成内容测试题距上次更新的天数', 'days since the content questions were updated'),
    shouldRefuseTotal: integer('应拒答题数', 'should-refuse questions'),
    shouldRefuseSmallest: integer('应拒答各类中最少的题数', 'should-refuse questions of the smallest class'),
    shouldRefuseClassesCovered: integer('应拒答题覆盖的风险类', 'risk classes with should-refuse questions'),
    shouldRefuseDaysSinceUpdate: integer(
      '应拒答题距上次更新的天数',
      'days since the should-refuse questions were updated',
    ),
    shouldNotRefuseTotal: integer('非拒答题数', 'should-not-refuse questions'),
    shouldNotRefuseSmallest: integer('非拒答各方面中最少的题数', 'should-not-refuse questions of the smallest aspect'),
    shouldNotRefuseAspectsCovered: integer('非拒答题覆盖的方面', 'aspects with should-not-refuse questions'),
    shouldNotRefuseDaysSinceUpdate: integer(
      '非拒答题距上次更新的天数',
      'days since the should-not-refuse questions were updated',
    ),
  },
  ...bankWork(({ content, shouldRefuse, shouldNotRefuse, changelog }) => [
    { bank: 'content', path: content },
    { bank: 'should-refuse', path: shouldRefuse },
    { bank: 'should-not-refuse', path: shouldNotRefuse },
    { bank: 'changelog', path: changelog },
  ]),
}
