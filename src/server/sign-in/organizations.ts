import { randomUUID } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { roles as database } from '../../registry/roles.ts'
import { asTenant, type Unit } from '../../registry/unit.ts'
import { asAuth } from './dialect.ts'
import { refuse } from './problems.ts'
import type { Kind, MemberRole } from './roles.ts'

export interface NewOrganization {
  readonly kind: Kind
  readonly name: { readonly zh: string; readonly en: string }
}

/** Founds an organization: its rows among the tenants and among accounts in one transaction. `then` works among accounts. Gives its id. */
export async function found<T>(
  engine: Engine,
  person: string,
  { kind, name }: NewOrganization,
  then: (unit: Pick<Unit, 'query' | 'record'>, org: string) => Promise<T>,
): Promise<T> {
  const org = randomUUID()
  return asTenant(engine, { org, person }, async (unit) => {
    await unit.query('INSERT INTO registry.organization (org_id, kind, name_zh, name_en) VALUES ($1, $2, $3, $4)', [
      org,
      kind,
      name.zh,
      name.en,
    ])
    unit.record({ what: 'organization.founded', kind })
    await unit.query(`SET LOCAL ROLE ${database.auth}`)
    await unit.query('INSERT INTO auth.organization (org_id, kind) VALUES ($1, $2)', [org, kind])
    const result = await then(unit, org)
    await unit.query(`SET LOCAL ROLE ${database.app}`)
    return result
  })
}

export interface Membership {
  readonly org: string
  readonly kind: Kind
  readonly role: MemberRole
  readonly name: { readonly zh: string; readonly en: string }
}

/** A person's organizations, the oldest membership first. */
export async function organizationsOf(engine: Engine, person: string): Promise<readonly Membership[]> {
  const { rows } = await asAuth(engine, (query) =>
    query<Omit<Membership, 'name'>>(
      `SELECT m.org_id::text AS org, o.kind, m.role FROM auth.member m JOIN auth.organization o USING (org_id)
       WHERE m.user_id = $1 ORDER BY m.since, m.org_id`,
      [person],
    ),
  )
  const memberships: Membership[] = []
  // names are tenants' rows: each is asked for as its tenant
  for (const row of rows)
    memberships.push(
      await asTenant(engine, { org: row.org, person }, async ({ query }) => {
        const named = await query<{ zh: string; en: string }>(
          'SELECT name_zh AS zh, name_en AS en FROM registry.organization WHERE org_id = $1',
          [row.org],
        )
        return { ...row, name: named.rows[0]! }
      }),
    )
  return memberships
}

/** Sets the organization that a session acts for. Refuses: not-found. */
export function choose(engine: Engine, person: string, sessionId: string, org: string): Promise<void> {
  return asAuth(engine, async (query) => {
    const { affected } = await query(
      `UPDATE auth."session" SET "activeOrg" = $3 WHERE "id" = $2 AND "userId" = $1
       AND EXISTS (SELECT 1 FROM auth.member WHERE user_id = $1 AND org_id::text = $3)`,
      [person, sessionId, org],
    )
    if (affected === 0) refuse('not-found')
  })
}
