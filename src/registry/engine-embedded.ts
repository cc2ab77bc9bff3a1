import { PGlite, type Transaction } from '@electric-sql/pglite'
import { hold, openFiles } from './embedded-folder.ts'
import { type Connection, type Engine, plainName } from './engine.ts'
import { roles } from './roles.ts'

/**
 * PostgreSQL inside this process (PGlite), its files in a folder; without a folder in memory, for tests.
 * One process holds a folder: two would lose each other's rows without an error. Problems: folder-in-use, database-damaged (as ProblemError).
 * It does not wait for the disk: what a power cut may take is what came since the last backup.
 */
export async function openEmbedded(folder?: string): Promise<Engine> {
  const release = folder === undefined ? async () => {} : await hold(folder)
  try {
    const lite = await (folder === undefined ? PGlite.create() : openFiles(folder))
    return engineOf(lite, release)
  } catch (error) {
    await release()
    throw error
  }
}

function engineOf(lite: PGlite, release: () => Promise<void>): Engine {
  const asLogin = async () => {
    const { rows } = await lite.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [roles.login])
    if (rows.length > 0) await lite.exec(`SET SESSION AUTHORIZATION ${roles.login}`)
  }
  // a folder from an earlier start has its roles; a new one gets them by the first `install`
  let ready = asLogin()
  let turn: Promise<unknown> = Promise.resolve()
  let since = 0
  return {
    kind: 'embedded',
    transaction: async (enter, work) => {
      // one connection for all: while somebody installs it has other rights
      await turn
      await ready
      // it never gives way by itself, and timers and requests would starve
      if (++since % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
      return lite.transaction(async (tx) => {
        await tx.exec(enter)
        return work(connectionOf(tx))
      })
    },
    install: (work) => {
      const mine = turn.then(async () => {
        await ready
        await lite.exec('SET SESSION AUTHORIZATION postgres')
        try {
          return await work(connectionOf(lite))
        } finally {
          ready = lite.exec('RESET ROLE').then(asLogin)
          await ready
        }
      })
      turn = mine.catch(() => undefined)
      return mine
    },
    listen: async (channel, take) => {
      await ready
      return lite.listen(plainName(channel), take)
    },
    dump: () => lite.dumpDataDir('none'),
    close: async () => {
      await lite.close()
      await release()
    },
  }
}

function connectionOf(tx: Transaction | PGlite): Connection {
  return {
    query: async <T>(text: string, values: readonly unknown[] = []) => {
      const { rows, affectedRows } = await tx.query<T>(text, [...values])
      return { rows, affected: affectedRows ?? 0 }
    },
    script: async (text) => {
      await tx.exec(text)
    },
  }
}
