import type { Authority } from '../../language/standard.ts'
import type { Lang } from '../../language/text.ts'

/** The words of a standard on paper. Headings of GB/T 1.1-2020, clause 8 (read at second hand); the sentences are ours. */
export interface PaperWords {
  readonly draft: string
  readonly authority: Readonly<Record<Authority, string>>
  readonly cover: {
    readonly ics: string
    readonly ccs: string
    readonly number: string
    readonly filing: string
    readonly issued: string
    readonly effective: string
    readonly degree: string
    readonly noDegree: string
    readonly body: string
    readonly edition: string
    readonly open: string
  }
  readonly contents: string
  readonly foreword: string
  forewordText(paper: {
    readonly name: string
    readonly body: string
    readonly base: string | undefined
  }): readonly string[]
  readonly introduction: string
  introductionText(clauses: number): readonly string[]
  readonly scope: string
  scopeText(title: string, subject: string): readonly string[]
  readonly references: string
  readonly referencesText: string
  readonly noReferences: string
  readonly terms: string
  readonly noTerms: string
  readonly requirements: string
  readonly indicators: string
  readonly results: string
  annex(letter: string, kind: 'normative' | 'informative', title: string): string
  readonly methods: string
  readonly facts: string
  readonly tables: string
  readonly sources: string
  readonly bibliography: string
  readonly row: {
    readonly term: string
    readonly number: string
    readonly meaning: string
    readonly id: string
    readonly name: string
    readonly method: string
    readonly quantities: string
    readonly least: string
    readonly type: string
    readonly source: string
    readonly status: string
    readonly note: string
    readonly clause: string
  }
  readonly clause: {
    readonly when: string
    readonly holds: string
    readonly check: string
    readonly value: string
    readonly weight: string
    readonly score: string
    readonly level: string
    readonly says: Readonly<Record<string, string>>
    readonly note: string
    readonly table: (label: string) => string
  }
  readonly tableLabel: (letter: string, n: number, title: string) => string
  footer(name: string, hash: string): string
  /** between a name and what it names */
  readonly colon: string
}

const zh: PaperWords = {
  draft: '草案，不是已发布的标准。由机器可读的标准文件生成，未经批准，不得作为依据引用。',
  authority: {
    official: '文本状态：正式文本的编码。以发布的纸质文本为准。',
    'public-draft': '文本状态：公开征求意见稿的编码。',
    'reference-profile': '文本状态：参考方案。条款、限值和权重中有本方案自拟的内容，不是官方文本；各条来源见附录。',
  },
  cover: {
    ics: 'ICS',
    ccs: 'CCS',
    number: '标准编号',
    filing: '备案号',
    issued: '发布日期',
    effective: '实施日期',
    degree: '与国际文件的一致性程度',
    noDegree: '未说明',
    body: '提出或归口',
    edition: '版次',
    open: '以下各项尚待填写：',
  },
  contents: '目次',
  foreword: '前言',
  forewordText: ({ name, body, base }) => [
    '本文的要素和次序参照 GB/T 1.1—2020 的要素表编排。',
    ...(base ? [`本文在 ${base} 的基础上编制，偏离之处见附录。`] : []),
    ...(body ? [`${name}由${body}提出或归口。`] : []),
    '请注意本文的某些内容可能涉及专利。发布机构不承担识别专利的责任。',
  ],
  introduction: '引言',
  introductionText: (n) => [`本文的 ${n} 个条款与可执行的标准文件逐条对应：每个条款后的“判定”就是程序据以判定的规则。`],
  scope: '范围',
  scopeText: (title, subject) => [
    `本文给出了“${title}”的要求、指标和结果。`,
    `本文适用于此类评价对象：${subject}。`,
    '（本段由文件的名称和对象类型生成，范围的正式表述由起草组确定。）',
  ],
  references: '规范性引用文件',
  referencesText: '下列文件在条款中被引用。注日期的，仅该日期对应的版本适用；不注日期的，其最新版本适用。',
  noReferences: '本文没有规范性引用文件。',
  terms: '术语和定义',
  noTerms: '本文没有需要界定的术语和定义。',
  requirements: '要求',
  indicators: '指标',
  results: '结果与等级',
  annex: (letter, kind, title) => `附录 ${letter}（${kind === 'normative' ? '规范性' : '资料性'}） ${title}`,
  methods: '测量方法',
  facts: '声明的事实',
  tables: '判定表',
  sources: '各条款的来源',
  bibliography: '参考文献',
  row: {
    term: '术语',
    number: '数值',
    meaning: '含义',
    id: '标识',
    name: '名称',
    method: '方法',
    quantities: '给出的量',
    least: '最小样本量',
    type: '取值',
    source: '来源',
    status: '状态',
    note: '说明',
    clause: '条款',
  },
  clause: {
    when: '适用条件',
    holds: '判定',
    check: '检查方式',
    value: '算式',
    weight: '权重',
    score: '得分（值 → 分）',
    level: '等级条件',
    says: { shall: '要求（应）', should: '推荐（宜）', may: '允许（可）' },
    note: '注',
    table: (label) => `按${label}取值。`,
  },
  tableLabel: (letter, n, title) => `表 ${letter}.${n} ${title}`,
  footer: (name, hash) => `${name} · 草案 · ${hash}`,
  colon: '：',
}

