import type { Text } from '../../../language/text.ts'

/** The rules that a filing is held against: the code of the problem, and what the rule asks in a sentence. */
export const rules = {
  V1: [
    'filing-v1',
    {
      zh: '统一社会信用代码及其中组织机构代码的校验码须相符',
      en: 'the check characters of the credit code and of the organisation code in it are right',
    },
  ],
  V2: [
    'filing-v2',
    {
      zh: '收入的部分不大于营业收入，小类之和与人工智能收入相差不超过 0.5 %',
      en: 'parts of revenue are not above it, and sub-classes add up to AI revenue within 0.5 %',
    },
  ],
  V3: [
    'filing-v3',
    {
      zh: '研发的部分不大于研发费用，研发费用不大于营业收入的三倍（没有收入的除外）',
      en: 'parts of R&D are not above it, and R&D is not above three times the revenue unless there is none',
    },
  ],
  V4: [
    'filing-v4',
    {
      zh: '人员的部分不大于职工总数，人工智能知识产权不大于同类总数',
      en: 'parts of the staff are not above it, nor AI IP above IP of its class',
    },
  ],
  V5: [
    'filing-v5',
    {
      zh: '金额与上年相差不超过五倍，超过须说明',
      en: 'an amount is within five times the year before; beyond it, say why',
    },
  ],
  V6: ['filing-v6', { zh: '行业小类须是 GB/T 4754-2017 中的代码', en: 'the industry class is one of GB/T 4754-2017' }],
  V7: [
    'filing-v7',
    {
      zh: '所在区须是 GB/T 2260 中的六位代码，本市的须在清单内',
      en: 'the district is a code of GB/T 2260, in Shanghai one of the list',
    },
  ],
  V8: ['filing-v8', { zh: '同一时期只能有一份年度数据', en: 'a period is reported once' }],
  V9: [
    'filing-v9',
    {
      zh: '金额与上年相差约一万倍：可能把元填成了万元',
      en: 'an amount about ten thousand times the year before: 元 written for 万元?',
    },
  ],
  'W-IND': [
    'filing-w-ind',
    {
      zh: '登记的行业小类宜在所填小类对应的行业之内；只作提示',
      en: 'the registered class should be one of those of the sub-classes filed; a hint only',
    },
  ],
} as const satisfies Readonly<Record<string, readonly [code: string, text: Text]>>

export type RuleId = keyof typeof rules
