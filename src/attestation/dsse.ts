import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem } from '../language/problem.ts'
import { fromBase64 } from './base64.ts'
import { concatBytes } from './bytes.ts'
import { type DsseCode, refusal } from './dsse-refusals.ts'
import { type PublicKey, publicKeyOfSpki } from './public-key.ts'

/** Payload type of an in-toto statement. */
export const inTotoPayload = 'application/vnd.in-toto+json'

/** Kind of the signature extension (DSSE 1.1) that carries the signer's public key, so that a bundle needs nothing beside it. */
export const publicKeyExtension = 'https://plumbline.dev/public-key/v1'

const signatureShape = z.strictObject({
  keyid: z.string().optional(),
  sig: z.string(),
  extension: z.object({ kind: z.string(), ext: z.record(z.string(), z.unknown()) }).optional(),
})

/** The JSON envelope of DSSE v1. */
export const envelopeShape = z.strictObject({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.array(signatureShape).min(1).max(100),
})
export type Envelope = z.infer<typeof envelopeShape>
export type Signature = Envelope['signatures'][number]

/** What is signed (DSSE protocol, Pre-Authentication Encoding): lengths are counted in bytes. */
export function pae(payloadType: string, body: Uint8Array): Uint8Array {
  const type = utf8ToBytes(payloadType)
  return concatBytes([utf8ToBytes(`DSSEv1 ${type.length} `), type, utf8ToBytes(` ${body.length} `), body])
}

/** What became of one signature: made by a key the verifier trusts, by a key it does not know, or not valid. */
export type SignatureCheck =
  | { readonly state: 'trusted'; readonly key: PublicKey }
  | { readonly state: 'unknown-signer'; readonly key: PublicKey; readonly problem: Problem }
  | { readonly state: 'failed'; readonly problem: Problem }

export interface OpenedEnvelope {
  readonly payload: Uint8Array
  readonly checks: readonly SignatureCheck[]
}

/**
 * Checks every signature of an envelope. Fails only when there is no payload to check; each signature reports for itself.
 * The key id chooses nothing (DSSE: it is a hint); every trusted key is tried, then the key the envelope carries.
 * Stricter than DSSE in one point: a key id that names another key than the one that signed is refused as a false statement.
 */
export function openEnvelope(envelope: Envelope, trusted: readonly PublicKey[]): Outcome<OpenedEnvelope> {
  const payload = fromBase64(envelope.payload)
  if (!payload) return failed(refusal('dsse-payload-base64', { path: '/payload' }))
  const message = pae(envelope.payloadType, payload)
  const checks = envelope.signatures.map((s, i) => checkSignature(s, message, trusted, `/signatures/${i}`))
  return done({ payload, checks })
}

/** How many different trusted keys signed: the `t` of a (t, n) envelope. */
export function trustedSigners(checks: readonly SignatureCheck[]): number {
  return new Set(checks.flatMap((c) => (c.state === 'trusted' ? [c.key.keyId] : []))).size
}

function checkSignature(
  s: Signature,
  message: Uint8Array,
  trusted: readonly PublicKey[],
  path: string,
): SignatureCheck {
  const fail = (code: DsseCode, got?: string): SignatureCheck => ({
    state: 'failed',
    problem: refusal(code, { path, got }),
  })
  const sig = fromBase64(s.sig)
  if (!sig) return fail('dsse-signature-base64')
  if (sig.length !== 64) return fail('dsse-signature-length', `${sig.length}`)
  const carried = carriedKey(s)
  if (carried === 'malformed') return fail('dsse-carried-key')

  const candidates = carried ? [...trusted, carried] : trusted
  const signer = candidates.find((key) => verifies(sig, message, key))
  if (!signer) {
    if (candidates.some((key) => key.keyId === s.keyid)) return fail('dsse-tampered', s.keyid)
    return carried ? fail('dsse-wrong-key', s.keyid) : fail('dsse-unknown-key', s.keyid)
  }
  if (s.keyid && s.keyid !== signer.keyId) return fail('dsse-wrong-key', `${s.keyid} (${signer.keyId})`)
  if (trusted.includes(signer)) return { state: 'trusted', key: signer }
  return { state: 'unknown-signer', key: signer, problem: unknownSigner(signer, path) }
}

/** RFC 8032 rules, without the laxer ZIP 215 readings of small-order and non-canonical points. */
function verifies(sig: Uint8Array, message: Uint8Array, key: PublicKey): boolean {
  try {
    return ed25519.verify(sig, message, key.raw, { zip215: false })
  } catch {
    return false
  }
}

function carriedKey(s: Signature): PublicKey | 'malformed' | undefined {
  if (s.extension?.kind !== publicKeyExtension) return undefined
  const spki = s.extension.ext['spki']
  const der = typeof spki === 'string' ? fromBase64(spki) : undefined
  return (der && publicKeyOfSpki(der)) ?? 'malformed'
}

function unknownSigner(key: PublicKey, path: string): Problem {
  return {
    ...refusal('dsse-unknown-signer', { path, got: key.keyId }),
    severity: 'warning',
  }
}
