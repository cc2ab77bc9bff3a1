import { findStandard, listStandards } from '../../assessment/library.ts'
import type { Problem } from '../../language/problem.ts'
import { jsonSchema } from '../../language/shape.ts'
import { type Common, Console } from '../console.ts'
import { exit } from '../exit.ts'

/** 0 without a problem, 1 with advice only, 2 with errors. */
export async function lint(references: readonly string[], o: { schema?: boolean }, common: Common): Promise<number> {
  const c = new Console(common)
  if (o.schema) {
    c.data(jsonSchema())
    return exit.conforms
  }
  const wanted = references.length > 0 ? references : listStandards().map((s) => s.id)
  let code: number = exit.conforms
  const data: { standard: string; ok: boolean; problems: readonly Problem[] }[] = []
  for (const reference of wanted) {
    const found = findStandard(reference)
    const problems = found.ok ? found.warnings : found.problems
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
