import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { findStandard, listStandards } from '../../assessment/library.ts'
import { readCases, runCase } from '../../judge/cases.ts'
import { problem } from '../../language/problem.ts'
import { say } from '../../language/text.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

export async function testStandards(references: readonly string[], _o: object, common: Common): Promise<number> {
  const c = new Console(common)
  const wanted = references.length > 0 ? references : listStandards().map((s) => s.id)
  let passed = 0
  let failed = 0
  let broken = false
  const data: unknown[] = []
  for (const reference of wanted) {
    const found = findStandard(reference)
    if (!found.ok) {
      c.problems(found.problems)
      broken = true
      continue
    }
    const { standard } = found.value
    const file = found.value.file.replace(/\.ya?ml$/, '.test.yaml')
    if (!existsSync(file)) {
      c.problems([
        problem(
          'no-cases',
          { zh: `标准 ${standard.id} 没有用例`, en: `The standard ${standard.id} has no cases` },
          { expected: relative(process.cwd(), file) },
        ),
      ])
      broken = true
      continue
    }
    const cases = readCases(relative(process.cwd(), file) || file, readFileSync(file, 'utf8'), standard)
    if (!cases.ok) {
      c.problems(cases.problems)
      broken = true
      continue
    }
    let own = 0
    for (const each of cases.value) {
      const result = runCase(standard, each)
      const bad = result.checks.filter((k) => !k.ok)
      const ok = bad.length === 0 && result.problems.length === 0
      if (ok) {
        passed++
        own++
      } else {
        failed++
        if (!c.json) c.out(`✗ ${standard.id} · ${say(result.name, c.lang)}`)
        c.problems(result.problems)
        for (const k of bad)
          if (!c.json)
            c.out(`    ${k.what}: ${c.say('应为', 'expected')} ${k.expected}, ${c.say('实为', 'got')} ${k.got}`)
      }
      data.push({ standard: standard.id, name: result.name, ok, checks: result.checks, problems: result.problems })
    }
    if (!c.json)
      c.out(
        `${own === cases.value.length ? '✓' : '✗'} ${standard.id} ${standard.edition}: ${own}/${cases.value.length}`,
      )
  }
  if (c.json) c.data({ passed, failed, cases: data })
  else c.out(c.say(`${passed} 个用例通过，${failed} 个未通过`, `${passed} cases passed, ${failed} failed`))
  return broken ? exit.usage : failed > 0 ? exit.doesNotConform : exit.conforms
}
