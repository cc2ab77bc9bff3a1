import { createHash } from 'node:crypto'

/** One entry of an organization's chain. `at`: UTC with microseconds. `body`: canonical JSON. */
export interface AuditEntry {
  readonly seq: number
  readonly at: string
  readonly body: string
  readonly prev: string
  readonly hash: string
}

/**
 * Where a chain is not what was written: the first place, and what was done there. `rewritten` and `cut` are seen by checkpoints alone: the
 * chain follows from itself, and is not the one whose end was signed.
 */
export interface AuditFault {
  readonly org: string
  readonly seq: number
  readonly kind: 'edited' | 'removed' | 'inserted' | 'reordered' | 'rewritten' | 'cut'
}

/** SHA-256 over the entry before, organization, number, time and body, a line each; the database computes the same. */
export function entryHash(org: string, { seq, at, body, prev }: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256').update([prev, org, seq, at, body].join('\n')).digest('hex')
}
