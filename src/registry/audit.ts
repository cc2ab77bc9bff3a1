import { createHash } from 'node:crypto'
import type { Query } from './engine.ts'

/** One entry of an organization's chain. `at`: UTC with microseconds. `body`: canonical JSON. */
export interface AuditEntry {
  readonly seq: number
  readonly at: string
  readonly body: string
  readonly prev: string
  readonly hash: string
}

/** Where a chain is not what was written: the first entry that does not follow from the one before. */
export interface AuditFault {
  readonly org: string
  readonly seq: number
  readonly kind: 'edited' | 'missing' | 'checkpoint'
}

/** The end of a chain at some time, signed and kept outside of the database: what shows that a whole tail was written anew. */
export interface Checkpoint {
  readonly org: string
  readonly seq: number
  readonly hash: string
}

/** SHA-256 over the entry before, organization, number, time and body, a line each; the database computes the same. */
export function entryHash(org: string, { seq, at, body, prev }: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update([prev, org, seq, at, body].join('\n')).digest('hex')
}

/** Entries of the organization of the transaction, from behind `after`, in order. */
export async function auditEntries(query: Query, org: string, after = 0, limit = 1000): Promise<readonly AuditEntry[]> {
  const { rows } = await query<AuditEntry>(
    `SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, body, prev, hash
     FROM registry.audit WHERE org_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    [org, after, limit],
  )
  return rows
}

/** Walks a whole chain in pages; the first fault, or nothing. Checkpoints of other organizations are passed over. */
export async function verifyChain(
  query: Query,
  org: string,
  checkpoints: readonly Checkpoint[] = [],
): Promise<{ readonly entries: number; readonly head: string; readonly fault?: AuditFault }> {
  const wanted = new Map(checkpoints.filter((c) => c.org === org).map((c) => [c.seq, c.hash]))
  let [seq, head] = [0, '']
  for (;;) {
    const page = await auditEntries(query, org, seq)
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { entries: seq, head, fault: { org, seq: seq + 1, kind: 'missing' } }
      if (entry.prev !== head || entry.hash !== entryHash(org, entry))
        return { entries: seq, head, fault: { org, seq: entry.seq, kind: 'edited' } }
      ;[seq, head] = [entry.seq, entry.hash]
      const sealed = wanted.get(seq)
      if (sealed !== undefined && sealed !== head)
        return { entries: seq, head, fault: { org, seq, kind: 'checkpoint' } }
      wanted.delete(seq)
    }
    if (page.length === 0) break
  }
  // a checkpoint behind the end: the tail was cut off
  const beyond = Math.min(...wanted.keys())
  return Number.isFinite(beyond)
    ? { entries: seq, head, fault: { org, seq: beyond, kind: 'missing' } }
    : { entries: seq, head }
}
