import { toBase64 } from './base64.ts'
import { type Envelope, pae, publicKeyExtension, type Signature } from './dsse.ts'
import { type PublicKey, spkiOf } from './public-key.ts'

/** A private key that signs and shows nothing else of itself. */
export interface SigningKey {
  readonly publicKey: PublicKey
  /** the Ed25519 signature (64 bytes) of a message */
  sign(message: Uint8Array): Uint8Array
}

/** A DSSE envelope signed by each key over the same bytes; every signature carries its public key. */
export function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  keys: readonly [SigningKey, ...SigningKey[]],
): Envelope {
  const message = pae(payloadType, payload)
  return { payload: toBase64(payload), payloadType, signatures: keys.map((key) => signature(message, key)) }
}

/** The same envelope with one more signature: a second laboratory, a reviewer, the standard's body. */
export function addSignature(envelope: Envelope, payload: Uint8Array, key: SigningKey): Envelope {
  const message = pae(envelope.payloadType, payload)
  return { ...envelope, signatures: [...envelope.signatures, signature(message, key)] }
}

function signature(message: Uint8Array, key: SigningKey): Signature {
  return {
    keyid: key.publicKey.keyId,
    sig: toBase64(key.sign(message)),
    extension: { kind: publicKeyExtension, ext: { spki: toBase64(spkiOf(key.publicKey.raw)) } },
  }
}
