import type { Report } from '../../assessment/report.ts'

/** The report laid out for one of the readers that the standard names: what concerns them first, and all the rest after it. */
export function laidOut(report: Report, view: string): Report {
  const { standard } = report
  const first = standard.views.get(view)?.first ?? []
  const ordered = (ids: readonly string[]) => [
    ...first.filter((id) => ids.includes(id)),
    ...ids.filter((id) => !first.includes(id)),
  ]
  return {
    ...report,
    view,
    standard: {
      ...standard,
      results: ordered(standard.results),
      indicators: ordered(standard.indicators),
      requirements: ordered(standard.requirements),
    },
  }
}
