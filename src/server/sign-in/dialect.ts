import type { Dialect } from 'kysely'
import type { Engine, Query } from '../../registry/engine.ts'
import { queryDialect } from '../../registry/query-dialect.ts'
import { roles } from '../../registry/roles.ts'

const ENTER = `SET LOCAL ROLE ${roles.auth}; SET LOCAL search_path = auth`

/** One transaction among accounts and sessions. */
export function asAuth<T>(engine: Engine, work: (query: Query) => Promise<T>): Promise<T> {
  return engine.transaction(ENTER, ({ query }) => work(query))
}

/**
 * The library's statements, each a transaction of its own on either engine. It may hold none open: the embedded engine has one
 * connection, and a transaction that waits for a hash, or for another transaction, would stop everybody.
 */
export function authDialect(engine: Engine): Dialect {
  return queryDialect(
    (text, values) => asAuth(engine, (query) => query(text, values)),
    'sign-in holds no transaction open',
  )
}
