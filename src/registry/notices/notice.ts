import type { Deadline } from '../../life/deadlines.ts'

/** What an organization is told of without asking. */
export const noticeKinds = [
  /** surveillance within thirty days, within seven, and not done on its day */
  'surveillance-month',
  'surveillance-week',
  'surveillance-overdue',
  /** an attestation ends within thirty days; has ended */
  'validity-ending',
  'validity-ended',
  /** somebody asks for an assessment; has waited for an answer for a week */
  'request-received',
  'request-waiting',
  /** what became of one's own request, and of the assessment that another made */
  'request-accepted',
  'request-declined',
  'decision-granted',
  'decision-refused',
  /** a regulator orders an inspection; the company has named the system; within seven days; not done on its day */
  'inspection-ordered',
  'inspection-answered',
  'inspection-week',
  'inspection-overdue',
  /** what is to be mended after one: asked for or given back, answered, closed, within seven days, not answered on its day */
  'action-demanded',
  'action-answered',
  'action-closed',
  'action-week',
  'action-overdue',
  /** a step of a standard's project, the life of its plan or the review of an edition: due soon; not done on its day */
  'deadline-near',
  'deadline-overdue',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Where it leads: ids, and the title of the system, or of what is asked for. */
export interface About {
  /** in whose space it lies */
  readonly org: string
  readonly request?: string
  readonly assessment?: string
  readonly report?: string
  /** a corrective action */
  readonly action?: string
  /** project of a standard, and what of it is due */
  readonly project?: string
  readonly deadline?: Deadline['what']
  readonly title: { readonly zh?: string; readonly en?: string }
}

export interface Due {
  /** the organization that is told */
  readonly to: string
  readonly key: string
  readonly kind: NoticeKind
  readonly about: About
  /** day, where there is one */
  readonly due: string | null
}
