import { writeFileSync } from 'node:fs'
import type { Report } from '../../assessment/report.ts'
import { reportOf } from '../../assessment/report-of.ts'
import { names } from '../../attestation/layout.ts'
import { documentDocx } from '../../exchange/document/docx.ts'
import { documentPage } from '../../exchange/document/page.ts'
import { filingDraft } from '../../exchange/filing/filing.ts'
import { renderHtml } from '../../exchange/html/page.ts'
import { laidOut } from '../../exchange/text/laid-out.ts'
import { nearestName } from '../../language/names.ts'
import { type Problem, problem } from '../../language/problem.ts'
import type { Lang } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { trace } from '../trace.ts'
import { here } from './finish.ts'
import { readSource, unknownNode } from './sources.ts'

export async function report(
  source: string,
  o: { out?: string; trace?: string; view?: string; form?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const files = readSource(source)
  if (!files.ok) return c.refuse(files.problems)
  if (!files.value.has(names.judgement))
    return c.refuse([
      problem(
        'not-judged',
        { zh: '尚未判定', en: 'This has not been judged yet' },
        { next: { zh: '先运行 plumbline attest', en: 'run plumbline attest first' } },
      ),
    ])
  const told = reportOf(files.value)
  const { views } = told.standard
  if (o.view !== undefined && !views.has(o.view)) return c.refuse([unknownView(o.view, [...views.keys()])])
  const facts = o.view === undefined ? told : laidOut(told, o.view)
  if (o.trace) {
    const lines = trace(facts, o.trace, c.lang)
    if (!lines) return c.refuse([unknownNode(o.trace, Object.keys(facts.judgement.nodes))])
    c.out(lines.join('\n'))
    return exit.conforms
  }
  const name = o.form === 'filing' ? 'filing' : 'report'
  const path = o.out ?? `${name}.${c.lang}.html`
  writeFileSync(path, written(facts, c.lang, name, path))
  if (c.json) c.data({ report: path })
  else c.out(`${c.say('报告', 'Report')}  ${here(path)}`)
  return exit.conforms
}

/** By the name of the file: a draft for a filing may also be a document of a word processor. */
function written(facts: Report, lang: Lang, form: 'report' | 'filing', path: string): string | Uint8Array {
  if (form === 'report') return renderHtml(facts, lang)
  const draft = filingDraft(facts, lang)
  return /\.docx$/i.test(path) ? documentDocx(draft) : documentPage(draft)
}

function unknownView(view: string, there: readonly string[]): Problem {
  const near = nearestName(view, there)
  return problem(
    'unknown-name',
    { zh: `标准没有面向“${view}”的编排`, en: `The standard has no view "${view}"` },
    {
      expected: there.join(', ') || '–',
      got: view,
      ...(near ? { next: { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } } : {}),
    },
  )
}
