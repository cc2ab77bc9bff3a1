import { timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { hashOf } from './accounts.ts'
import { asAuth } from './dialect.ts'
import type { Library } from './library.ts'
import { type Kind, type MemberRole, may, type Permission, permissionsOf } from './roles.ts'

/** Who asks, in the name of which organization, and what they may do. */
export interface Principal {
  readonly person: string
  readonly org: string
  readonly kind: Kind
  readonly role: MemberRole
  readonly permissions: readonly Permission[]
  readonly via: 'session' | 'token'
  /** of the session, or of the token */
  readonly sessionId: string
}

interface Row {
  readonly org: string
  readonly kind: Kind
  readonly role: MemberRole
}

/** undefined for a stranger, and for a person who belongs to no organization, or not to the chosen one. */
export function principalOf(engine: Engine, library: Library, headers: Headers): Promise<Principal | undefined> {
  const authorization = headers.get('authorization')
  // whoever names a token is judged by it alone
  return authorization === null ? bySession(engine, library, headers) : byToken(engine, authorization)
}

async function bySession(engine: Engine, library: Library, headers: Headers): Promise<Principal | undefined> {
  const signed = await library.session(headers)
  if (!signed) return undefined
  const { person, sessionId, activeOrg } = signed
  // whoever has left the organization that was chosen has to choose again: nobody writes into another one by surprise
  const { rows } = await asAuth(engine, (query) =>
    query<Row>(
      `SELECT m.org_id::text AS org, o.kind, m.role FROM auth.member m JOIN auth.organization o USING (org_id)
       WHERE m.user_id = $1 AND $2 IN ('', m.org_id::text) ORDER BY m.since, m.org_id LIMIT 1`,
      [person, activeOrg ?? ''],
    ),
  )
  const row = rows[0]
  if (!row) return undefined
  return { person, ...row, permissions: permissionsOf(row.kind, row.role), via: 'session', sessionId }
}

async function byToken(engine: Engine, authorization: string): Promise<Principal | undefined> {
  const secret = /^Bearer (plt_[A-Za-z0-9_-]{43})$/.exec(authorization)?.[1]
  if (secret === undefined) return undefined
  const hash = hashOf(secret)
  // an index finds it by its hash, of which a guesser controls nothing
  const found = await asAuth(engine, async (query) => {
    const { rows } = await query<Row & { id: string; person: string; hash: string; scopes: Permission[] }>(
      `SELECT t.token_id::text AS id, t.org_id::text AS org, t.user_id AS person, t.hash, t.scopes, o.kind, m.role
       FROM auth.token t JOIN auth.member m USING (org_id, user_id) JOIN auth.organization o USING (org_id)
       WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > now()`,
      [hash],
    )
    const row = rows[0]
    if (row)
      await query(
        `UPDATE auth.token SET last_used_at = now()
         WHERE org_id = $1 AND token_id = $2 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [row.org, row.id],
      )
    return row
  })
  if (!found || !timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) return undefined
  const { person, org, kind, role, scopes, id } = found
  // never more than its maker may do now
  const permissions = scopes.filter((scope) => may(kind, role, scope))
  return { person, org, kind, role, permissions, via: 'token', sessionId: id }
}
