import { existsSync, writeFileSync } from 'node:fs'
import { findStandard } from '../../assessment/library.ts'
import { problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import { type Lang, say } from '../../language/text.ts'
import type { Type } from '../../language/types.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

export async function init(o: { against: string; out: string }, common: Common): Promise<number> {
  const c = new Console(common)
  const found = findStandard(o.against)
  if (!found.ok) return c.refuse(found.problems)
  if (existsSync(o.out))
    return c.refuse([
      problem(
        'file-exists',
        { zh: `文件 ${o.out} 已存在`, en: `The file ${o.out} exists already` },
        { next: { zh: '用 --out 换一个名字', en: 'choose another name with --out' } },
      ),
    ])
  writeFileSync(o.out, template(found.value.standard, c.lang))
  if (c.json) c.data({ file: o.out })
  else
    c.out(
      `${c.say('已生成', 'Made')} ${o.out}\n${c.say('填好后运行', 'Fill it in, then run')}: plumbline plan ${o.out} --against ${o.against}`,
    )
  return exit.conforms
}

/** A subject file with every fact of the standard, each with what it may be; unfilled facts stay commented out: not known. */
function template(s: Standard, lang: Lang): string {
  const zh = lang === 'zh'
  const lines = [
    `# ${say(s.title, lang)} (${s.id} ${s.edition})`,
    'id: my-system',
    'title: { zh: 我的系统, en: My system }',
    'version: "1.0"',
    '',
    zh
      ? '# 填写已知的内容：去掉段名和所填各行开头的“# ”。没有填写的就是未知，不会算作不符合。'
      : '# Fill in what is known: take the "# " away before the section and the line. What is not filled in is unknown and never counts as failed.',
  ]
  if (s.facts.size > 0)
    lines.push(
      '# facts:',
      ...[...s.facts].map(
        ([name, type]) =>
          `#   ${name}: ${hint(type)}${s.factTitles.has(name) ? `   # ${say(s.factTitles.get(name), lang)}` : ''}`,
      ),
    )
  const families = new Set([...s.measures.values()].map((m) => m.instrument?.split('/')[0]))
  if (families.has('llm') || families.has('recognition')) lines.push('', 'access:')
  if (families.has('llm'))
    lines.push(
      '  endpoint:',
      '    url: http://127.0.0.1:8089/v1',
      '    model: my-model',
      `    # apiKeyEnv: MY_KEY   # ${zh ? '只写环境变量的名字' : 'the name of the environment variable, never the key'}`,
    )
  if (families.has('recognition'))
    lines.push('  engine: { kind: tesseract.js, languages: [chi_sim, eng], variant: 4.0.0_best_int }')
  const checks = [...s.nodes.values()].filter((n) => n.check && !n.scope)
  if (checks.length > 0) {
    lines.push(
      '',
      `# findings:   # ${zh ? '每项检查：是否满足、证据类别' : 'each check: satisfied or not, and the class of its evidence'}`,
    )
    for (const n of checks)
      lines.push(
        `#   ${n.id}: { satisfied: yes, evidence: record, note: ... }   # ${n.clause ?? ''} ${say(n.title, lang)}`,
      )
  }
  return `${lines.join('\n')}\n`
}

function hint(t: Type): string {
  switch (t.k) {
    case 'yes-no':
      return 'yes | no'
    case 'word':
      return t.words?.join(' | ') ?? 'text'
    case 'words':
      return `[${t.words.join(', ')}]`
    case 'date':
      return '2026-11-22'
    case 'time':
      return '2026-11-22T09:30'
    case 'list':
      return `[ ${hint(t.of)}, … ]`
    case 'record':
      return `{ ${[...t.fields].map(([k, f]) => `${k}: ${hint(f)}`).join(', ')} }`
    case 'number':
      return t.scale ? t.scale : t.lo.finite || t.hi.finite ? `${t.lo}..${t.hi}` : 'number'
    default:
      return 'text'
  }
}
