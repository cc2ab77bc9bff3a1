import type { Engine } from '../engine.ts'
import { dayOf } from '../standing.ts'
import { asTenant } from '../unit.ts'
import { dueOf } from './due.ts'
import type { Due } from './notice.ts'

/** in whose name it is noted */
export const CLOCK = 'clock'

/**
 * Notes what is due of an organization, for itself and for who assesses for it: at once where somebody did something, and by the clock.
 * The same is noted once, also by two servers. Gives how many are new.
 */
export async function noteDue(engine: Engine, org: string, now = new Date()): Promise<number> {
  const due = await asTenant(engine, { org, person: CLOCK }, (unit) => dueOf(unit, dayOf(now), now))
  let made = 0
  for (const to of new Set(due.map((each) => each.to)))
    made += await deliver(
      engine,
      to,
      due.filter((each) => each.to === to),
      now,
    )
  return made
}

export function deliver(engine: Engine, org: string, due: readonly Due[], now: Date): Promise<number> {
  return asTenant(engine, { org, person: CLOCK }, async (unit) => {
    // one that was noted while the clock was ahead is told again when its time has come, in its own place
    const { rows } = await unit.query<{ id: string; kind: string }>(
      `INSERT INTO registry.notice AS n (org_id, notice_id, key, kind, about, due, at)
       SELECT $1, gen_random_uuid(), d.key, d.kind, d.about, d.due, $3::timestamptz
       FROM jsonb_to_recordset($2::jsonb) AS d(key text, kind text, about jsonb, due date)
       ON CONFLICT (org_id, key) DO UPDATE SET at = excluded.at, read_at = NULL, read_by = NULL WHERE n.at > excluded.at + interval '1 day'
       RETURNING notice_id::text AS id, kind`,
      [org, JSON.stringify(due), now.toISOString()],
    )
    for (const { id, kind } of rows) unit.record({ what: 'notice.made', notice: id, kind })
    return rows.length
  })
}
