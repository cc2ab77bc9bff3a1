import { dueOf, type Holidays } from '../calendar.ts'
import { type Deadline, deadlinesOf } from '../deadlines.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Project } from '../project/project.ts'

export interface BoardLine<P extends Project = Project> {
  readonly project: P
  readonly deadlines: readonly Deadline[]
  /** the nearest; undefined where nothing is due */
  readonly next: Deadline | undefined
}

/** All projects, late ones first, then by what is due next; what is over at the end. */
export function board<P extends Project>(
  procedure: Procedure,
  projects: readonly P[],
  day: string,
  holidays: Holidays,
): readonly BoardLine<P>[] {
  const lines = projects.map((project): BoardLine<P> => {
    const deadlines = deadlinesOf(procedure, project, day, holidays)
    return { project, deadlines, next: deadlines[0] }
  })
  return lines.sort((a, b) =>
    (a.next?.due ?? '9') < (b.next?.due ?? '9') ? -1 : (a.next?.due ?? '9') > (b.next?.due ?? '9') ? 1 : 0,
  )
}

/** How a committee keeps its days. Shares are of what could be counted; undefined where that is nothing. */
export interface Scorecard {
  readonly projects: number
  readonly late: number
  /** stays that ended within their limit, of those that had one and ended */
  readonly onTime: { readonly kept: number; readonly of: number }
  /** comments answered to whoever made them, of all that were disposed of */
  readonly replied: { readonly kept: number; readonly of: number }
  /** editions in force past their review, of all in force */
  readonly reviewOverdue: { readonly kept: number; readonly of: number }
}

export function scorecard(
  procedure: Procedure,
  projects: readonly Project[],
  day: string,
  holidays: Holidays,
): Scorecard {
  const lines = board(procedure, projects, day, holidays)
  const ended = projects.flatMap((p) =>
    p.stays.flatMap((s) => {
      const limit = procedure.states.get(s.state)?.limit
      return limit === undefined || s.until === undefined ? [] : [s.until <= dueOf(s.since, limit, holidays).day]
    }),
  )
  const handled = projects.flatMap((p) => p.comments.filter((c) => c.handled !== undefined))
  const inForce = lines.filter(({ project }) => procedure.states.get(project.state)?.kind === 'in-force')
  return {
    projects: projects.length,
    late: lines.filter(({ next }) => next?.overdue === true).length,
    onTime: { kept: ended.filter(Boolean).length, of: ended.length },
    replied: { kept: handled.filter((c) => c.replied !== undefined).length, of: handled.length },
    reviewOverdue: {
      kept: inForce.filter(({ deadlines }) => deadlines.some((d) => d.what === 'review' && d.overdue)).length,
      of: inForce.length,
    },
  }
}
