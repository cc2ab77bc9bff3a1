import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { fromBase64 } from './base64.ts'
import { concatBytes } from './bytes.ts'
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
  const fail = (code: keyof typeof refusals, got?: string): SignatureCheck => ({
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

const ask = {
  zh: '向出具报告的机构索取公钥，核对其指纹后用 --key 传入',
  en: 'ask the body that issued the report for its public key, compare the fingerprint, and pass it with --key',
}

const refusals = {
  'dsse-payload-base64': {
    text: { zh: '信封的正文不是有效的 base64', en: 'the payload of the envelope is not valid base64' },
  },
  'dsse-signature-base64': { text: { zh: '签名不是有效的 base64', en: 'the signature is not valid base64' } },
  'dsse-signature-length': { text: { zh: 'Ed25519 签名应为 64 字节', en: 'an Ed25519 signature has 64 bytes' } },
  'dsse-carried-key': {
    text: { zh: '签名随附的公钥无法读取', en: 'the public key that comes with the signature cannot be read' },
  },
  'dsse-tampered': {
    text: {
      zh: '签名与内容不符：声明或签名在签署之后被改动过',
      en: 'the signature does not fit the content: the statement or the signature was changed after signing',
    },
    next: { zh: '向出具机构重新索取原件', en: 'ask the issuing body for the original again' },
  },
  'dsse-wrong-key': {
    text: {
      zh: '签名所称的密钥不是签署所用的密钥',
      en: 'the signature names another key than the one it was made with',
    },
    next: ask,
  },
  'dsse-unknown-key': {
    text: {
      zh: '手头没有签名所称的密钥，无法核验签名',
      en: 'the key that the signature names is not at hand, so the signature cannot be checked',
    },
    next: ask,
  },
  'dsse-unknown-signer': {
    text: {
      zh: '签名有效，但签署者不在可信公钥之列：内容自签署后未变，签署者是谁尚待确认',
      en: 'the signature is valid, but its signer is not among the trusted keys: the content is as it was signed, who signed it is open',
    },
    next: ask,
  },
}

function refusal(code: keyof typeof refusals, at: { path: string; got?: string | undefined }): Problem {
  const { text, ...rest } = refusals[code]
  return problem(code, text, { place: { file: 'attestation.dsse.json', path: at.path }, got: at.got, ...rest })
}
