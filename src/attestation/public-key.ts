import { sha256Hex } from '../language/canonical.ts'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { concatBytes, equalBytes } from './bytes.ts'

/** An Ed25519 public key (32 bytes, RFC 8032) and its id: SHA-256 of its SubjectPublicKeyInfo in DER, lower-case hex. */
export interface PublicKey {
  readonly keyId: string
  readonly raw: Uint8Array
  /** whose key the verifier holds it to be */
  readonly name?: string
}

/** SubjectPublicKeyInfo of Ed25519 up to the key itself (RFC 8410 section 4). */
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)

export function spkiOf(raw: Uint8Array): Uint8Array {
  return concatBytes([spkiPrefix, raw])
}

export function publicKey(raw: Uint8Array, name?: string): PublicKey {
  return { keyId: sha256Hex(spkiOf(raw)), raw, ...(name === undefined ? {} : { name }) }
}

/** Reads SubjectPublicKeyInfo DER; nothing when it is not an Ed25519 key. */
export function publicKeyOfSpki(der: Uint8Array, name?: string): PublicKey | undefined {
  const isEd25519 = der.length === 44 && equalBytes(der.subarray(0, 12), spkiPrefix)
  return isEd25519 ? publicKey(der.slice(12), name) : undefined
}

const pem = /^\s*-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\s]+?)-----END PUBLIC KEY-----\s*$/

/** Reads a PEM file such as `openssl pkey -pubout` or the keys folder holds. */
export function publicKeyOfPem(text: string, name?: string): Outcome<PublicKey> {
  const body = pem.exec(text)?.[1]?.replaceAll(/\s/g, '')
  const der = body === undefined ? undefined : fromBase64(body)
  const key = der && publicKeyOfSpki(der, name)
  if (key) return done(key)
  return failed(
    problem(
      'public-key-unreadable',
      { zh: '这不是 Ed25519 公钥', en: 'this is not an Ed25519 public key' },
      { expected: '-----BEGIN PUBLIC KEY----- (SPKI, Ed25519)', got: text.trim().split('\n')[0]?.slice(0, 60) },
    ),
  )
}

export function pemOfPublicKey(key: PublicKey): string {
  return `-----BEGIN PUBLIC KEY-----\n${toBase64(spkiOf(key.raw))}\n-----END PUBLIC KEY-----\n`
}
