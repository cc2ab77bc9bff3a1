import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { compare } from '../../assessment/compare.ts'
import type { Files } from '../../assessment/files.ts'
import { verifyBundle } from '../../assessment/verify.ts'
import { names } from '../../attestation/layout.ts'
import { comparisonDocument } from '../../exchange/comparison/comparison.ts'
import { linesOf } from '../../exchange/document/block.ts'
import { documentDocx } from '../../exchange/document/docx.ts'
import { documentPage } from '../../exchange/document/page.ts'
import { renderHtml } from '../../exchange/html/page.ts'
import { failed, type Outcome, problem } from '../../language/problem.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { here } from './finish.ts'
import { readSource } from './sources.ts'

/** 0 when the comparison is made, whatever it says; 2 where a side cannot be read or is altered. */
export async function compareSources(
  first: string,
  second: string,
  o: { out?: string },
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const sides = [sound(first), sound(second)]
  const problems = sides.flatMap((s) => (s.ok ? [] : s.problems))
  if (problems.length > 0) return c.refuse(problems)
  const [a, b] = sides.map((s) => (s.ok ? s.value : undefined)) as [Files, Files]
  const comparison = compare(a, b)
  const { tool } = JSON.parse(new TextDecoder().decode(a.get(names.manifest))) as {
    tool: { name: string; version: string }
  }
  const document = comparisonDocument(comparison, c.lang, `${tool.name} ${tool.version}`)
  const path = o.out ?? `comparison.${c.lang}.html`
  writeFileSync(path, /\.docx$/i.test(path) ? documentDocx(document) : documentPage(document))
  if (c.json) c.data({ report: path, ...comparison })
  else {
    for (const block of document.blocks) {
      if (block.kind !== 'table') continue
      for (const cells of block.rows) c.out(cells.map((cell) => linesOf(cell).join('  ')).join('  |  '))
      if (block.caption !== '') c.out(block.caption)
    }
    c.out(`${c.say('比较报告', 'Comparison')}  ${here(path)}`)
  }
  return exit.conforms
}

/** What was altered is not compared: a bundle is verified first; a folder that was measured here is read as it is. */
function sound(path: string): Outcome<Files> {
  const files = readSource(path)
  if (!files.ok || statSync(path).isDirectory()) return files
  const { verdict, first } = verifyBundle(readFileSync(path), [], renderHtml)
  if (verdict !== 'altered') return files
  return failed(
    problem(
      'comparison-altered',
      { zh: '报告包已被改动，不能比较', en: 'The bundle is altered and cannot be compared' },
      {
        place: { file: path },
        ...(first ? { got: first.code } : {}),
        next: { zh: '运行 plumbline verify 查看哪一步不符', en: 'run plumbline verify to see which step fails' },
      },
    ),
  )
}
