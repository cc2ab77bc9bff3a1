import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import serialize from 'canonicalize'

/**
 * The canonical form of a JSON value (RFC 8785): sorted keys, no white space, UTF-8.
 * Normative numbers are decimal strings by the time they get here, so nothing depends on how doubles print.
 * @throws TypeError for what JSON cannot say: NaN, infinities, functions, bigint.
 */
export function canonicalText(value: unknown): string {
  const text = serialize(value)
  if (text === undefined) throw new TypeError('nothing to canonicalize')
  return text
}

export function canonicalBytes(value: unknown): Uint8Array {
  return utf8ToBytes(canonicalText(value))
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data))
}

export function canonicalHash(value: unknown): string {
  return sha256Hex(canonicalBytes(value))
}
