import type { Text } from '../language/text.ts'
import { daysBetween, dueOf, type Holidays, plusDays, plusMonths } from './calendar.ts'
import type { Basis, Procedure } from './procedure/procedure.ts'
import type { Project } from './project/project.ts'

export interface Deadline {
  readonly what: 'state' | 'plan' | 'advice' | 'review'
  readonly title: Text
  readonly due: string
  /** working days beyond the table of holidays were counted */
  readonly uncertain: boolean
  readonly overdue: boolean
  /** days until it, negative when it is over */
  readonly left: number
  readonly basis: Basis
}

/** Days for which a project stood still between two days; a pause that goes on counts to the later one. */
function paused(p: Project, from: string, to: string): number {
  return p.pauses.reduce((sum, pause) => {
    const first = pause.from > from ? pause.from : from
    const last = pause.to !== undefined && pause.to < to ? pause.to : to
    return sum + Math.max(0, first < last ? daysBetween(first, last) : 0)
  }, 0)
}

/** What is due of a project on a day, the nearest first. Nothing is cancelled by being late; the plan's life alone ends by itself, by an act. */
export function deadlinesOf(procedure: Procedure, p: Project, day: string, holidays: Holidays): readonly Deadline[] {
  const found: Deadline[] = []
  const add = (what: Deadline['what'], title: Text, due: string, uncertain: boolean, basis: Basis) =>
    found.push({ what, title, due, uncertain, overdue: day > due, left: daysBetween(day, due), basis })
  const state = procedure.states.get(p.state)
  if (state?.limit && state.kind !== 'end' && state.kind !== 'turned-down') {
    const { day: due, uncertain } = dueOf(p.since, state.limit, holidays)
    add('state', state.title, plusDays(due, paused(p, p.since, day)), uncertain, state.limit.basis)
  }
  const life = planLife(procedure, p, day, holidays)
  if (life) add('plan', { zh: '计划有效期', en: 'Life of the plan' }, life.due, false, procedure.plan.limit.basis)
  const review = reviewOf(procedure, p)
  if (review && state?.kind === 'in-force') {
    const { basis } = procedure.review
    add('advice', { zh: '复审建议', en: 'Advice on the review' }, review.advice, false, basis)
    add('review', { zh: '复审', en: 'Review' }, review.review, false, basis)
  }
  return found.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** While it is in the plan and not yet approved: the day on which the plan lapses. */
export function planLife(
  procedure: Procedure,
  p: Project,
  day: string,
  holidays: Holidays,
): { readonly due: string } | undefined {
  const { from, until, limit, extension } = procedure.plan
  const planned = p.stays.find((s) => s.state === from)
  const order = [...procedure.states.keys()]
  if (!planned || order.indexOf(p.state) >= order.indexOf(until)) return undefined
  const kind = procedure.states.get(p.state)?.kind
  if (kind === 'end' || kind === 'turned-down') return undefined
  const first = dueOf(planned.since, limit, holidays).day
  const whole = p.extended ? dueOf(first, extension, holidays).day : first
  return { due: plusDays(whole, paused(p, planned.since, day)) }
}

/** When an edition is reviewed at the latest, and when advice on it is due. The text of the regulation does not fix what they are counted from. */
export function reviewOf(
  { review }: Procedure,
  p: Pick<Project, 'published' | 'evaluated'>,
):
  | {
      readonly advice: string
      readonly review: string
      readonly from: string
      readonly anchor: 'publication' | 'effect' | 'confirmation'
    }
  | undefined {
  if (p.published === undefined) return undefined
  const first = review.anchor === 'publication' ? p.published.on : p.published.effective
  // confirmed: the next cycle begins
  const again = p.evaluated?.conclusion === 'confirm' && p.evaluated.on > first ? p.evaluated.on : undefined
  const from = again ?? first
  return {
    advice: plusMonths(from, review.months - review.adviceMonthsBefore),
    review: plusMonths(from, review.months),
    from,
    anchor: again === undefined ? review.anchor : 'confirmation',
  }
}
