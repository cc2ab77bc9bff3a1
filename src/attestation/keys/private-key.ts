import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { publicKeyOfSpki } from '../public-key.ts'
import type { SigningKey } from '../sign.ts'
import { keyProblem } from './problems.ts'

/** A new Ed25519 private key, PKCS#8 PEM. */
export function newPrivateKeyPem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** Reads a private key; `file` is named in the problems. */
export function signingKeyFromPem(pem: string, file: string): Outcome<SigningKey> {
  let secret: KeyObject
  try {
    secret = createPrivateKey(pem)
  } catch (error) {
    const locked = (error as NodeJS.ErrnoException).code === 'ERR_MISSING_PASSPHRASE' || pem.includes('ENCRYPTED')
    return failed(keyProblem(locked ? 'key-encrypted' : 'key-corrupt', file))
  }
  const der = createPublicKey(secret).export({ type: 'spki', format: 'der' })
  const publicKey = publicKeyOfSpki(new Uint8Array(der))
  if (!publicKey) return failed(keyProblem('key-not-ed25519', file, { got: secret.asymmetricKeyType }))
  return done({ publicKey, sign: (message) => new Uint8Array(sign(null, message, secret)) })
}
