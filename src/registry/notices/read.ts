import { sql } from 'kysely'
import type { Cursor } from '../assessments.ts'
import type { Unit } from '../unit.ts'

/** Latest first, from behind a cursor. */
export function notices(
  { db, org }: Unit,
  { unread, after, limit }: { readonly unread: boolean; readonly after?: Cursor; readonly limit: number },
) {
  return db
    .selectFrom('notice')
    .select(['notice_id', 'kind', 'about', 'read_at', 'read_by', 'at as made_at'])
    .select([sql<string | null>`due::text`.as('due'), sql<string>`at::text`.as('at')])
    .where('org_id', '=', org)
    .$if(unread, (q) => q.where('read_at', 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(at, notice_id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('notice.at', 'desc')
    .orderBy('notice_id', 'desc')
    .limit(limit)
    .execute()
}

export async function unreadNotices({ query, org }: Unit): Promise<number> {
  const { rows } = await query<{ n: number }>(
    'SELECT count(*)::int AS n FROM registry.notice WHERE org_id = $1 AND read_at IS NULL',
    [org],
  )
  return rows[0]!.n
}

/** Read by one is read for the organization. False where there is no such notice; one that was read stays as it is. */
export async function readNotice(unit: Unit, notice: string): Promise<boolean> {
  const { db, org, person } = unit
  const { numUpdatedRows } = await db
    .updateTable('notice')
    .set({ read_at: sql<Date>`now()`, read_by: person })
    .where('org_id', '=', org)
    .where('notice_id', '=', notice)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) {
    unit.record({ what: 'notice.read', notice })
    return true
  }
  const row = await db
    .selectFrom('notice')
    .select('notice_id')
    .where('org_id', '=', org)
    .where('notice_id', '=', notice)
    .executeTakeFirst()
  return row !== undefined
}
