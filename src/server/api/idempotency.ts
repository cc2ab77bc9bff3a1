import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Engine } from '../../registry/engine.ts'
import { type Actor, asTenant } from '../../registry/unit.ts'
import type { Env } from './hall.ts'
import { Refused, refusing } from './refusals.ts'

/** an answer that is not there yet */
const UNDERWAY = 0

/**
 * A change that comes with an `Idempotency-Key` is done at most once: the key is taken before it is done, and whoever sends it again gets the answer
 * that was given. What was refused was not done, and may be tried again. If the server failed in between, the second one is told so, since
 * nobody can know. Keys are each person's own: nobody hears with another's key what they may not.
 */
export async function once(
  c: Context<Env>,
  engine: Engine,
  actor: Actor,
  given: string,
  run: () => Promise<Response>,
): Promise<Response> {
  if (!/^[\x21-\x7e]{1,100}$/.test(given)) return refusing('request-malformed', { place: { path: 'Idempotency-Key' } })
  const key = `${actor.person} ${given}`
  const body = await c.req.raw.clone().arrayBuffer()
  const sha256 = createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(Buffer.from(body)).digest('hex')
  const known = await asTenant(engine, actor, async ({ db, org }) => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('idempotency')
      .values({ org_id: org, key, request_sha256: sha256, status: UNDERWAY, body: '' })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) return undefined
    return db
      .selectFrom('idempotency')
      .select(['request_sha256', 'status', 'body'])
      .where('org_id', '=', org)
      .where('key', '=', key)
      .executeTakeFirst()
  })
  if (known) {
    if (known.request_sha256 !== sha256) return refusing('key-used-otherwise', { got: given })
    if (known.status === UNDERWAY) return refusing('request-in-progress', { got: given })
    return new Response(known.body, {
      status: known.status,
      headers: { 'content-type': 'application/json', 'idempotency-replayed': 'true' },
    })
  }
  const keep = (status: number, text: string) =>
    asTenant(engine, actor, ({ db, org }) =>
      db
        .updateTable('idempotency')
        .set({ status, body: text })
        .where('org_id', '=', org)
        .where('key', '=', key)
        .execute(),
    )
  const forget = () =>
    asTenant(engine, actor, ({ db, org }) =>
      db.deleteFrom('idempotency').where('org_id', '=', org).where('key', '=', key).execute(),
    )
  let response: Response
  try {
    response = await run()
  } catch (error) {
    if (error instanceof Refused) await forget()
    throw error
  }
  await keep(response.status, await response.clone().text())
  return response
}
