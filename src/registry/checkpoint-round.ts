import { join } from 'node:path'
import { knownKeys, openSigningKey } from '../attestation/keys.ts'
import { canonicalText } from '../language/canonical.ts'
import { done, type Outcome } from '../language/problem.ts'
import { auditHeads } from './audit.ts'
import { readSeals, seal, sealName, writeSeal } from './checkpoints.ts'
import type { Engine } from './engine.ts'

/** What is sealed: the chains of a database, with the key of an installation, into its folder. */
export interface Sealing {
  readonly engine: Engine
  readonly keysFolder: string
  /** of checkpoints */
  readonly folder: string
}

/** Signs the ends of all chains into a file. Problems: of the key; checkpoint-exists. */
export async function checkpoint(
  { engine, keysFolder, folder }: Sealing,
  file = join(folder, sealName()),
): Promise<Outcome<{ readonly file: string; readonly chains: number }>> {
  const key = await openSigningKey({ folder: keysFolder })
  if (!key.ok) return key
  const heads = await auditHeads(engine)
  const written = await writeSeal(file, seal(heads, key.value))
  return written.ok ? done({ file, chains: heads.length }) : written
}

/** The same, unless the last checkpoint says it already: many restarts make no heap of files. */
export async function checkpointIfNew(sealing: Sealing): Promise<Outcome<{ readonly file?: string }>> {
  const known = await knownKeys(sealing.keysFolder)
  const { seals } = await readSeals(sealing.folder, known.ok ? known.value : [])
  const heads = await auditHeads(sealing.engine)
  const last = seals.at(-1)
  if (heads.length === 0 || (last && canonicalText(last.heads) === canonicalText(heads))) return done({})
  return checkpoint(sealing)
}
