import { join } from 'node:path'
import { done, failed, type Outcome, type Problem, ProblemError } from '../language/problem.ts'
import type { Engine } from '../registry/engine.ts'
import { openEmbedded } from '../registry/engine-embedded.ts'
import { openServer } from '../registry/engine-server.ts'
import { folderStore } from '../registry/evidence/folder.ts'
import { s3Store } from '../registry/evidence/s3.ts'
import type { EvidenceStore } from '../registry/evidence/store.ts'
import type { House } from '../registry/house.ts'
import { install } from '../registry/install.ts'
import { openJobs } from '../registry/jobs.ts'
import { registerLibrary } from '../registry/standards.ts'

/** Where an installation keeps what it keeps. */
export interface Place {
  /** folder of this machine: the embedded database, local evidence, keys, work in progress */
  readonly folder: string
  /** a PostgreSQL server instead of the embedded one, as `pl_login` */
  readonly databaseUrl?: string
  /** the same as a role that may make roles and schemas; without it nothing is installed */
  readonly installUrl?: string
  /** a store that speaks S3 instead of the folder */
  readonly s3?: {
    readonly url: string
    readonly region: string
    readonly accessKeyId: string
    readonly secretAccessKey: string
  }
}

export interface OpenHouse {
  readonly house: House
  readonly warnings: readonly Problem[]
  close(): Promise<void>
}

/** Reads the place from a folder and an environment such as `process.env`. */
export function placeFrom(folder: string, env: Readonly<Record<string, string | undefined>>): Place {
  const { DATABASE_URL: url, DATABASE_INSTALL_URL: installUrl } = env
  const s3 = env['PLUMBLINE_S3_URL']
  return {
    folder,
    ...(url ? { databaseUrl: url } : {}),
    ...(installUrl ? { installUrl } : {}),
    ...(s3
      ? {
          s3: {
            url: s3,
            region: env['PLUMBLINE_S3_REGION'] ?? 'us-east-1',
            accessKeyId: env['PLUMBLINE_S3_ACCESS_KEY_ID'] ?? '',
            secretAccessKey: env['PLUMBLINE_S3_SECRET_ACCESS_KEY'] ?? '',
          },
        }
      : {}),
  }
}

/** Opens, brings up to date and fills with the library what is there. Problems: folder-in-use, migration-changed, schema-newer. */
export async function openHouse(place: Place): Promise<Outcome<OpenHouse>> {
  let engine: Engine
  try {
    engine = place.databaseUrl
      ? openServer({ url: place.databaseUrl, ...(place.installUrl ? { installUrl: place.installUrl } : {}) })
      : await openEmbedded(join(place.folder, 'database'))
  } catch (error) {
    if (error instanceof ProblemError) return failed(...error.problems)
    throw error
  }
  try {
    const warnings: Problem[] = []
    if (!place.databaseUrl || place.installUrl) {
      const installed = await install(engine, passwordOf(place.databaseUrl))
      if (!installed.ok) {
        await engine.close()
        return installed
      }
      warnings.push(...(await registerLibrary(engine)))
    }
    const jobs = await openJobs(engine)
    // nobody else works here: what was under way when it ended waits for nobody
    if (engine.kind === 'embedded') await jobs.releaseOrphans()
    const house: House = {
      engine,
      jobs,
      evidence: await storeOf(place),
      workFolder: join(place.folder, 'work'),
      keysFolder: join(place.folder, 'keys'),
    }
    return done({
      house,
      warnings,
      close: async () => {
        await jobs.stop()
        await engine.close()
      },
    })
  } catch (error) {
    await engine.close()
    throw error
  }
}

function storeOf({ folder, s3 }: Place): Promise<EvidenceStore> | EvidenceStore {
  return s3 ? s3Store({ ...s3, spool: join(folder, 'spool') }) : folderStore(join(folder, 'evidence'))
}

/** The login is made with the password that its address holds. */
function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { password } = new URL(url)
  return password === '' ? undefined : decodeURIComponent(password)
}
