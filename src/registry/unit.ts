import { Kysely } from 'kysely'
import { canonicalText } from '../language/canonical.ts'
import type { Database } from './database.ts'
import type { Connection, Engine, Query } from './engine.ts'
import { queryDialect } from './query-dialect.ts'
import { roles } from './roles.ts'

/** Who acts: an organization, and the person, token or process in its name. */
export interface Actor {
  /** uuid */
  readonly org: string
  readonly person: string
}

/** What happened, for the audit log. `what` is a word such as `assessment.started`; ids and short facts beside it, never a secret. */
export interface AuditEvent {
  readonly what: string
  readonly [fact: string]: string | number | boolean | null | readonly string[]
}

/** One transaction in the name of one organization. */
export interface Unit extends Actor {
  readonly db: Kysely<Database>
  readonly query: Query
  /** the queue, inside this transaction, as pg-boss takes it */
  readonly jobs: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }
  /** appended to the organization's chain when the work is done, last in the transaction: whoever appends keeps others waiting */
  record(event: AuditEvent): void
  /** undone alone where `work` throws */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const PERSON = /^[A-Za-z0-9:._-]{1,100}$/

/** Channel on which the id of an organization is notified when its chain has grown. */
export const EVENTS = 'pl_events'

/** Runs `work` in one transaction as an organization; the database itself keeps every other organization's rows out of it. */
export async function asTenant<T>(engine: Engine, actor: Actor, work: (unit: Unit) => Promise<T>): Promise<T> {
  // both are pasted into text
  if (!UUID.test(actor.org) || !PERSON.test(actor.person)) throw new Error('not an actor')
  const enter = `SET LOCAL ROLE ${roles.app}; SET LOCAL app.org = '${actor.org}'; SET LOCAL app.actor = '${actor.person}'`
  return engine.transaction(enter, async (connection) => {
    const events: AuditEvent[] = []
    const result = await work(unitOf(actor, connection, events))
    for (const event of events) {
      const body = canonicalText({ ...event, actor: actor.person })
      await connection.query('SELECT registry.audit_append($1)', [body])
    }
    if (events.length > 0) await connection.query('SELECT pg_notify($1, $2)', [EVENTS, actor.org])
    return result
  })
}

/** Reads what all may read: standards, offices, publications. */
export function asAnyone<T>(engine: Engine, work: (db: Kysely<Database>, query: Query) => Promise<T>): Promise<T> {
  return engine.transaction(`SET LOCAL ROLE ${roles.app}; SET TRANSACTION READ ONLY`, ({ query }) =>
    work(database(query), query),
  )
}

function unitOf(actor: Actor, { query, script }: Connection, events: AuditEvent[]): Unit {
  let savepoints = 0
  return {
    ...actor,
    query,
    db: database(query),
    jobs: {
      executeSql: async (text, values) => {
        await script(`SET LOCAL ROLE ${roles.jobs}`)
        const { rows } = await query(text, values)
        await script(`SET LOCAL ROLE ${roles.app}`)
        return { rows: [...rows] }
      },
    },
    record: (event) => {
      events.push(event)
    },
    savepoint: async (work) => {
      const name = `s${++savepoints}`
      const recorded = events.length
      await script(`SAVEPOINT ${name}`)
      try {
        const result = await work()
        await script(`RELEASE SAVEPOINT ${name}`)
        return result
      } catch (error) {
        await script(`ROLLBACK TO SAVEPOINT ${name}`)
        events.length = recorded
        throw error
      }
    },
  }
}

/** Typed statements over the transaction that is open already; it cannot open another. */
function database(query: Query): Kysely<Database> {
  const dialect = queryDialect(query, 'the transaction is open already: use savepoint')
  return new Kysely<Database>({ dialect }).withSchema('registry') as Kysely<Database>
}
