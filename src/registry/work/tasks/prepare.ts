import { checkSetUp, isMeasured } from '../../../assessment/measure.ts'
import { workList } from '../../../assessment/run/work-list.ts'
import { done, failed, isError, type Outcome } from '../../../language/problem.ts'
import { planOf } from './plan-of.ts'
import type { Prepared, PrepareTask } from './task.ts'

/** Everything that must be right before anything is measured, and how much there is to measure. */
export async function prepare({ matter }: PrepareTask): Promise<Outcome<Prepared>> {
  const planned = await planOf(matter)
  if (!planned.ok) return planned
  const { plan, file } = planned.value
  const setUp = await checkSetUp(plan, file.subject)
  if (setUp.some(isError)) return failed(...file.located(setUp))
  const measures: Prepared['measures'][number][] = []
  for (const each of plan.measures) {
    if (!isMeasured(each)) continue
    const list = await workList(each.instrument, file.subject, each.params)
    if (!list.ok) return list
    const { instrument, measure } = each
    measures.push({ measure, instrument: instrument.name, title: instrument.title, items: list.value.ids.size })
  }
  return done({
    measures,
    open: { facts: plan.facts, findings: plan.findings, measures: plan.open },
    warnings: [...planned.warnings, ...file.located(setUp)],
  })
}
