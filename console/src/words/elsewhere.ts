import type { Sentences } from './sentences.ts'

export const elsewhere = {
  title: { zh: '在别处证明什么', en: 'What it proves elsewhere' },
  show: { zh: '逐条列出', en: 'List them' },
  lead: {
    zh: '一次评价，看在其他框架下各条要求如何：证明满足、部分、不满足或未知，每条附路径。映射从服务器取得，报告不离开此浏览器。',
    en: 'Assessed once: what follows for each requirement of another framework, proved, partly, not or unknown, with its path. The mappings are asked of the server; the report does not leave this browser.',
  },
  whose: {
    zh: '标为“准绳自拟”的映射是拟议的，尚无他人评审，不是官方对照，也不是法律意见。',
    en: "Mappings marked as Plumbline's own are proposed and reviewed by nobody else; they are no official crosswalk and no legal advice.",
  },
  framework: { zh: '框架', en: 'Framework' },
  frameworkHint: { zh: '能说明最多的在前', en: 'Those of which most can be said come first' },
  share: { zh: '证明 {{low}}，至多 {{high}}，共 {{of}}', en: 'proved {{low}}, at most {{high}}, of {{of}}' },
  bounds: {
    zh: '可检验的 {{of}} 条中，证明满足 {{low}} 条，至多 {{high}} 条',
    en: 'Of {{of}} testable requirements, {{low}} are proved and at most {{high}} can be',
  },
  byRequirement: { zh: '逐条', en: 'Requirement by requirement' },
  restsOn: { zh: '依据报告中已满足的条款', en: 'Rests on what the report found satisfied' },
  restsOnFailed: { zh: '依据报告中不满足的条款', en: 'Rests on what the report found not satisfied' },
  moreProofs: { zh: '另有 {{n}} 条路径', en: 'and {{n}} further paths' },
  candidates: { zh: '候选', en: 'Candidates' },
  notFindings: { zh: '不是结论，须人工评审', en: 'not findings: a person has to look' },
  candidateCount: { zh: '可能有关的 {{n}} 对', en: '{{n}} pairs that may have to do with each other' },
  plan: { zh: '最少还须做的', en: 'The smallest extra work' },
  planText: {
    zh: '使所选框架的每条可检验要求都得到证明，代价最小的做法；未给代价的每条按 1 计。报告中不满足的仍算未做。',
    en: 'The cheapest work after which every testable requirement of the framework is proved; what has no cost counts 1. What the report found not satisfied is still to be done.',
  },
  also: { zh: '也可以改做这些框架的要求', en: 'Requirements of these may be done instead' },
  costs: { zh: '代价', en: 'Costs' },
  costsHint: {
    zh: '每行一条：{{example}},代价（大于 0，单位自定）；“框架#*”指该框架的各条。与命令 crosswalk plan --costs 的表相同。',
    en: 'A line each: {{example}},cost (more than 0, in any unit); “framework#*” is each requirement of one. The same table as for the command crosswalk plan --costs.',
  },
  costsWrong: { zh: '代价表有误', en: 'The costs cannot be read' },
  cost: { zh: '代价 {{n}}', en: 'cost {{n}}' },
  price: { zh: '把这些条款列入代价表', en: 'List these under costs' },
  chosen: { zh: '还须做 {{n}} 条', en: '{{n}} more to do' },
  proven: { zh: '已证明最小', en: 'proven least' },
  notProven: { zh: '够用，未能证明最小', en: 'sufficient, not proven least' },
  failedNow: { zh: '报告中不满足', en: 'not satisfied in the report' },
  notMapped: { zh: '本目录没有这部标准与其他框架之间的映射', en: 'No mapping from this standard in this catalogue' },
  notMappedText: {
    zh: '因此什么也推不出；不等于它与别的框架无关。',
    en: 'So nothing follows. It does not mean that it has nothing in common with other frameworks.',
  },
  noFindings: { zh: '报告中没有已判定的条款', en: 'The report found no requirement satisfied or not' },
  noFindingsText: {
    zh: '未测定、豁免或不适用的不算结论。',
    en: 'What is not determined, waived or does not apply is no finding.',
  },
  otherText: { zh: '标准文本不同。', en: 'Another text of the standard.' },
  otherTextText: {
    zh: '映射所对应的文本与这份报告依据的不同（散列值不一致），以下结论只在条款相同处成立。',
    en: 'The mappings were made for another text than this report rests on (the hashes differ): what follows holds only where the requirements are the same.',
  },
  noOther: { zh: '本目录没有其他框架', en: 'No other framework in this catalogue' },
} satisfies Sentences

export const provedAs = {
  proved: { zh: '证明满足', en: 'proved' },
  partly: { zh: '部分满足，其余未知', en: 'partly, the rest unknown' },
  failed: { zh: '不满足', en: 'not satisfied' },
  contradicted: { zh: '互相矛盾：某个映射或认定有误', en: 'contradicted: a mapping or a finding is wrong' },
  unknown: { zh: '未知', en: 'unknown' },
} satisfies Sentences
