import type { Engine, Query } from '../../registry/engine.ts'
import { inOrganization } from './accounts.ts'
import { asAuth } from './dialect.ts'
import type { Principal } from './principal.ts'
import { refuse } from './problems.ts'
import type { MemberRole } from './roles.ts'

export interface Member {
  readonly person: string
  readonly name: string
  readonly email: string
  readonly role: MemberRole
  readonly secondFactor: boolean
}

export async function membersOf(engine: Engine, { org }: Principal): Promise<readonly Member[]> {
  const { rows } = await asAuth(engine, (query) =>
    query<Member>(
      `SELECT u."id" AS person, u."name" AS name, u."email" AS email, m.role, coalesce(u."twoFactorEnabled", false) AS "secondFactor"
       FROM auth.member m JOIN auth."user" u ON u."id" = m.user_id WHERE m.org_id = $1 ORDER BY m.since, u."id"`,
      [org],
    ),
  )
  return rows
}

/** Refuses: not-found, not-allowed (an owner alone makes and unmakes owners), last-owner. */
export function changeRole(engine: Engine, by: Principal, person: string, role: MemberRole): Promise<void> {
  return inOrganization(engine, by, async ({ query, record }) => {
    const before = await roleNow(query, by, person)
    if (role === 'owner' && by.role !== 'owner') refuse('not-allowed')
    await query('UPDATE auth.member SET role = $3 WHERE org_id = $1 AND user_id = $2', [by.org, person, role])
    await stillOwned(query, by.org)
    record({ what: 'member.role-changed', member: person, before, role })
  })
}

/** Their tokens for this organization go along. Refuses as above. Anybody may leave. */
export function removeMember(engine: Engine, by: Principal, person: string): Promise<void> {
  return inOrganization(engine, by, async ({ query, record }) => {
    const role = await roleNow(query, by, person)
    await query('DELETE FROM auth.member WHERE org_id = $1 AND user_id = $2', [by.org, person])
    await stillOwned(query, by.org)
    record({ what: 'member.removed', member: person, role })
  })
}

/** One change at a time in an organization: two owners could otherwise remove each other. */
async function roleNow(query: Query, { org, role, person: self }: Principal, person: string): Promise<MemberRole> {
  await query('SELECT 1 FROM auth.organization WHERE org_id = $1 FOR UPDATE', [org])
  const { rows } = await query<{ role: MemberRole }>(
    'SELECT role FROM auth.member WHERE org_id = $1 AND user_id = $2',
    [org, person],
  )
  const found = rows[0] ?? refuse('not-found')
  if (found.role === 'owner' && role !== 'owner' && person !== self) refuse('not-allowed')
  return found.role
}

async function stillOwned(query: Query, org: string): Promise<void> {
  const { rows } = await query("SELECT 1 FROM auth.member WHERE org_id = $1 AND role = 'owner' LIMIT 1", [org])
  if (rows.length === 0) refuse('last-owner')
}
