import type { z } from 'zod'
import type * as shapes from '../../../src/server/api/shapes.ts'
import type { Principal } from '../../../src/server/sign-in/principal.ts'

export type Problem = z.infer<typeof shapes.problem>
export type Subject = z.infer<typeof shapes.subject>
export type SubjectVersion = z.infer<typeof shapes.subjectVersion>
export type SubjectFile = z.infer<typeof shapes.subjectFile>
export type StandardRow = z.infer<typeof shapes.standard>
export type StandardFull = StandardRow & { readonly files: readonly (readonly [name: string, text: string])[] }
export type Assessment = z.infer<typeof shapes.assessment>
export type AssessmentKind = z.infer<typeof shapes.kind>
export type AssessmentState = z.infer<typeof shapes.state>
export type Plan = z.infer<typeof shapes.plan>
export type Answer = z.input<typeof shapes.answer>
export type ReportRow = z.infer<typeof shapes.report>
export type RequestRow = z.infer<typeof shapes.request>
export type Office = z.infer<typeof shapes.office>
export type Publication = z.infer<typeof shapes.publication>
export type AuditEntry = z.infer<typeof shapes.auditEntry>

export interface Items<T> {
  readonly items: readonly T[]
}
export interface Page<T> extends Items<T> {
  readonly next: string | null
}

export type { Invitation, Invited } from '../../../src/server/sign-in/invitations.ts'
export type { Member } from '../../../src/server/sign-in/members.ts'
export type { Membership } from '../../../src/server/sign-in/organizations.ts'
export type { Kind, MemberRole, Permission } from '../../../src/server/sign-in/roles.ts'
export type { Token } from '../../../src/server/sign-in/tokens.ts'

export interface SessionAnswer {
  /** nobody has an account yet */
  readonly setUp: boolean
  /** identity providers that one may sign in with */
  readonly providers: readonly { readonly id: string; readonly title: string }[]
  readonly principal: Omit<Principal, 'sessionId'> | null
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null
}
