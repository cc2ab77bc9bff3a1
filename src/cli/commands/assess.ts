import { type Common, Console } from '../console.ts'
import { finish, type SigningOptions } from './finish.ts'
import { type MeasuringOptions, measuring } from './measuring.ts'
import { showPlan } from './plan.ts'
import { type AssessOptions, prepare } from './prepare.ts'

export async function assess(
  subject: string,
  o: AssessOptions & MeasuringOptions & SigningOptions,
  common: Common,
): Promise<number> {
  const c = new Console(common)
  const prepared = await prepare(subject, o)
  if (!prepared.ok) return c.refuse(prepared.problems)
  c.problems(prepared.warnings)
  if (!c.json) showPlan(c, prepared.value, 'short')
  return measuring(c, prepared.value, o, ({ evidence, files, folder }) =>
    finish(c, prepared.value.plan.standard, evidence, files, folder, o),
  )
}
