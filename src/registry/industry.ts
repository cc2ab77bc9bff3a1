import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { readSnapshot } from '../monitoring/publication/snapshot.ts'
import type { Cursor } from './assessments.ts'
import type { Engine } from './engine.ts'
import { keepEvidence } from './evidence/keep.ts'
import type { House } from './house.ts'
import { type Actor, asAnyone, asTenant } from './unit.ts'

export const INDUSTRY_MEDIA_TYPE = 'application/vnd.plumbline.industry+json'

/**
 * Publishes protected tables of an industry, for good. The snapshot is read and its hash computed again first; `follows` is the latest of the
 * same organization and standard. Problems: those of a snapshot, published-already.
 */
export async function publishSnapshot(house: House, by: Actor, bytes: Uint8Array): Promise<Outcome<string>> {
  const read = readSnapshot(new TextDecoder().decode(bytes))
  if (!read.ok) return read
  const { title, standard, asOf, hash } = read.value
  const name = `industry-${asOf}.json`
  const kept = await keepEvidence(house, by, bytes, { name, mediaType: INDUSTRY_MEDIA_TYPE })
  return asTenant(house.engine, by, async (unit) => {
    const own = await unit.db
      .selectFrom('organization')
      .select(['name_zh', 'name_en'])
      .where('org_id', '=', unit.org)
      .executeTakeFirstOrThrow()
    const before = await unit.db
      .selectFrom('industry_snapshot')
      .select('snapshot_id')
      .where('org_id', '=', unit.org)
      .where(sql<boolean>`standard->>'id' = ${standard.id}`)
      .orderBy('published_at', 'desc')
      .executeTakeFirst()
    const id = randomUUID()
    const { numInsertedOrUpdatedRows } = await unit.db
      .insertInto('industry_snapshot')
      .values({
        snapshot_id: id,
        org_id: unit.org,
        org_name: JSON.stringify({ zh: own.name_zh, en: own.name_en }),
        title: JSON.stringify(title),
        standard: JSON.stringify(standard),
        as_of: asOf,
        hash,
        bytes_sha256: kept.sha256,
        size: bytes.length,
        follows: before?.snapshot_id ?? null,
        published_by: unit.person,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return failed(publishedAlready(hash))
    unit.record({ what: 'industry.published', snapshot: id, hash })
    return done(id)
  })
}

const publishedAlready = (hash: string) =>
  problem(
    'published-already',
    { zh: '这份快照已经公布', en: 'This snapshot is published already' },
    {
      got: hash,
      next: { zh: '数据有变时另做一份', en: 'make another one when the data have changed' },
    },
  )

const shown = ['snapshot_id', 'org_name', 'title', 'standard', 'hash', 'size', 'follows', 'published_at'] as const
const asOf = sql<string>`as_of::text`.as('as_of')

/** What was published, newest first. */
export function industrySnapshots(engine: Engine, asked: { readonly after?: Cursor; readonly limit: number }) {
  return asAnyone(engine, (db) =>
    db
      .selectFrom('industry_snapshot')
      .select(shown)
      .select([asOf, sql<string>`published_at::text`.as('at')])
      .$if(asked.after !== undefined, (q) =>
        q.where(
          sql<boolean>`(published_at, snapshot_id) < (${asked.after!.at}::timestamptz, ${asked.after!.id}::uuid)`,
        ),
      )
      .orderBy('published_at', 'desc')
      .orderBy('snapshot_id', 'desc')
      .limit(asked.limit)
      .execute(),
  )
}

/** One of them, with the address of its bytes. */
export function industrySnapshot(engine: Engine, id: string) {
  return asAnyone(engine, (db) =>
    db
      .selectFrom('industry_snapshot')
      .select([...shown, 'org_id', 'bytes_sha256'])
      .select(asOf)
      .where('snapshot_id', '=', id)
      .executeTakeFirst(),
  )
}
