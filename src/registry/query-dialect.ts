import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Query } from './engine.ts'

/** Kysely over one way to run a statement: it writes statements, and opens neither connection nor transaction. `refusal`: why not. */
export function queryDialect(query: Query, refusal: string): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, affected } = await query<R>(sql, parameters)
      return { rows: [...rows], numAffectedRows: BigInt(affected) }
    },
    streamQuery: () => {
      throw new Error('statements are not streamed here')
    },
  }
  const refuse = async () => {
    throw new Error(refusal)
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
