import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../registry/engine.ts'
import { addPerson, hashOf, type NewPerson } from './accounts.ts'
import { asAuth } from './dialect.ts'
import { found, type NewOrganization } from './organizations.ts'
import { refuse } from './problems.ts'

/** any number, the same in all processes */
const FIRST = 7_318_206

/** Follows from the secret: every process on a database prints the same, and none has to be kept. */
const tokenOf = (secret: string) => `pls_${createHmac('sha256', secret).update('plumbline set-up').digest('base64url')}`

/** What the server prints at start, so that no stranger on the network becomes the administrator; undefined where there is one. */
export async function setUpToken(engine: Engine, secret: string): Promise<string | undefined> {
  const { rows } = await asAuth(engine, (query) => query('SELECT 1 FROM auth."user" LIMIT 1'))
  return rows.length > 0 ? undefined : tokenOf(secret)
}

export function checkSetUpToken(secret: string, token: string): void {
  if (!timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hashOf(tokenOf(secret))))) refuse('set-up-token-wrong')
}

const administration: NewOrganization = {
  kind: 'administrator',
  name: { zh: '系统管理', en: 'Administration' },
}

/** The first person: owner of the administration, and of the organization that the installation is for. Gives the id of the latter. Refuses: set-up-done. */
export async function setUp(engine: Engine, person: NewPerson, own?: NewOrganization): Promise<string> {
  const first = await found(engine, 'set-up', administration, async ({ query }, org) => {
    await query('SELECT pg_advisory_xact_lock($1)', [FIRST])
    const { rows } = await query('SELECT 1 FROM auth."user" LIMIT 1')
    if (rows.length > 0) refuse('set-up-done')
    const id = await addPerson(query, person)
    await query("INSERT INTO auth.member (org_id, user_id, role) VALUES ($1, $2, 'owner')", [org, id])
    return { id, org }
  })
  if (!own) return first.org
  return found(engine, first.id, own, async ({ query }, org) => {
    // before the administration, so that it is the one to begin with
    await query(
      `INSERT INTO auth.member (org_id, user_id, role, since)
       SELECT $1, user_id, 'owner', since - interval '1 second' FROM auth.member WHERE org_id = $3 AND user_id = $2`,
      [org, first.id, first.org],
    )
    return org
  })
}
