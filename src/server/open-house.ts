import { join } from 'node:path'
import { done, failed, type Outcome, type Problem } from '../language/problem.ts'
import { folderStore } from '../registry/evidence/folder.ts'
import { s3Store } from '../registry/evidence/s3.ts'
import type { EvidenceStore } from '../registry/evidence/store.ts'
import type { House } from '../registry/house.ts'
import { openJobs } from '../registry/jobs.ts'
import { observedEngine } from '../registry/observed-engine.ts'
import { registerLibrary } from '../registry/standards.ts'
import { type Telemetry, unobserved } from '../registry/telemetry.ts'
import { type Vault, vaultOf } from '../registry/vault.ts'
import { bringUpToDate, mayInstall, openEngine } from './open-engine.ts'
import { folders, type Place } from './place.ts'
import { secretIn } from './secret.ts'
import { lostConnection, unreachable } from './unreachable.ts'

export interface OpenOptions {
  readonly library?: boolean
  /** milliseconds to wait for a database server */
  readonly patience?: number
  readonly telemetry?: Telemetry
}

export interface OpenHouse {
  readonly house: House
  readonly warnings: readonly Problem[]
  close(): Promise<void>
}

/**
 * Opens, brings up to date and fills with the library what is there. A database server that is not there yet is waited for: after a power
 * cut everything starts at once. Problems: folder-in-use, database-damaged, database-unreachable, migration-changed, schema-newer.
 */
export async function openHouse(
  place: Place,
  { library = true, patience = 60_000, telemetry = unobserved }: OpenOptions = {},
): Promise<Outcome<OpenHouse>> {
  for (const end = Date.now() + patience; ; ) {
    try {
      return await openOnce(place, library, telemetry)
    } catch (error) {
      const lost = lostConnection(error)
      if (lost === undefined) throw error
      if (Date.now() >= end) return failed(unreachable(lost))
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

async function openOnce(place: Place, library: boolean, telemetry: Telemetry): Promise<Outcome<OpenHouse>> {
  const found = await openEngine(place)
  if (!found.ok) return found
  const engine = observedEngine(found.value, telemetry)
  try {
    const warnings: Problem[] = []
    if (mayInstall(place)) {
      const installed = await bringUpToDate(engine, place)
      if (!installed.ok) {
        await engine.close()
        return installed
      }
      if (library) warnings.push(...(await registerLibrary(engine)))
    }
    const jobs = await openJobs(engine, telemetry)
    // nobody else works here: what was under way when it ended waits for nobody
    if (engine.kind === 'embedded') await jobs.releaseOrphans()
    const house: House = {
      engine,
      jobs,
      evidence: await storeOf(place),
      workFolder: join(place.folder, 'work'),
      keysFolder: join(place.folder, 'keys'),
      vault: vaultIn(place),
      telemetry,
    }
    return done({
      house,
      warnings,
      close: async () => {
        await jobs.stop()
        await engine.close()
        await telemetry.close()
      },
    })
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** The secret is read, or made, when something is sealed or opened. */
export const vaultIn = ({ folder, secret }: Place): Vault =>
  vaultOf(async () => secret ?? (await secretIn(folders.secret(folder))))

export function storeOf({ folder, s3 }: Place): Promise<EvidenceStore> | EvidenceStore {
  return s3 ? s3Store({ ...s3, spool: join(folder, 'spool') }) : folderStore(join(folder, 'evidence'))
}
