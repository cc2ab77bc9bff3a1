import { rm } from 'node:fs/promises'
import type { House } from './house.ts'
import { LOOKS_BACK } from './notices/due.ts'
import { asTenant } from './unit.ts'
import { uploadFile } from './uploads.ts'

/** Days for which is kept what nobody needs any more. */
const KEPT = {
  /** the promise of the API for an `Idempotency-Key` */
  key: 7,
  upload: 7,
  notice: 365,
  /** of what comes with a date: a clock that is a year ahead must not take away what is then noted anew */
  datedNotice: LOOKS_BACK + 5 * 365,
} as const

/** Takes away what an organization needs no more: old keys, uploads that were never finished, notices that were read long ago. Gives how many rows. */
export async function prune(
  { engine, workFolder }: Pick<House, 'engine' | 'workFolder'>,
  org: string,
  now = new Date(),
): Promise<number> {
  const actor = { org, person: 'clock' }
  const at = now.toISOString()
  const before = (n: number) => `$2::timestamptz - make_interval(days => ${n})`
  const { uploads, rows } = await asTenant(engine, actor, async (unit) => {
    const gone = async (statement: string) => (await unit.query<{ id: string }>(statement, [org, at])).rows
    const keys = await gone(
      `DELETE FROM registry.idempotency WHERE org_id = $1 AND at < ${before(KEPT.key)} RETURNING '' AS id`,
    )
    const uploads = await gone(
      `DELETE FROM registry.upload WHERE org_id = $1 AND created_at < ${before(KEPT.upload)} AND finished_at IS NULL RETURNING upload_id::text AS id`,
    )
    const notices = await gone(
      `DELETE FROM registry.notice WHERE org_id = $1 AND read_at < ${before(KEPT.notice)}
         AND at < ${before(KEPT.notice)} AND (due IS NULL OR due < ${before(KEPT.datedNotice)}) RETURNING '' AS id`,
    )
    const [k, u, n] = [keys.length, uploads.length, notices.length]
    if (k + u + n > 0) unit.record({ what: 'registry.pruned', keys: k, uploads: u, notices: n })
    return { uploads, rows: k + u + n }
  })
  // the bytes lie on the machine that took them; elsewhere there is nothing to take away
  for (const { id } of uploads) await rm(uploadFile(workFolder, org, id), { force: true })
  return rows
}
