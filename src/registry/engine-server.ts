import pg from 'pg'
import { type Connection, type Engine, plainName } from './engine.ts'

export interface ServerOptions {
  /** as `pl_login` */
  readonly url: string
  /** as a role that may create roles and schemas; the same where it is left out */
  readonly installUrl?: string
  /** connections at most, default 10 */
  readonly connections?: number
}

/** any number, the same in all processes: who installs waits for whoever installs already */
const INSTALLING = 7_318_205

/** A PostgreSQL server, 15 or newer. */
export function openServer({ url, installUrl = url, connections = 10 }: ServerOptions): Engine {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  // a server that goes away ends idle connections and those in use; the statement in flight says so
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'server',
    transaction: async (enter, work) => {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query(`BEGIN; ${enter}`)
        const result = await work(connectionOf(client))
        await client.query('COMMIT')
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((lost: Error) => {
          broken = lost
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    install: async (work) => {
      const client = new pg.Client({ connectionString: installUrl })
      client.on('error', () => {})
      await client.connect()
      try {
        await client.query('SELECT pg_advisory_lock($1)', [INSTALLING])
        return await work(connectionOf(client))
      } finally {
        await client.end()
      }
    },
    listen: async (channel, take) => {
      const end = await listenTo(url, plainName(channel), take)
      const stop = async () => {
        listeners.delete(stop)
        await end()
      }
      listeners.add(stop)
      return stop
    },
    close: async () => {
      await Promise.all([...listeners].map((stop) => stop()))
      await pool.end()
    },
  }
}

/** Connects again after a loss, and says so with an empty payload: what was notified meanwhile is not repeated. */
async function listenTo(url: string, channel: string, take: (payload: string) => void): Promise<() => Promise<void>> {
  let client: pg.Client | undefined
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    if (ended || timer) return
    timer = setTimeout(() => {
      timer = undefined
      open()
        .then(() => take(''))
        .catch(again)
    }, 500)
  }
  const open = async () => {
    const own = new pg.Client({ connectionString: url })
    own.on('error', () => {})
    own.on('end', again)
    own.on('notification', ({ payload }) => take(payload ?? ''))
    await own.connect()
    await own.query(`LISTEN ${channel}`)
    client = own
    if (ended) await own.end()
  }
  await open()
  return async () => {
    ended = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}

function connectionOf(client: pg.ClientBase): Connection {
  return {
    query: async <T>(text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query(text, [...values])
      return { rows: rows as T[], affected: rowCount ?? 0 }
    },
    script: async (text) => {
      await client.query(text)
    },
  }
}
