import { randomUUID } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { hashOf, inOrganization, newSecret } from './accounts.ts'
import { asAuth } from './dialect.ts'
import type { Principal } from './principal.ts'
import { refuse } from './problems.ts'
import { type Permission, personal } from './roles.ts'

export interface NewToken {
  /** for people: `nightly run` */
  readonly name: string
  readonly scopes: readonly Permission[]
  readonly days: number
}

/** A token as it is listed. Times: UTC. */
export interface Token {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly Permission[]
  readonly person: string
  readonly created: string
  readonly expires: string
  readonly used: string | null
}

/** Gives the token itself this once; what is kept is its hash. Refuses: scope-beyond. */
export async function makeToken(
  engine: Engine,
  { person, org, permissions, via }: Principal,
  { name, scopes, days }: NewToken,
): Promise<{ readonly id: string; readonly token: string; readonly prefix: string }> {
  const beyond = scopes.filter((scope) => personal.includes(scope) || !permissions.includes(scope))
  if (beyond.length > 0) refuse('scope-beyond', { got: beyond.join(', ') })
  if (via !== 'session') refuse('not-allowed')
  const [id, token] = [randomUUID(), newSecret('plt')]
  const prefix = token.slice(0, 10)
  return inOrganization(engine, { org, person }, async ({ query, record }) => {
    await query(
      `INSERT INTO auth.token (org_id, token_id, user_id, name, prefix, hash, scopes, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))`,
      [org, id, person, name, prefix, hashOf(token), [...new Set(scopes)], days],
    )
    record({ what: 'token.made', token: id, name, scopes })
    return { id, token, prefix }
  })
}

/** Of the person; of the whole organization for whoever manages members. */
export async function tokensOf(engine: Engine, by: Principal): Promise<readonly Token[]> {
  const time = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
  const { rows } = await asAuth(engine, (query) =>
    query<Token>(
      `SELECT token_id::text AS id, name, prefix, scopes, user_id AS person, ${time('created_at')} AS created,
         ${time('expires_at')} AS expires, ${time('last_used_at')} AS used
       FROM auth.token WHERE org_id = $1 AND (user_id = $2 OR $3) AND revoked_at IS NULL ORDER BY created_at, token_id`,
      [by.org, by.person, managesAll(by)],
    ),
  )
  return rows
}

/** Refuses: not-found. */
export function revokeToken(engine: Engine, by: Principal, id: string): Promise<void> {
  return inOrganization(engine, by, async ({ query, record }) => {
    const { affected } = await query(
      'UPDATE auth.token SET revoked_at = now() WHERE org_id = $1 AND token_id = $2 AND (user_id = $3 OR $4) AND revoked_at IS NULL',
      [by.org, id, by.person, managesAll(by)],
    )
    if (affected === 0) refuse('not-found')
    record({ what: 'token.revoked', token: id })
  })
}

const managesAll = ({ permissions }: Principal) => permissions.includes('member.manage')
