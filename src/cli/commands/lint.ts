import { readFileSync } from 'node:fs'
import { type Found, findStandard, listStandards } from '../../assessment/library.ts'
import { draftOf } from '../../drafting/draft.ts'
import { lintWording } from '../../drafting/lints/lint.ts'
import type { Problem } from '../../language/problem.ts'
import { jsonSchema } from '../../language/shape.ts'
import { readYaml } from '../../language/source.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'
import { type Begun, withCatalogue } from './catalogue/begin.ts'
import { here } from './finish.ts'

export interface LintOptions {
  readonly schema?: boolean
  /** also how it is worded */
  readonly wording?: boolean
  /** day, ISO 8601, as of which citations are looked up; today where none is given */
  readonly on?: string
}

/** 0 without a problem, 1 with advice only, 2 with errors. */
export async function lint(references: readonly string[], o: LintOptions, common: Common): Promise<number> {
  if (o.schema) {
    new Console(common).data(jsonSchema())
    return exit.conforms
  }
  if (!o.wording) return lintAll(references, common, () => [])
  return withCatalogue(o, common, (begun) => lintAll(references, common, (found) => wordingOf(found, begun)))
}

function lintAll(references: readonly string[], common: Common, more: (found: Found) => readonly Problem[]): number {
  const c = new Console(common)
  const wanted = references.length > 0 ? references : listStandards().map((s) => s.id)
  let code: number = exit.conforms
  const data: { standard: string; ok: boolean; problems: readonly Problem[] }[] = []
  for (const reference of wanted) {
    const found = findStandard(reference)
    const problems = found.ok ? [...found.warnings, ...more(found.value)] : found.problems
    data.push({ standard: reference, ok: found.ok, problems })
    if (!found.ok) code = exit.usage
    else if (problems.length > 0 && code === exit.conforms) code = exit.doesNotConform
    if (c.json) continue
    c.problems(problems)
    if (found.ok)
      c.out(
        `${problems.length > 0 ? '⚠' : '✓'} ${found.value.standard.id} ${found.value.standard.edition} sha256:${found.value.standard.hash.slice(0, 16)}`,
      )
  }
  if (c.json) c.data(data)
  return code
}

function wordingOf({ file, standard }: Found, { catalogue, day }: Begun): readonly Problem[] {
  const { raw } = readYaml(here(file), readFileSync(file, 'utf8'))
  return raw ? lintWording(draftOf(raw, { standard, catalogue, day })).map((a) => a.problem) : []
}
