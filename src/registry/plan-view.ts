import type { Problem } from '../language/problem.ts'
import { done, failed, type Outcome } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import { answersOf } from './answers.ts'
import { assessment, unknownAssessment } from './assessments.ts'
import type { House } from './house.ts'
import { type Actor, asTenant } from './unit.ts'
import { matterFor } from './work/matter.ts'
import { planOf } from './work/tasks/plan-of.ts'

/** What an assessment asks of people and machines before it begins; the standard itself says how each is called. */
export interface PlanView {
  /** as the description declares them */
  readonly facts: Readonly<Record<string, unknown>>
  readonly findings: Readonly<Record<string, unknown>>
  readonly answers: Awaited<ReturnType<typeof answersOf>>
  readonly open: {
    readonly facts: readonly string[]
    readonly findings: readonly string[]
    readonly measures: readonly { readonly measure: string; readonly origin: string }[]
  }
  readonly measures: readonly { readonly measure: string; readonly instrument: string; readonly title: Text }[]
  readonly warnings: readonly Problem[]
}

export async function planView(house: House, actor: Actor, id: string): Promise<Outcome<PlanView>> {
  const found = await asTenant(house.engine, actor, async (unit) => {
    const row = await assessment(unit, id)
    return row && { row, answers: await answersOf(unit, id) }
  })
  if (found === undefined) return failed(unknownAssessment(id))
  const matter = await matterFor(house, actor.org, found.row, found.answers)
  const planned = await planOf(matter)
  if (!planned.ok) return planned
  const { plan, file } = planned.value
  return done({
    facts: file.subject.facts,
    findings: file.findings,
    answers: found.answers,
    open: { facts: plan.facts, findings: plan.findings, measures: plan.open },
    measures: plan.measures.map(({ measure, instrument }) => ({
      measure,
      instrument: instrument.name,
      title: instrument.title,
    })),
    warnings: planned.warnings,
  })
}
