import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Engine, Query } from '../../registry/engine.ts'
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
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> =>
      asAuth(engine, async (query) => {
        const { rows, affected } = await query<R>(sql, parameters)
        return { rows: [...rows], numAffectedRows: BigInt(affected) }
      }),
    streamQuery: () => {
      throw new Error('statements of sign-in are not streamed')
    },
  }
  const refuse = async () => {
    throw new Error('sign-in holds no transaction open')
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
