import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Outcome } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { folders } from '../place.ts'
import { packed, placed } from './archive.ts'

export const DATABASE = 'database.tar.gz'

/**
 * The embedded database as it is now, and what an installation cannot do without: its secret, its keys, its checkpoints. Evidence is not in
 * it; it never changes and is copied beside. People go on working meanwhile. Problems: backup-exists.
 */
export async function backUp(engine: Engine, folder: string, file: string, at = new Date()): Promise<Outcome<void>> {
  if (!engine.dump) throw new Error('only the embedded database is dumped')
  const tar = new Uint8Array(await (await engine.dump()).arrayBuffer())
  const files = new Map<string, Uint8Array>([[DATABASE, await promisify(gzip)(tar, { level: 1 })]])
  const secret = await readFile(folders.secret(folder)).catch(() => undefined)
  if (secret) files.set('secret', secret)
  for (const name of ['keys', 'checkpoints'] as const)
    for (const entry of await listed(folders[name](folder)))
      files.set(`${name}/${entry}`, await readFile(join(folders[name](folder), entry)))
  return placed(file, packed({ at: at.toISOString(), files }))
}

const listed = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((e) => e.isFile() && /\.(json|pem)$/.test(e.name)).map((e) => e.name)
}
