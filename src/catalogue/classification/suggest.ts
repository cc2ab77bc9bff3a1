import type { Text } from '../../language/text.ts'

/** Words of a title, and the function they speak of, the most telling first. Codes of the system `function`. */
const words: readonly (readonly [code: string, zh: RegExp, en: RegExp])[] = [
  ['T', /术语|词汇/, /\b(?:terminology|vocabulary|terms)\b/i],
  ['S', /图形符号|符号/, /\bsymbols?\b/i],
  [
    'M',
    /测试方法|试验方法|检测方法|测试规范|测评方法|评测方法|检验/,
    /\b(?:test(?:ing)? methods?|test procedures?|measurement methods?)\b/i,
  ],
  [
    'E',
    /评估|评价|评测|测评|分级|成熟度|验收/,
    /\b(?:evaluation|assessment|assessing|benchmark(?:s|ing)?|grading|maturity)\b/i,
  ],
  [
    'G',
    /指南|导则|指引|框架|架构|模型|原则/,
    /\b(?:guid(?:e|ance|elines?)|framework|architecture|principles|overview)\b/i,
  ],
  ['R', /规程|管理体系|流程|管理要求/, /\b(?:code of practice|process(?:es)?|management systems?|procedures?)\b/i],
  ['C', /分类|编码|代码/, /\b(?:classification|taxonomy|coding|codes)\b/i],
  ['P', /规范|要求|接口|格式|协议|条件/, /\b(?:specifications?|requirements?|interfaces?|format|protocol)\b/i],
]

/**
 * What a document is for, read off its title. It is a suggestion: no place in a system until somebody confirms it (rule SYS-5). Undefined where the
 * title does not say.
 */
export function suggestFunction(title: Text): string | undefined {
  const zh = title.zh ?? ''
  const en = title.en ?? ''
  return words.find(([, inZh, inEn]) => (zh === '' ? inEn.test(en) : inZh.test(zh)))?.[0]
}
