import { done, failed, type Outcome, type Problem, ProblemError } from '../language/problem.ts'
import type { Engine } from '../registry/engine.ts'
import { openEmbedded } from '../registry/engine-embedded.ts'
import { openServer } from '../registry/engine-server.ts'
import { install } from '../registry/install.ts'
import { backupsIn } from './keeping/backups.ts'
import { folders, type Place } from './place.ts'

/** The database of a place, as it is. Problems: folder-in-use, database-damaged. */
export async function openEngine({ folder, databaseUrl, installUrl }: Place): Promise<Outcome<Engine>> {
  if (databaseUrl) return done(openServer({ url: databaseUrl, ...(installUrl ? { installUrl } : {}) }))
  try {
    return done(await openEmbedded(folders.database(folder)))
  } catch (error) {
    if (error instanceof ProblemError)
      return failed(...(await Promise.all(error.problems.map((p) => advised(p, folder)))))
    throw error
  }
}

/** Whoever finds the database damaged is told which backup there is. */
async function advised(found: Problem, folder: string): Promise<Problem> {
  if (found.code !== 'database-damaged') return found
  const last = (await backupsIn(folder)).at(-1)
  if (!last) return found
  return {
    ...found,
    next: {
      zh: `plumbline restore ${last.file} --data ${folder}`,
      en: `plumbline restore ${last.file} --data ${folder}`,
    },
  }
}

/** Roles and schema are made by whoever may: always in the embedded database, on a server with an address for it. */
export const mayInstall = ({ databaseUrl, installUrl }: Place): boolean => !databaseUrl || installUrl !== undefined

/** Problems: migration-changed, schema-newer. */
export const bringUpToDate = (engine: Engine, { databaseUrl }: Place): Promise<Outcome<readonly string[]>> =>
  install(engine, passwordOf(databaseUrl))

/** The database of a place, brought up to date where that may be done, for work that is not the server's. */
export async function openKept(place: Place): Promise<Outcome<Engine>> {
  const engine = await openEngine(place)
  if (!engine.ok || !mayInstall(place)) return engine
  const installed = await bringUpToDate(engine.value, place)
  if (installed.ok) return engine
  await engine.value.close()
  return installed
}

/** The login is made with the password that its address holds. */
function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const { password } = new URL(url)
  return password === '' ? undefined : decodeURIComponent(password)
}
