import type { Problem } from '../../language/problem.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Act } from './act.ts'
import { allowed, type Given } from './allowed.ts'
import type { Context } from './context.ts'
import { type Project, projectAt } from './project.ts'

/**
 * What may be written down of a project, for a day (`context.day`) that may be past. An act has to fit the project as it stood on that day and as it
 * is known now: a paper that turns up after its ballot was closed is not counted by dating it back, and a step that was taken is not taken again
 * before itself. Comments alone are judged by their day only, since a letter that came in time is often opened later.
 */
export function mayActOn(procedure: Procedure, acts: readonly Act[]) {
  const now = projectAt(procedure, acts)
  const days = new Map<string, Project | undefined>()
  const then = (day: string) => {
    if (!days.has(day)) days.set(day, projectAt(procedure, acts, { valid: day }))
    return days.get(day)
  }
  return {
    now,
    /** everything that stands against an act; empty where it may be written down */
    against(given: Given, context: Context): readonly Problem[] {
      const on = allowed(procedure, then(context.day), given, context)
      if (!on.ok || given.deed.what === 'commented') return on.ok ? [] : on.problems
      const late = allowed(procedure, now, given, context)
      return late.ok ? [] : late.problems
    },
  }
}
