import type { AuditEntry, AuditFault } from './audit-entry.ts'
import { faultAt } from './audit-fault.ts'
import type { Engine, Query } from './engine.ts'
import { roles } from './roles.ts'
import { asTenant } from './unit.ts'

/** The end of a chain at some time, signed and kept outside of the database: what shows that a whole tail was written anew. */
export interface Checkpoint {
  readonly org: string
  readonly seq: number
  readonly hash: string
}

export interface ChainVerified {
  /** entries that follow from one another, from the first */
  readonly entries: number
  readonly head: string
  readonly fault?: AuditFault
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

/** The last entries before a number, in order. */
export async function auditEntriesBefore(query: Query, org: string, before: number, limit: number) {
  const { rows } = await query<AuditEntry>(
    `SELECT * FROM (SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, body, prev, hash
     FROM registry.audit WHERE org_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3) AS last ORDER BY seq`,
    [org, before, limit],
  )
  return rows
}

/** Walks a whole chain in pages; the first fault, or nothing. Checkpoints of other organizations are passed over. */
export async function verifyChain(
  query: Query,
  org: string,
  checkpoints: readonly Checkpoint[] = [],
): Promise<ChainVerified> {
  const sealed = new Map<number, Set<string>>()
  for (const c of checkpoints)
    if (c.org === org && c.seq > 0) sealed.set(c.seq, (sealed.get(c.seq) ?? new Set()).add(c.hash))
  let [entries, head, from] = [0, '', 0]
  let before: AuditEntry | undefined
  // one entry is held back, to be looked at together with the one behind it
  let held: AuditEntry | undefined
  for (;;) {
    const page = await auditEntries(query, org, from)
    for (const entry of page.length > 0 ? page : [undefined]) {
      if (held) {
        const fault = faultAt(org, { before, held, after: entry })
        if (fault) return { entries, head, fault }
        const signed = sealed.get(held.seq)
        sealed.delete(held.seq)
        if (signed && (signed.size > 1 || !signed.has(held.hash)))
          return { entries, head, fault: { org, seq: held.seq, kind: 'rewritten' } }
        ;[entries, head, before] = [held.seq, held.hash, held]
      }
      held = entry
    }
    if (page.length === 0) break
    from = page.at(-1)!.seq
  }
  // a checkpoint behind the end: the tail was cut off
  return sealed.size > 0 ? { entries, head, fault: { org, seq: entries + 1, kind: 'cut' } } : { entries, head }
}

/** The ends of all chains, also of organizations that have none yet (number 0). With the rights of the queue; tenants cannot ask. */
export async function auditHeads(engine: Engine): Promise<readonly Checkpoint[]> {
  return engine.transaction(`SET LOCAL ROLE ${roles.jobs}`, async ({ query }) => {
    const { rows } = await query<Checkpoint>('SELECT org_id AS org, seq, hash FROM registry.audit_heads()')
    return rows
  })
}

export interface Chain extends ChainVerified {
  readonly org: string
  readonly name?: { readonly zh: string; readonly en: string }
}

/** Every chain of the installation, and those that only checkpoints remember. */
export async function verifyAll(
  engine: Engine,
  checkpoints: readonly Checkpoint[] = [],
  onChain: (done: number, of: number) => void = () => {},
): Promise<readonly Chain[]> {
  const known = (await auditHeads(engine)).map(({ org }) => org)
  const gone = checkpoints.filter(({ org, seq }) => seq > 0 && !known.includes(org)).map(({ org }) => org)
  const orgs = [...new Set([...known, ...gone])].sort()
  const chains: Chain[] = []
  for (const org of orgs) {
    chains.push(
      await asTenant(engine, { org, person: 'audit' }, async ({ query }) => {
        const { rows } = await query<{ zh: string; en: string }>(
          'SELECT name_zh AS zh, name_en AS en FROM registry.organization WHERE org_id = $1',
          [org],
        )
        return { org, ...(rows[0] ? { name: rows[0] } : {}), ...(await verifyChain(query, org, checkpoints)) }
      }),
    )
    onChain(chains.length, orgs.length)
  }
  return chains
}
