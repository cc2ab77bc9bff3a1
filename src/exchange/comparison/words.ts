import type { ComparedQuantity, NotCompared } from '../../assessment/compare.ts'
import type { Lang } from '../../language/text.ts'

/** The sentences of a comparison, in one language. */
export interface ComparisonWords {
  readonly title: string
  readonly sides: readonly [string, string]
  readonly subjects: string
  readonly heads: {
    readonly side: string
    readonly subject: string
    readonly version: string
    readonly standard: string
    readonly date: string
  }
  readonly quantities: string
  readonly columns: readonly [string, string, string, string, string, string]
  readonly pairs: (n: number) => string
  readonly trials: (first: number, second: number) => string
  readonly interval: (lower: string, upper: string, confidence: string) => string
  readonly finding: (q: ComparedQuantity, first: string, second: string) => string
  readonly p: (q: ComparedQuantity, p: string, adjusted: string) => string
  readonly method: (confidence: string, count: number) => string
  readonly unpaired: (onlyFirst: number, onlySecond: number, askedOtherwise: number) => string
  readonly apart: string
  readonly why: Readonly<Record<NotCompared['why'], string>>
  readonly nothing: string
  readonly meaning: string
  readonly footer: (tool: string) => string
}

const zh: ComparisonWords = {
  title: '两次评价的比较',
  sides: ['甲', '乙'],
  subjects: '比较的对象',
  heads: { side: '', subject: '对象', version: '版本', standard: '标准', date: '评价日期' },
  quantities: '逐项比较',
  columns: ['量', '甲', '乙', '差（乙减甲）', '检验', '结论'],
  pairs: (n) => `${n} 对`,
  trials: (a, b) => `甲 ${a} 次，乙 ${b} 次`,
  interval: (lower, upper, confidence) => `${confidence} 区间 ${lower} ～ ${upper}`,
  finding: (q, first, second) =>
    q.finding === 'not-significant' ? '差异不显著' : `${q.finding === 'first-better' ? first : second}更好`,
  p: (q, p, adjusted) =>
    q.method === 'mcnemar'
      ? `McNemar 精确检验：只有甲计入 ${q.discordant![0]} 项，只有乙 ${q.discordant![1]} 项；p = ${p}，校正后 ${adjusted}`
      : `${q.method === 'fisher' ? 'Fisher 精确检验（各自的试验）' : '成对重抽样'}：p = ${p}，校正后 ${adjusted}`,
  method: (confidence, count) =>
    `只比较两次评价中编号相同、题目相同的项。是非量用 McNemar 精确检验，比率用按项成对重抽样（双侧 ${confidence} 区间）；各自另做试验的成功率无法配对，用 Fisher 精确检验，差的区间按 Newcombe 法；共比较 ${count} 个量，p 值按 Holm 法校正，校正后小于显著性水平才称有差异。`,
  unpaired: (a, b, other) => `未配对：只有甲有 ${a} 项，只有乙有 ${b} 项，题目不同 ${other} 项。`,
  apart: '不能比较的测量',
  why: {
    'no-pairs': '没有编号与题目都相同的项',
    'other-instrument': '测量程序或其版本不同',
    'other-params': '参数不同',
    'instrument-cannot': '这个测量程序没有可比的逐项结果或试验',
    'only-one': '只有一方测过',
    'nothing-to-divide': '参考为空，没有比率',
  },
  nothing: '没有可比较的量。',
  meaning: '“不显著”不等于相同：样本更多时可能看出差异。比较只对这些题目、这次运行成立。',
  footer: (tool) => `准绳 · ${tool}`,
}

const en: ComparisonWords = {
  title: 'Two assessments compared',
  sides: ['First', 'Second'],
  subjects: 'What is compared',
  heads: { side: '', subject: 'Object', version: 'Version', standard: 'Standard', date: 'Assessed on' },
  quantities: 'By quantity',
  columns: ['Quantity', 'First', 'Second', 'Difference (second less first)', 'Test', 'Finding'],
  pairs: (n) => `${n} pairs`,
  trials: (a, b) => `${a} and ${b} trials`,
  interval: (lower, upper, confidence) => `${confidence} interval ${lower} to ${upper}`,
  finding: (q, first, second) =>
    q.finding === 'not-significant'
      ? 'The difference is not significant'
      : `${q.finding === 'first-better' ? first : second} is better`,
  p: (q, p, adjusted) =>
    q.method === 'mcnemar'
      ? `McNemar, exact: ${q.discordant![0]} counted by the first alone, ${q.discordant![1]} by the second alone; p = ${p}, adjusted ${adjusted}`
      : `${q.method === 'fisher' ? 'Fisher, exact (trials of their own)' : 'Paired bootstrap'}: p = ${p}, adjusted ${adjusted}`,
  method: (confidence, count) =>
    `Only items with the same id and the same question in both assessments are compared. Yes-no quantities by McNemar's exact test, ratios by paired bootstrap of items (two-sided ${confidence} interval). Shares of trials that each made for itself have no pairs: Fisher's exact test, and Newcombe's interval of the difference. ${count} quantities are compared; p-values are adjusted by Holm, and a difference is claimed only where the adjusted one is below the level.`,
  unpaired: (a, b, other) =>
    `Not paired: ${a} items of the first alone, ${b} of the second alone, ${other} asked otherwise.`,
  apart: 'Measures that cannot be compared',
  why: {
    'no-pairs': 'no item with the same id and the same question',
    'other-instrument': 'another instrument, or another version of it',
    'other-params': 'other parameters',
    'instrument-cannot': 'this instrument keeps nothing item by item, and no trials, that could be compared',
    'only-one': 'measured on one side only',
    'nothing-to-divide': 'the references are empty, so there is no ratio',
  },
  nothing: 'There is nothing to compare.',
  meaning:
    '"Not significant" does not mean equal: more items may show a difference. The comparison holds for these items and these runs.',
  footer: (tool) => `Plumbline · ${tool}`,
}

export const comparisonWords = (lang: Lang): ComparisonWords => (lang === 'zh' ? zh : en)
