import { readCases, runCase } from '../judge/cases.ts'
import type { Library } from '../language/library.ts'
import { loadStandard } from '../language/load.ts'
import type { Problem } from '../language/problem.ts'
import { readYaml } from '../language/source.ts'
import { draftOf } from './draft.ts'
import { lintWording } from './lints/lint.ts'

export interface TextFound {
  /** it loads, and every case agrees; advice on the wording stops nothing */
  readonly passed: boolean
  readonly problems: readonly Problem[]
  readonly cases: { readonly agree: number; readonly all: number }
}

/** Whether the text of a standard may go on: what the language, the lints of its wording and its own cases say. */
export function checkText(text: string, cases: string, library: Library): TextFound {
  const loaded = loadStandard('standard.yaml', text, library)
  const { raw } = readYaml('standard.yaml', text)
  const standard = loaded.ok ? loaded.value : undefined
  const draft = raw && draftOf(raw, standard ? { standard } : {})
  const read = standard && cases.trim() !== '' ? readCases('standard.test.yaml', cases, standard) : undefined
  const results = standard && read?.ok ? read.value.map((each) => runCase(standard, each)) : []
  const agree = results.filter((r) => r.problems.length === 0 && r.checks.every((c) => c.ok)).length
  const problems = [
    ...(loaded.ok ? loaded.warnings : loaded.problems),
    ...(draft ? lintWording(draft).map((advice) => advice.problem) : []),
    ...(read && !read.ok ? read.problems : []),
  ]
  return {
    passed: loaded.ok && agree === results.length && problems.every((p) => p.severity !== 'error'),
    problems,
    cases: { agree, all: results.length },
  }
}
