import type { Readable } from 'node:stream'
import type { House } from '../house.ts'
import { type Actor, asTenant } from '../unit.ts'
import type { Stored } from './store.ts'

/** Stores bytes and then says so in the database: what is listed is there. Bytes without a row are harmless, the same again finds them. */
export async function keepEvidence(
  house: House,
  actor: Actor,
  bytes: Readable | Uint8Array,
  about: { readonly name: string; readonly mediaType: string; readonly expected?: Partial<Stored> },
): Promise<Stored> {
  const stored = await house.evidence.put(actor.org, bytes, about.expected)
  await asTenant(house.engine, actor, async (unit) => {
    const { numInsertedOrUpdatedRows } = await unit.db
      .insertInto('evidence')
      .values({
        org_id: unit.org,
        sha256: stored.sha256,
        size: stored.size,
        name: about.name,
        media_type: about.mediaType,
        created_by: unit.person,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows) unit.record({ what: 'evidence.kept', sha256: stored.sha256, name: about.name })
  })
  return stored
}
