import { join } from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome } from '../../language/problem.ts'
import { type PublicKey, pemOfPublicKey, publicKeyOfPem } from '../public-key.ts'
import { readIfThere, replaceFile } from './files.ts'
import { keyProblem } from './problems.ts'

const knownShape = z.object({ keys: z.array(z.object({ keyId: z.string(), publicKey: z.string() })) })

function fileIn(folder: string): string {
  return join(folder, 'known-keys.json')
}

/** Public keys that have signed here, oldest first: a lost private key leaves its old reports verifiable. */
export async function knownKeys(folder: string): Promise<Outcome<readonly PublicKey[]>> {
  const file = fileIn(folder)
  const text = await readIfThere(file)
  if (!text.ok) return text
  if (text.value === undefined) return done([])
  try {
    const { keys } = knownShape.parse(JSON.parse(text.value))
    const read = keys.map(({ publicKey }) => publicKeyOfPem(publicKey))
    const whole = read.flatMap((key) => (key.ok ? [key.value] : []))
    const sound = whole.length === keys.length && whole.every((key, i) => key.keyId === keys[i]!.keyId)
    return sound ? done(whole) : failed(keyProblem('known-keys-corrupt', file))
  } catch {
    return failed(keyProblem('known-keys-corrupt', file))
  }
}

export async function addKnownKey(folder: string, key: PublicKey): Promise<Outcome<void>> {
  const known = await knownKeys(folder)
  if (!known.ok) return known
  if (known.value.some((k) => k.keyId === key.keyId)) return done(undefined)
  const keys = [...known.value, key].map((k) => ({ keyId: k.keyId, publicKey: pemOfPublicKey(k) }))
  const written = await replaceFile(fileIn(folder), `${JSON.stringify({ keys }, null, 2)}\n`, 0o644)
  return written.ok ? done(undefined) : written
}
