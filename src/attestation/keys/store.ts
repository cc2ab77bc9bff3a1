import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { pemOfPublicKey, publicKeyOfPem } from '../public-key.ts'
import type { SigningKey } from '../sign.ts'
import { placeOnce, readIfThere, readPrivateFile } from './files.ts'
import { addKnownKey, knownKeys } from './known.ts'
import { newPrivateKeyPem, signingKeyFromPem } from './private-key.ts'
import { keyProblem } from './problems.ts'

const privateIn = (folder: string) => join(folder, 'signing.pem')
const publicIn = (folder: string) => join(folder, 'signing.pub.pem')

/** The key in the folder; a new one if there never was one, or if a new identity is wanted. */
export async function createKey(folder: string, newIdentity: boolean): Promise<Outcome<SigningKey>> {
  const there = await readKey(folder)
  if (there.ok || there.problems[0]?.code !== 'key-file-missing') return there
  const before = await traces(folder)
  if (!before.ok) return before
  if (before.value !== undefined && !newIdentity) {
    // Another process may have made the first key between the two looks: what it left then is no trace of a lost one.
    const again = await readKey(folder)
    if (again.ok || again.problems[0]?.code !== 'key-file-missing') return again
    return failed(keyProblem('key-lost', privateIn(folder), { expected: before.value }))
  }
  const placed = await placeOnce(privateIn(folder), newPrivateKeyPem(), 0o600)
  return placed.ok ? readKey(folder) : placed
}

async function readKey(folder: string): Promise<Outcome<SigningKey>> {
  const pem = await readPrivateFile(privateIn(folder))
  return pem.ok ? signingKeyFromPem(pem.value, privateIn(folder)) : pem
}

/** The id of a key that was here before, from the list of known keys or the public half beside the private one. */
async function traces(folder: string): Promise<Outcome<string | undefined>> {
  const known = await knownKeys(folder)
  if (!known.ok) return known
  const beside = await readIfThere(publicIn(folder))
  if (!beside.ok) return beside
  const key = beside.value === undefined ? undefined : publicKeyOfPem(beside.value)
  return done(known.value.at(-1)?.keyId ?? (key?.ok ? key.value.keyId : undefined))
}

/** Writes the public half beside the private one, or makes sure that the one that is there belongs to it. */
export async function settlePublicKey(folder: string, key: SigningKey): Promise<Outcome<void>> {
  const placed = await placeOnce(publicIn(folder), pemOfPublicKey(key.publicKey), 0o644)
  if (!placed.ok) return placed
  if (placed.value) return done(undefined)
  const beside = await readIfThere(publicIn(folder))
  if (!beside.ok) return beside
  const read = publicKeyOfPem(beside.value ?? '')
  const fits = read.ok && read.value.keyId === key.publicKey.keyId
  return fits
    ? done(undefined)
    : failed(
        keyProblem('key-pair-mismatch', publicIn(folder), {
          expected: key.publicKey.keyId,
          got: read.ok ? read.value.keyId : undefined,
        }),
      )
}

/** Notes that this key signs here, so that its loss is noticed later. */
export function rememberKey(folder: string, key: SigningKey): Promise<Outcome<void>> {
  return addKnownKey(folder, key.publicKey)
}

/**
 * Makes room for a new key when the old one is gone or unreadable. A readable key stays in use: there is nothing to replace.
 * The old public key stays in the list of known keys; unreadable files are moved aside under the name of the moment.
 */
export async function acceptNewIdentity(folder: string): Promise<Outcome<void>> {
  const there = await readKey(folder)
  if (there.ok) return done(undefined)
  const code = there.problems[0]?.code
  if (code !== 'key-corrupt' && code !== 'key-file-missing') return there
  const beside = await readIfThere(publicIn(folder))
  if (!beside.ok) return beside
  const old = beside.value === undefined ? undefined : publicKeyOfPem(beside.value)
  if (old?.ok) {
    const kept = await addKnownKey(folder, old.value)
    if (!kept.ok) return kept
  }
  const suffix = `before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  for (const file of [privateIn(folder), publicIn(folder)])
    await rename(file, `${file}.${suffix}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  return done(undefined)
}
