import type { Outcome } from '../../language/problem.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Act } from './act.ts'
import { allowed, type Given } from './allowed.ts'
import type { Context } from './context.ts'
import { projectAt } from './project.ts'

/**
 * Whether an act may be written down for a day (`context.day`), which may be past. It has to fit the project as it stood on that day and as it is
 * known now: a paper that turns up after its ballot was closed is not counted by dating it back, and a step that was taken is not taken again
 * before itself. Comments alone are judged by their day only, since a letter that came in time is often opened later.
 */
export function mayAct(procedure: Procedure, acts: readonly Act[], given: Given, context: Context): Outcome<void> {
  const then = allowed(procedure, projectAt(procedure, acts, { valid: context.day }), given, context)
  if (!then.ok || given.deed.what === 'commented') return then
  return allowed(procedure, projectAt(procedure, acts), given, context)
}
