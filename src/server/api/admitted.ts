import type { Context } from 'hono'
import type { Actor } from '../../registry/unit.ts'
import type { Env, Needs, Principal } from './hall.ts'
import { refusing } from './refusals.ts'

/** Lets pass who may; undefined where nobody is asked who they are. A change that comes by cookie has to come from our own pages. */
export async function admitted(c: Context<Env>, needs: Needs): Promise<Principal | undefined> {
  if (needs === 'nothing') return undefined
  const { principalOf, origin } = c.get('hall')
  const principal = await principalOf(c.req.raw.headers)
  if (principal === undefined) return refusing('not-signed-in')
  c.set('principal', principal)
  if (needs !== 'member' && !principal.permissions.includes(needs)) return refusing('not-allowed', { expected: needs })
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
  if (principal.via === 'session' && !reads && c.req.header('origin') !== origin)
    return refusing('not-allowed', { expected: `Origin: ${origin}` })
  return principal
}

/** Who acts, as the registry wants it; what a token does is recorded under its name beside its maker's. */
export function actorOf({ org, person, via, sessionId }: Principal): Actor {
  return { org, person: via === 'token' ? `${person}:${sessionId}` : person }
}
