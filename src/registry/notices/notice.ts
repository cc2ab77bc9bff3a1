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
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Where it leads: ids, and the title of the system. */
export interface About {
  /** in whose space it lies */
  readonly org: string
  readonly request?: string
  readonly assessment?: string
  readonly report?: string
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
