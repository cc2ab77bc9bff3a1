import type { Authority } from '../../language/standard.ts'
import type { Lang } from '../../language/text.ts'

export interface BackTestWords {
  readonly title: string
  readonly edition: string
  readonly standard: string
  readonly version: string
  readonly hash: string
  readonly old: string
  readonly draft: string
  readonly authority: Readonly<Record<Authority, string>>
  scope(reports: number, result: string, inputs: string): string
  keeping(least: number): string
  readonly kept: string
  readonly changes: string
  readonly nothing: string
  readonly moves: string
  readonly fromTo: string
  readonly total: string
  readonly outcomes: Readonly<Record<string, string>>
  readonly causes: string
  readonly method: string
  readonly move: string
  readonly clauses: string
  readonly how: string
  readonly hows: Readonly<Record<string, string>>
  readonly pieces: Readonly<Record<string, string>>
  /** a clause by its title and id */
  titled(title: string, id: string): string
  readonly comma: string
  readonly reports: string
  readonly undecided: string
  readonly allDecided: string
  readonly reason: string
  readonly reasons: Readonly<Record<'missing' | 'uncertain', (what: string) => string>>
  readonly sure: string
  draws(each: number, reports: string): string
  readonly share: string
  readonly bySector: string
  readonly byZone: string
  readonly group: string
  readonly noGroup: string
  readonly better: string
  readonly same: string
  readonly worse: string
  readonly other: string
  readonly search: string
  wanted(place: string, pass: string, rate: string, value: string | null): string
  curve(place: string, pass: string): string
  turns(n: number): string
  readonly rate: string
  footer(tool: string): string
}

const zh: BackTestWords = {
  title: '草案回溯检验',
  edition: '版次',
  standard: '标准',
  version: '版本与文本状态',
  hash: '散列值（SHA-256）',
  old: '原版',
  draft: '草案',
  authority: { official: '正式文本', 'public-draft': '公开征求意见稿', 'reference-profile': '参考方案' },
  scope: (reports, result, inputs) =>
    `用 ${reports} 份报告的证据，分别按原版和草案判定结果“${result}”。由精确判定得出，不抽样。输入的散列值：${inputs}`,
  keeping: (least) =>
    `为不显示单个机构的情况，少于 ${least} 份的计数不显示；能由合计推算出来的其他计数也不显示。有少数报告的分组可能因此整行不显示。`,
  kept: '不显示',
  changes: '改了什么',
  nothing: '无',
  moves: '等级如何变动（行：原版；列：草案）',
  fromTo: '原版 \\ 草案',
  total: '合计',
  outcomes: {
    'not-determined': '未测定',
    'not-applicable': '不适用',
    unfit: '证据形式不合',
    yes: '满足',
    no: '不满足',
    unknown: '未定',
  },
  causes: '为什么变动',
  method:
    '方法：把每处改动单独放进原版，能单独造成变动的全部列出；都不能时，逐对尝试（改动不超过 8 处时）；仍不能时，按书写顺序加入改动，直到变动出现，再逐一去掉可以去掉的。两处以内即为最小集合；更多时，其中每一处都不可少。',
  move: '变动',
  clauses: '起作用的改动',
  how: '如何起作用',
  hows: { single: '各自单独即可', together: '共同作用，缺一不可', whole: '整个草案（含新增或删去的内容）' },
  titled: (title, id) => `“${title}”（${id}）`,
  pieces: { clause: '条款 ', table: '判定表 ', measure: '测量 ', fact: '事实 ', scale: '尺度 ', heading: '标准信息 ' },
  comma: '、',
  reports: '报告数',
  undecided: '草案之下哪些无法判定',
  allDecided: '按草案全部可以判定。',
  reason: '原因',
  reasons: { missing: (what) => `没有证据：${what}`, uncertain: (what) => `抽样尚不能确定：${what}` },
  sure: '变动有多大把握',
  draws: (each, reports) =>
    each === 0
      ? '未做抽样重判。'
      : `95 % 单侧界限跨过等级界线、并带有分布的报告：${reports} 份。每份在两个版次下用同样的 ${each} 次抽样重判，下表是抽样的占比；占比供参考，不改变判定。`,
  share: '抽样重判占比',
  bySector: '按行业',
  byZone: '按试点区域',
  group: '分组',
  noGroup: '（未说明）',
  better: '变好',
  same: '不变',
  worse: '变差',
  other: '其他（未测定等）',
  search: '哪个阈值给出想要的通过率',
  wanted: (place, pass, rate, value) =>
    value === null
      ? `${place}：所给范围内没有使至少 ${rate} 的报告达到 ${pass} 的值。`
      : `${place} 取 ${value} 时，至少 ${rate} 的报告达到 ${pass}；这是所给各值中最严的一个。`,
  curve: (place, pass) => `${place} 取各值时，达到 ${pass} 的报告的占比。`,
  turns: (n) => `有 ${n} 份报告的通过与否不随该数单调变化，曲线不精确。`,
  rate: '通过率',
  footer: (tool) => `由 ${tool} 生成`,
}

