import type { Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import { factsOf, hint, titleOfFact } from './facts.ts'
import type { Answers } from './questions.ts'

/**
 * A subject file for one or more standards, with what is answered filled in. Everything else that they ask stands there commented out, with
 * what it may be: not known.
 */
export function subjectText(standards: readonly Standard[], answers: Answers, lang: Lang): string {
  const word = (zh: string, en: string) => (lang === 'zh' ? zh : en)
  const text = (key: string, otherwise: string) => JSON.stringify(answers.get(key) ?? otherwise)
  return `${[
    ...standards.map((s) => `# ${line(say(s.title, lang))} (${s.id} ${s.edition})`),
    `id: ${text('id', 'my-system')}`,
    `title: { zh: ${text('title.zh', '我的系统')}, en: ${text('title.en', 'My system')} }`,
    `version: ${text('version', '1.0')}`,
    '',
    word(
      '# 填写已知的内容：去掉段名和所填各行开头的“# ”。没有填写的就是未知，不会算作不符合。',
      '# Fill in what is known: take the "# " away before the section and the line. What is not filled in is unknown and never counts as failed.',
    ),
    ...facts(standards, answers, lang),
    ...access(standards, answers, word),
    ...banks(standards, answers, word),
    ...findings(standards, lang, word),
  ].join('\n')}\n`
}

type Word = (zh: string, en: string) => string

const line = (text: string) => text.replace(/\s+/g, ' ')

function facts(standards: readonly Standard[], answers: Answers, lang: Lang): string[] {
  const all = factsOf(standards)
  if (all.length === 0) return []
  const known = all.some((f) => (answers.get(`facts.${f.name}`) ?? null) !== null)
  return [
    known ? 'facts:' : '# facts:',
    ...all.map((fact) => {
      const value = answers.get(`facts.${fact.name}`) ?? null
      const title = titleOfFact(fact, lang)
      const note = title === fact.name ? '' : `   # ${title}`
      if (value === null) return `#   ${fact.name}: ${hint(fact)}${note}`
      const written = typeof value === 'string' ? scalar(value) : `[${value.map(scalar).join(', ')}]`
      return `  ${fact.name}: ${written}${note}`
    }),
  ]
}

/** Words and numbers as they are, all else in quotes. */
function scalar(text: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(text) ? text : JSON.stringify(text)
}

function access(standards: readonly Standard[], answers: Answers, word: Word): string[] {
  const families = new Set(
    standards.flatMap((s) => [...s.measures.values()].map((m) => m.instrument?.split('/')[0] ?? '')),
  )
  const asked = answers.has('endpoint.url')
  const lines: string[] = []
  if (families.has('llm') || asked) {
    const key = answers.get('endpoint.apiKeyEnv')
    lines.push(
      '  endpoint:',
      `    url: ${answers.get('endpoint.url') ?? 'http://127.0.0.1:8089/v1'}`,
      `    model: ${JSON.stringify(answers.get('endpoint.model') ?? 'my-model')}`,
      `    ${key ? '' : '# '}apiKeyEnv: ${key ?? 'MY_KEY'}   # ${word('只写环境变量的名字', 'the name of the environment variable, never the key')}`,
    )
  }
  if (families.has('recognition'))
    lines.push('  engine: { kind: tesseract.js, languages: [chi_sim, eng], variant: 4.0.0_best_int }')
  const said = lines.length > 0 ? ['', 'access:', ...lines] : []
  if (!families.has('enterprise')) return said
  const filing = `filing: { file: filing.xlsx }   # ${word('由 plumbline filing template 生成', 'made by plumbline filing template')}`
  return lines.length > 0 ? [...said, `  # ${filing}`] : ['', '# access:', `#   ${filing}`]
}

/** Where own banks are to lie: the names that the standards ask for. */
function banks(standards: readonly Standard[], answers: Answers, word: Word): string[] {
  if (answers.get('banks') !== 'yes') return []
  return [
    '',
    word(
      '# 自己的题库与关键词库：放在本文件旁边，名字如下；没有的用标准自带的样例。用 plumbline bank import 转换、plumbline bank check 核查。',
      '# Your own question banks and keyword library: put them beside this file under these names; for the others the samples of the standard stand in. Convert them with plumbline bank import, check them with plumbline bank check.',
    ),
    ...bankFiles(standards).map((name) => `#   ${name}`),
  ]
}

/** Files that the measures of the standards read, by the paths that the standards write. */
export function bankFiles(standards: readonly Standard[]): readonly string[] {
  const names = standards.flatMap((s) => [...s.measures.values()].flatMap((m) => Object.values(m.with)))
  return [...new Set(names.filter((n): n is string => typeof n === 'string' && n.startsWith('banks/')))].sort()
}

function findings(standards: readonly Standard[], lang: Lang, word: Word): string[] {
  const checks = new Map(
    standards.flatMap((s) => [...s.nodes.values()].filter((n) => n.check && !n.scope).map((n) => [n.id, n] as const)),
  )
  if (checks.size === 0) return []
  return [
    '',
    `# findings:   # ${word('每项检查：是否满足、证据类别', 'each check: satisfied or not, and the class of its evidence')}`,
    ...[...checks.values()].map(
      (n) =>
        `#   ${n.id}: { satisfied: yes, evidence: record, note: ... }   # ${n.clause ?? ''} ${line(say(n.title, lang))}`,
    ),
  ]
}
