import type { Readable } from 'node:stream'

/** What was stored. `sha256`: hex, of the bytes; `size` in bytes. */
export interface Stored {
  readonly sha256: string
  readonly size: number
}

/**
 * Bytes by their hash, a space for each organization: the same bytes are kept once, nothing is ever replaced, and no organization can ask
 * for what another has. What `put` has acknowledged is on disk, or with the service.
 */
export interface EvidenceStore {
  /** Refuses (throws EvidenceMismatch) where the bytes are not those expected; nothing is kept of them then. */
  put(org: string, bytes: Readable | Uint8Array, expected?: Partial<Stored>): Promise<Stored>
  /** undefined where there is none. `from`: first byte, `to`: behind the last. */
  get(
    org: string,
    sha256: string,
    range?: { readonly from: number; readonly to: number },
  ): Promise<Readable | undefined>
  size(org: string, sha256: string): Promise<number | undefined>
}

export class EvidenceMismatch extends Error {
  readonly expected: Partial<Stored>
  readonly got: Stored
  constructor(expected: Partial<Stored>, got: Stored) {
    super(`evidence: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`)
    this.name = 'EvidenceMismatch'
    this.expected = expected
    this.got = got
  }
}

export function checked(got: Stored, { sha256, size }: Partial<Stored> = {}): Stored {
  if ((sha256 !== undefined && sha256 !== got.sha256) || (size !== undefined && size !== got.size))
    throw new EvidenceMismatch({ ...(sha256 ? { sha256 } : {}), ...(size === undefined ? {} : { size }) }, got)
  return got
}

/** An address is made of both, so both are held to their shape. */
export function keyOf(org: string, sha256: string): string {
  if (!/^[0-9a-f-]{36}$/.test(org) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not an address of evidence')
  return `${org}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
}

/** The bytes of a stream; for what is known to be small. */
export async function bytesOf(stream: Readable): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}
