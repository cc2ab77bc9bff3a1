import type { Sentences } from './sentences.ts'

export const compare = {
  title: { zh: '对比两份报告', en: 'Compare two reports' },
  lead: {
    zh: '并排看两份报告；逐项比较只在题目相同时进行。',
    en: 'Two reports side by side; items are compared only where both were asked the same.',
  },
  first: { zh: '第一份', en: 'First' },
  second: { zh: '第二份', en: 'Second' },
  pick: { zh: '选择报告', en: 'Choose a report' },
  orFile: { zh: '或选择文件', en: 'or choose a file' },
  same: { zh: '相同', en: 'Same' },
  difference: { zh: '差异', en: 'Difference' },
  onlyDifferent: { zh: '只看不同', en: 'Only what differs' },
  otherStandard: {
    zh: '两份报告所依标准不同，等级不能直接比较。',
    en: 'The reports follow different standards: their grades cannot be compared directly.',
  },
  otherEdition: { zh: '标准版次不同。', en: 'The editions of the standard differ.' },
  items: { zh: '逐项比较', en: 'Item by item' },
  itemsNone: { zh: '没有可逐项比较的量。', en: 'No quantity can be compared item by item.' },
  interval: { zh: '差异区间', en: 'Interval' },
  pairs: { zh: '配对数', en: 'Pairs' },
  p: { zh: '校正后 p 值', en: 'Adjusted p' },
  finding: { zh: '结论', en: 'Finding' },
  'first-better': { zh: '第一份较好', en: 'First better' },
  'second-better': { zh: '第二份较好', en: 'Second better' },
  'not-significant': { zh: '差异不显著', en: 'Not significant' },
  none: { zh: '还没有报告', en: 'No reports yet' },
  choose: { zh: '请选择两份报告。', en: 'Choose two reports.' },
} satisfies Sentences
