import type { Answer as Answered, Given } from '../../../src/server/client.ts'

/** What is asked and answered, by the endpoints' own schemas. */
export type SessionAnswer = Answered<'GET /session'>
export type Subject = Answered<'GET /subjects'>['items'][number]
export type SubjectVersion = Answered<'GET /subjects/:id'>['items'][number]
export type SubjectFile = SubjectVersion['files'][number]
export type Assessment = Answered<'GET /assessments/:id'>
export type AssessmentKind = Assessment['kind']
export type AssessmentState = Assessment['state']
export type Plan = Answered<'GET /assessments/:id/plan'>
export type Answer = Given<'PUT /assessments/:id/answers'>['body']['answers'][number]
export type Decision = Given<'POST /assessments/:id/decision'>['body']
export type ReportRow = Answered<'GET /reports/:id'>
export type AuditEntry = Answered<'GET /audit'>['items'][number]
export type Notice = Answered<'GET /notices'>['items'][number]
export type RequestRow = Answered<'GET /requests'>['items'][number]
export type CorrectiveAction = Answered<'GET /corrective-actions'>['items'][number]
export type NamedEvidence = Answered<'GET /assessments/:id/evidence'>['items'][number]
export type Sheet = Answered<'GET /assessments/:id/sheets'>['items'][number]
export type ListedReport = Answered<'GET /reports'>['items'][number]
export type DraftComment = Answered<'GET /drafts/:id/comments'>['items'][number]
export type Draft = Answered<'GET /drafts/:id'>
export type ProjectLine = Answered<'GET /projects'>['items'][number]
export type Scorecard = Answered<'GET /projects'>['scorecards'][number]
export type Project = Answered<'GET /projects/:id'>
export type Procedure = Answered<'GET /procedures'>['items'][number]
export type CommitteeMember = Answered<'GET /committee'>['items'][number]
export type CommentDraft = Answered<'GET /comment-drafts'>['items'][number]
export type Deed = Given<'POST /projects/:id/acts'>['body']['deed']
export type TextChecked = Answered<'POST /projects/:id/checks'>
export type LifeRole = Project['roles'][number]
export type BackTestRow = Answered<'GET /back-tests'>['items'][number]
export type BackTestAnswer = Answered<'GET /back-tests/:id'>
export type Secret = Answered<'GET /secrets'>['items'][number]

/** as it came, or as it was made here */
export type Problem = Assessment['problems'][number]
export type { Invitation, Invited } from '../../../src/server/sign-in/invitations.ts'
export type { Member } from '../../../src/server/sign-in/members.ts'
export type { Membership } from '../../../src/server/sign-in/organizations.ts'
export type { Kind, MemberRole, Permission } from '../../../src/server/sign-in/roles.ts'
export type { Token } from '../../../src/server/sign-in/tokens.ts'
