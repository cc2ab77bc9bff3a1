import type { Outcome } from '../language/problem.ts'
import type { Engine } from './engine.ts'
import { migrate } from './migrate.ts'
import { makeRoles } from './roles.ts'

/** Brings a database up: roles, then the schema. Safe to run from many processes at once, and again. Gives the steps that were applied. */
export function install(engine: Engine, password?: string): Promise<Outcome<readonly string[]>> {
  return engine.install(async (connection) => {
    await makeRoles(connection, password)
    return migrate(connection)
  })
}
