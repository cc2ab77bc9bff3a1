export const kinds = ['company', 'laboratory', 'committee', 'regulator', 'zone', 'administrator'] as const
export type Kind = (typeof kinds)[number]

export const memberRoles = ['owner', 'manager', 'measurer', 'reviewer', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

/** What may be done, in words. Who may decide about one assessment also depends on who measured it: that is asked where it is decided. */
export const permissions = [
  'subject.read',
  'subject.write',
  'assessment.read',
  'assessment.run',
  'assessment.review',
  'assessment.decide',
  'report.publish',
  'request.send',
  'request.answer',
  'inspection.order',
  'inspection.answer',
  'industry.publish',
  'secret.manage',
  'standard.draft',
  'draft.read',
  'draft.comment',
  'committee.manage',
  'audit.read',
  'token.manage',
  'member.manage',
  'organization.found',
] as const
export type Permission = (typeof permissions)[number]

const viewer: readonly Permission[] = ['subject.read', 'assessment.read', 'draft.read']
const reviewer: readonly Permission[] = [...viewer, 'assessment.review', 'draft.comment', 'audit.read']
const measurer: readonly Permission[] = [
  ...viewer,
  'subject.write',
  'assessment.run',
  'standard.draft',
  'draft.comment',
  'request.send',
  'token.manage',
]
const ofRole: Readonly<Record<MemberRole, readonly Permission[]>> = {
  viewer,
  reviewer,
  measurer,
  manager: permissions,
  // an owner alone makes and unmakes owners; what is done otherwise is the same
  owner: permissions,
}

const office: readonly Permission[] = ['audit.read', 'token.manage', 'member.manage']
const reading: readonly Permission[] = ['subject.read', 'assessment.read']
const work: readonly Permission[] = [
  ...reading,
  'subject.write',
  'assessment.run',
  'assessment.review',
  'secret.manage',
  ...office,
]
const deciding: readonly Permission[] = [...work, 'assessment.decide', 'report.publish']
const ofKind: Readonly<Record<Kind, readonly Permission[]>> = {
  company: [...deciding, 'request.send', 'inspection.answer'],
  laboratory: [...deciding, 'request.answer'],
  regulator: [...deciding, 'request.answer', 'inspection.order', 'industry.publish'],
  // tries its drafts on systems, and decides about none
  committee: [...work, 'standard.draft', 'draft.read', 'draft.comment', 'committee.manage', 'industry.publish'],
  // sees what it was given to see, and tells of its industry as a whole
  zone: [...reading, ...office, 'industry.publish'],
  // keeps the installation; whoever does that judges nothing with it
  administrator: [...office, 'organization.found'],
}

/** Whether a role in an organization of a kind may do it: both have to allow it. */
export function may(kind: Kind, role: MemberRole, permission: Permission): boolean {
  return ofKind[kind].includes(permission) && ofRole[role].includes(permission)
}

export function permissionsOf(kind: Kind, role: MemberRole): readonly Permission[] {
  return permissions.filter((permission) => may(kind, role, permission))
}

/** What a token may never do: a stolen one would make others, or members. */
export const personal: readonly Permission[] = ['token.manage', 'member.manage', 'organization.found']
