import { randomUUID } from 'node:crypto'
import type { Engine, Query } from '../../registry/engine.ts'
import { addPerson, hashOf, inOrganization, type NewPerson, newSecret } from './accounts.ts'
import { asAuth } from './dialect.ts'
import type { Principal } from './principal.ts'
import { refuse } from './problems.ts'
import type { MemberRole } from './roles.ts'

export interface NewInvitation {
  readonly role: MemberRole
  /** where one is named, the account has it */
  readonly email?: string | undefined
  readonly days: number
}

export interface Invitation {
  readonly id: string
  readonly role: MemberRole
  readonly email: string | null
  readonly expires: string
}

/** `token` is in this answer alone; the link to pass on is made of it. */
export type Invited = Invitation & { readonly token: string }

/** Refuses: not-allowed where a manager makes an owner. */
export async function invite(
  engine: Engine,
  { person, org, role }: Principal,
  wanted: NewInvitation,
): Promise<Invited> {
  if (wanted.role === 'owner' && role !== 'owner') refuse('not-allowed')
  return inOrganization(engine, { org, person }, async ({ query, record }) => {
    const invited = await addInvitation(query, org, person, wanted)
    record({ what: 'member.invited', invitation: invited.id, role: wanted.role })
    return invited
  })
}

/** In a transaction among accounts. */
export async function addInvitation(
  query: Query,
  org: string,
  person: string,
  { role, email, days }: NewInvitation,
): Promise<Invited> {
  const [id, token] = [randomUUID(), newSecret('pli')]
  const { rows } = await query<{ expires: string }>(
    `INSERT INTO auth.invitation (org_id, invitation_id, role, email, hash, invited_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))
     RETURNING to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS expires`,
    [org, id, role, email?.toLowerCase() ?? null, hashOf(token), person, days],
  )
  return { id, token, role, email: email?.toLowerCase() ?? null, expires: rows[0]!.expires }
}

/** Those that can still be used. */
export async function invitationsOf(engine: Engine, { org }: Principal): Promise<readonly Invitation[]> {
  const { rows } = await asAuth(engine, (query) =>
    query<Invitation>(
      `SELECT invitation_id::text AS id, role, email, to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS expires
       FROM auth.invitation WHERE org_id = $1 AND used_by IS NULL AND revoked_at IS NULL AND expires_at > now() ORDER BY created_at`,
      [org],
    ),
  )
  return rows
}

/** Refuses: not-found. */
export function withdraw(engine: Engine, { person, org }: Principal, id: string): Promise<void> {
  return inOrganization(engine, { org, person }, async ({ query, record }) => {
    const { affected } = await query(
      'UPDATE auth.invitation SET revoked_at = now() WHERE org_id = $1 AND invitation_id = $2 AND used_by IS NULL AND revoked_at IS NULL',
      [org, id],
    )
    if (affected === 0) refuse('not-found')
    record({ what: 'member.invitation-withdrawn', invitation: id })
  })
}

/** Where an invitation leads, before it is taken; nothing is locked or used. */
export async function invitationBy(
  engine: Engine,
  token: string,
): Promise<{ readonly org: string; readonly role: MemberRole; readonly email: string | null }> {
  const { rows } = await asAuth(engine, (query) =>
    query<{ org: string; role: MemberRole; email: string | null }>(
      `SELECT org_id::text AS org, role, email FROM auth.invitation
       WHERE hash = $1 AND used_by IS NULL AND revoked_at IS NULL AND expires_at > now()`,
      [hashOf(token)],
    ),
  )
  return rows[0] ?? refuse('invitation-void')
}

/** Who accepts: somebody with an account, or somebody new. */
export type Accepting = { readonly person: string; readonly email: string } | Omit<NewPerson, 'emailVerified'>

/** Takes an invitation, once, and makes the person a member. Gives the organization. Refuses: invitation-void, invitation-other, member-already, email-taken. */
export async function accept(engine: Engine, token: string, who: Accepting): Promise<string> {
  const { org } = await invitationBy(engine, token)
  const actor = 'person' in who ? who.person : 'invited'
  return inOrganization(engine, { org, person: actor }, async ({ query, record }) => {
    const taken = await query<{ id: string; role: MemberRole; email: string | null }>(
      `UPDATE auth.invitation SET used_by = 'taken'
       WHERE hash = $1 AND used_by IS NULL AND revoked_at IS NULL AND expires_at > now()
       RETURNING invitation_id::text AS id, role, email`,
      [hashOf(token)],
    )
    const { id, role, email } = taken.rows[0] ?? refuse('invitation-void')
    if (email !== null && email !== who.email.toLowerCase()) refuse('invitation-other')
    const person = 'person' in who ? who.person : await addPerson(query, { ...who, emailVerified: email !== null })
    const added = await query(
      'INSERT INTO auth.member (org_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [org, person, role],
    )
    if (added.affected === 0) refuse('member-already')
    await query('UPDATE auth.invitation SET used_by = $3 WHERE org_id = $1 AND invitation_id = $2', [org, id, person])
    record({ what: 'member.joined', member: person, role, invitation: id })
    return org
  })
}