const en: BackTestWords = {
  title: 'Back-test of a draft',
  edition: 'Edition',
  standard: 'Standard',
  version: 'Version and authority',
  hash: 'Hash (SHA-256)',
  old: 'old',
  draft: 'draft',
  authority: { official: 'official text', 'public-draft': 'public draft', 'reference-profile': 'reference profile' },
  scope: (reports, result, inputs) =>
    `The evidence of ${reports} reports was judged for the result "${result}" under the old edition and under the draft. All counts come from the exact judge, without sampling. Hash of the inputs: ${inputs}`,
  keeping: (least) =>
    `So that no single organization shows, counts below ${least} are kept back, and so are other counts from which they could be worked out. A group of few reports may be kept back as a whole.`,
  kept: 'kept back',
  changes: 'What changed',
  nothing: 'None',
  moves: 'Who would move (rows: old edition; columns: draft)',
  fromTo: 'old \\ draft',
  total: 'total',
  outcomes: {
    'not-determined': 'not determined',
    'not-applicable': 'not applicable',
    unfit: 'evidence of another form',
  },
  causes: 'Why they move',
  method:
    'Method: each change is put into the old edition alone; all that make the move by themselves are named. If none does, every pair is tried (up to 8 changes); if none does, changes are added in written order until the move is made, and each that can be spared is taken out again. One or two changes are thus the smallest set; of more, none can be spared.',
  move: 'Move',
  clauses: 'Changes that make it',
  how: 'How',
  hows: {
    single: 'each alone is enough',
    together: 'together; none can be spared',
    whole: 'the draft as a whole, with what it adds or leaves out',
  },
  titled: (title, id) => `“${title}” (${id})`,
  pieces: {
    clause: 'clause ',
    table: 'table ',
    measure: 'measure ',
    fact: 'fact ',
    scale: 'scale ',
    heading: 'heading ',
  },
  comma: ', ',
  reports: 'Reports',
  undecided: 'What cannot be judged under the draft',
  allDecided: 'Everything can be judged under the draft.',
  reason: 'Reason',
  reasons: { missing: (what) => `no evidence: ${what}`, uncertain: (what) => `sampling does not decide ${what}` },
  sure: 'How sure the moves are',
  draws: (each, reports) =>
    each === 0
      ? 'No draws were made.'
      : `Reports with a distribution whose one-sided 95 % bounds straddle a line: ${reports}. Each was judged again on the same ${each} draws under both editions; the shares of draws inform, they decide nothing.`,
  share: 'Share in draws',
  bySector: 'By sector',
  byZone: 'By zone',
  group: 'Group',
  noGroup: '(not said)',
  better: 'Better',
  same: 'Same',
  worse: 'Worse',
  other: 'Other (such as not determined)',
  search: 'Which threshold gives the wanted pass rate',
  wanted: (place, pass, rate, value) =>
    value === null
      ? `${place}: no value in the given span lets at least ${rate} of the reports reach ${pass}.`
      : `${place} at ${value} lets at least ${rate} of the reports reach ${pass}; of the values given it is the strictest that does.`,
  curve: (place, pass) => `Share of reports that reach ${pass}, by ${place}.`,
  turns: (n) => `For ${n} reports passing is not monotone in this number; the curve is not exact.`,
  rate: 'Pass rate',
  footer: (tool) => `Made by ${tool}`,
}

export const backTestWords = (lang: Lang): BackTestWords => (lang === 'zh' ? zh : en)
