import { mkdir, readFile, rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { replaceFile } from '../../attestation/keys/files.ts'
import { ProblemError } from '../../language/problem.ts'

/**
 * Puts a file of an installation in its place, for its owner alone unless it is public. What stands there stays, or with `mark` is renamed
 * where it is another. Gives that name.
 */
export async function putFile(path: string, content: Uint8Array, mark?: string): Promise<string | undefined> {
  const found = await readFile(path).catch(() => undefined)
  if (found && (mark === undefined || Buffer.compare(found, content) === 0)) return undefined
  const before = found ? `${path}.before-${mark}` : undefined
  if (before) await rename(path, before)
  const open = /\/keys$/.test(dirname(path)) && !basename(path).endsWith('signing.pem')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const written = await replaceFile(path, Buffer.from(content).toString('utf8'), open ? 0o644 : 0o600)
  if (!written.ok) throw new ProblemError(written.problems)
  return before
}