const en: PaperWords = {
  draft:
    'Draft, not a published standard. Made from the machine-readable standard, not approved, not to be cited as a basis.',
  authority: {
    official: 'Status of the text: encoding of the official text. The published text prevails.',
    'public-draft': 'Status of the text: encoding of a public draft.',
    'reference-profile':
      'Status of the text: reference profile. Some clauses, limits and weights are its own proposals and not the official text; an annex gives the source of each.',
  },
  cover: {
    ics: 'ICS',
    ccs: 'CCS',
    number: 'Number',
    filing: 'Filing number',
    issued: 'Issued on',
    effective: 'Effective on',
    degree: 'Degree of consistency with an international document',
    noDegree: 'not said',
    body: 'Proposed or administered by',
    edition: 'Edition',
    open: 'Still to be filled in:',
  },
  contents: 'Contents',
  foreword: 'Foreword',
  forewordText: ({ name, body, base }) => [
    'The elements of this document and their order follow the table of elements of GB/T 1.1-2020.',
    ...(base ? [`It rests on ${base}; an annex lists where it deviates.`] : []),
    ...(body ? [`${name} is proposed or administered by: ${body}.`] : []),
    'Attention is drawn to the possibility that parts of this document concern patents. The issuing body is not responsible for identifying them.',
  ],
  introduction: 'Introduction',
  introductionText: (n) => [
    `The ${n} clauses of this document are those of an executable standard, one by one: the rule behind each clause is what the program judges by.`,
  ],
  scope: 'Scope',
  scopeText: (title, subject) => [
    `This document gives requirements, indicators and results for "${title}".`,
    `It applies to this kind of object of assessment: ${subject}.`,
    '(This paragraph is made from the title and the kind of object; the drafting group words the scope.)',
  ],
  references: 'Normative references',
  referencesText:
    'The following documents are cited in clauses. Of dated ones only that edition applies; of undated ones the latest.',
  noReferences: 'There are no normative references in this document.',
  terms: 'Terms and definitions',
  noTerms: 'No terms are defined in this document.',
  requirements: 'Requirements',
  indicators: 'Indicators',
  results: 'Results and grades',
  annex: (letter, kind, title) => `Annex ${letter} (${kind}) ${title}`,
  methods: 'Methods of measurement',
  facts: 'Declared facts',
  tables: 'Decision tables',
  sources: 'Source of each clause',
  bibliography: 'Bibliography',
  row: {
    term: 'Term',
    number: 'Number',
    meaning: 'Meaning',
    id: 'Id',
    name: 'Name',
    method: 'Method',
    quantities: 'Gives',
    least: 'Least n',
    type: 'Values',
    source: 'Source',
    status: 'Status',
    note: 'Note',
    clause: 'Clause',
  },
  clause: {
    when: 'Applies when',
    holds: 'Rule',
    check: 'Checked by',
    value: 'Formula',
    weight: 'Weight',
    score: 'Score (value → points)',
    level: 'Conditions of the levels',
    says: { shall: 'requirement (shall)', should: 'recommendation (should)', may: 'permission (may)' },
    note: 'NOTE',
    table: (label) => `Read from ${label}.`,
  },
  tableLabel: (letter, n, title) => `Table ${letter}.${n} ${title}`,
  footer: (name, hash) => `${name} · draft · ${hash}`,
  colon: ': ',
}

export const paperWords = (lang: Lang): PaperWords => (lang === 'zh' ? zh : en)
