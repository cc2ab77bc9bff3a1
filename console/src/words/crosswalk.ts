import type { Sentences } from './sentences.ts'

export const crosswalk = {
  title: { zh: '标准对照', en: 'Crosswalk' },
  lead: {
    zh: '两个框架的要求如何对应。映射说明作者、依据与置信程度；“相关”只是候选，不作认定。',
    en: 'How the requirements of two frameworks stand to each other. Every mapping names author, reason and confidence; "related" is a candidate, never a finding.',
  },
  left: { zh: '从', en: 'From' },
  right: { zh: '到', en: 'To' },
  legend: { zh: '图例', en: 'Legend' },
  none: { zh: '本目录没有这两个框架之间的映射', en: 'No mapping between these two in this catalogue' },
  noneText: { zh: '不等于二者无关。', en: 'This does not mean that they have nothing in common.' },
  matrix: { zh: '对照矩阵', en: 'Matrix' },
  beside: { zh: '逐条对照', en: 'Side by side' },
  claim: { zh: '映射', en: 'Mapping' },
  relation: { zh: '关系', en: 'Relation' },
  path: { zh: '路径', en: 'Path' },
  direct: { zh: '一步，直接映射', en: 'one step, mapped directly' },
  rationale: { zh: '依据', en: 'Rationale' },
  why: { zh: '理由', en: 'Why' },
  confidence: { zh: '置信程度', en: 'Confidence' },
  author: { zh: '作者', en: 'Author' },
  reviewer: { zh: '评审人', en: 'Reviewer' },
  oneReviewer: { zh: '{{names}}一人评审，无第二人', en: 'reviewed by {{names}} alone, no second' },
  noReviewer: { zh: '尚无作者以外的人评审', en: 'reviewed by nobody but its authors' },
  source: { zh: '来源', en: 'Source' },
  known: { zh: '确知程度', en: 'How sure' },
  candidate: { zh: '候选', en: 'candidate' },
  together: { zh: '（合起来）', en: ' (together)' },
  inferred: { zh: '推断', en: 'inferred' },
  inferredTab: { zh: '推断的关系', en: 'Inferred' },
  inferredLead: {
    zh: '没有人直接这样映射，是由几行映射接连推出的；每项附路径。可能无关的只是候选，不作认定。',
    en: 'Nobody mapped these directly: they follow from mappings one after another, each with its path. What may be nothing at all is a candidate, never a finding.',
  },
  noInferred: { zh: '这样几步映射推不出什么', en: 'Nothing follows from so many mappings in a row' },
  pathNumber: { zh: '路径 {{n}}', en: 'Path {{n}}' },
  listed: { zh: '逐项', en: 'One by one' },
  alsoInferred: { zh: '矩阵中也显示推断的关系（加括号）', en: 'Also show in the matrix what follows (in brackets)' },
  ownPart: { zh: '（该条自身所规定的部分）', en: '(what it says of its own)' },
  andMore: { zh: ' 等另 {{n}} 条', en: ' and {{n}} more' },
  nothingFollows: { zh: '不能推出任何关系', en: 'nothing follows' },
  wholeAndPart: { zh: '整体与部分', en: 'whole and part' },
  hops: { zh: '至多几步映射', en: 'Mappings in a row' },
  chain: { zh: '由地方到国家到国际', en: 'From local to national to international' },
  chainFrom: { zh: '起点要求', en: 'Start from' },
  noChain: { zh: '本目录没有从它向上的链', en: 'No chain upwards from it in this catalogue' },
  weakest: { zh: '最弱环节', en: 'weakest link' },
  whole: { zh: '首尾之间：', en: 'Between its ends: ' },
} satisfies Sentences

export const relationOf = {
  equal: { zh: '等同', en: 'equal' },
  subset: { zh: '被包含', en: 'subset' },
  superset: { zh: '包含', en: 'superset' },
  intersects: { zh: '相交', en: 'intersects' },
  none: { zh: '无关', en: 'none' },
  related: { zh: '相关（候选）', en: 'related (candidate)' },
} satisfies Sentences

/** How much an inferred relation says. */
export const weightOf = {
  contradicted: { zh: '映射互相矛盾', en: 'The mappings contradict each other' },
  sure: { zh: '关系确定', en: 'One relation is left' },
  share: { zh: '有共同之处，多少未定', en: 'They share something, how much is open' },
  candidate: { zh: '候选：也可能无关', en: 'Candidate: it may be nothing' },
} satisfies Sentences

export const rationaleOf = {
  syntactic: { zh: '文字', en: 'syntactic' },
  semantic: { zh: '语义', en: 'semantic' },
  functional: { zh: '功能', en: 'functional' },
} satisfies Sentences

export const confidenceOf = {
  high: { zh: '高', en: 'high' },
  medium: { zh: '中', en: 'medium' },
  low: { zh: '低', en: 'low' },
  unspecified: { zh: '未说明', en: 'not given' },
} satisfies Sentences

export const authorOf = {
  official: { zh: '发布方', en: 'official' },
  plumbline: { zh: '准绳自拟', en: "Plumbline's own" },
  imported: { zh: '导入', en: 'imported' },
} satisfies Sentences
