import { roles } from '../roles.ts'

/** A table as it is carried: which rows, in which order (text by its bytes), and as which role they are read and written. */
export interface Carried {
  readonly schema: 'registry' | 'auth'
  readonly name: string
  /** columns that order the rows, as SQL */
  readonly order: string
  /** role that reads it; that writes it where that is another */
  readonly reads: string
  readonly writes?: string
}

const byBytes = (...columns: string[]) => columns.map((column) => `${column} COLLATE "C"`).join(', ')

const own = (name: string, order: string, more: Partial<Carried> = {}): Carried => ({
  schema: 'registry',
  name,
  order,
  reads: roles.app,
  ...more,
})
const account = (name: string, order: string): Carried => ({ schema: 'auth', name, order, reads: roles.auth })

/** Read by all tenants. */
export const shared: readonly Carried[] = [own('standard', byBytes('hash'), { writes: roles.owner })]

/** Of one organization: each behind those that it points at. */
export const tenants: readonly Carried[] = [
  own('organization', 'org_id'),
  own('subject', 'subject_id'),
  own('subject_version', 'subject_id, number'),
  own('evidence', byBytes('sha256')),
  own('assessment', 'assessment_id'),
  own('upload', 'upload_id'),
  own('brought', `assessment_id, ${byBytes('sha256')}`),
  own('answer', `assessment_id, ${byBytes('part', 'name')}`),
  own('chunk', `assessment_id, run, ${byBytes('measure')}, number`),
  own('review_sheet', `assessment_id, ${byBytes('measure')}`),
  own('report', 'report_id'),
  own('attestation', 'report_id'),
  own('request', 'request_id'),
  own('access', 'grantee_org, assessment_id'),
  own('corrective_action', 'action_id'),
  own('publication', 'publication_id'),
  // a later one names the one it follows
  own('industry_snapshot', 'published_at, snapshot_id'),
  own('notice', 'notice_id'),
  own('draft', 'draft_id'),
  own('draft_version', 'draft_id, number'),
  // an answer is later than what it answers
  own('draft_comment', 'said_at, reply_to NULLS FIRST, comment_id'),
  own('back_test', 'back_test_id'),
  own('project', 'project_id'),
  own('project_act', 'project_id, seq'),
  own('committee_member', 'member_id'),
  own('idempotency', byBytes('key')),
  own('audit', 'seq', { writes: roles.audit }),
]

/** Who is here, without what they sign in with. */
export const people: readonly Carried[] = [
  account('organization', 'org_id'),
  account('user', byBytes('"id"')),
  account('member', `org_id, ${byBytes('user_id')}`),
]

/** What they sign in with: hashes of passwords and tokens, second factors. Sessions are not carried: people sign in again. */
export const secrets: readonly Carried[] = [
  account('account', byBytes('"id"')),
  account('twoFactor', byBytes('"id"')),
  account('code_taken', byBytes('user_id')),
  account('invitation', 'org_id, invitation_id'),
  account('token', 'org_id, token_id'),
]

/** Tables that are not carried, and why: a test holds the list against the database. */
export const left: Readonly<Record<string, string>> = {
  'registry.migration': 'written by the installation that imports',
  'registry.secret': 'opened by the installation alone that sealed them: they are entered anew',
  'auth.session': 'people sign in again',
  'auth.verification': 'of sign-ins under way',
  'auth.attempt': 'counts of the last minutes',
}

export const nameOf = ({ schema, name }: Carried): string => `${schema}."${name}"`
