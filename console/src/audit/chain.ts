import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { AuditEntry } from '../api/types.ts'

/** The number of the first entry that does not follow from the one before. The first of a page is taken as it comes, if it is not the first of all. */
export function firstFault(org: string, entries: readonly AuditEntry[]): number | undefined {
  for (const [i, { seq, at, body, prev, hash }] of entries.entries()) {
    const before = entries[i - 1]
    if (before && (seq !== before.seq + 1 || prev !== before.hash)) return seq
    if (hash !== bytesToHex(sha256(utf8ToBytes([prev, org, seq, at, body].join('\n'))))) return seq
  }
  return undefined
}
