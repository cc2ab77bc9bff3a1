import { homedir } from 'node:os'
import { join } from 'node:path'
import { done, type Outcome } from '../language/problem.ts'
import { makeFolder, readPrivateFile } from './keys/files.ts'
import { signingKeyFromPem } from './keys/private-key.ts'
import { acceptNewIdentity, createKey, rememberKey, settlePublicKey } from './keys/store.ts'
import type { SigningKey } from './sign.ts'

export { knownKeys } from './keys/known.ts'

/** Where keys are kept: `$PLUMBLINE_HOME/keys`, else `~/.plumbline/keys`. */
function usualKeysFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['PLUMBLINE_HOME'] || join(homedir(), '.plumbline'), 'keys')
}

export interface SigningKeyOptions {
  readonly folder: string
  /** use this PKCS#8 PEM file and keep nothing in the folder: `PLUMBLINE_SIGNING_KEY_FILE`, for CI */
  readonly file?: string
  /** go on under a new identity although the old key is lost or unreadable; an unreadable file is moved aside, never deleted */
  readonly newIdentity?: boolean
}

/** Reads the options from an environment such as `process.env`. */
export function signingKeyOptions(env: Readonly<Record<string, string | undefined>>): SigningKeyOptions {
  const file = env['PLUMBLINE_SIGNING_KEY_FILE']
  return { folder: usualKeysFolder(env), ...(file ? { file } : {}) }
}

/**
 * The key that signs reports here, made on first use. The same key comes back to every process, also when several ask for the
 * first time at once. A key that others could read, that is lost or that is damaged is explained and never replaced silently.
 */
export async function openSigningKey(options: SigningKeyOptions): Promise<Outcome<SigningKey>> {
  if (options.file !== undefined) {
    const pem = await readPrivateFile(options.file)
    return pem.ok ? signingKeyFromPem(pem.value, options.file) : pem
  }
  const { folder } = options
  const made = await makeFolder(folder)
  if (!made.ok) return made
  if (options.newIdentity) {
    const accepted = await acceptNewIdentity(folder)
    if (!accepted.ok) return accepted
  }
  const key = await createKey(folder, options.newIdentity ?? false)
  if (!key.ok) return key
  const paired = await settlePublicKey(folder, key.value)
  if (!paired.ok) return paired
  const remembered = await rememberKey(folder, key.value)
  return remembered.ok ? done(key.value) : remembered
}
