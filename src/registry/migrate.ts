import { createHash } from 'node:crypto'
import { done, failed, type Outcome, problem } from '../language/problem.ts'
import type { Connection } from './engine.ts'
import { migrations } from './migrations/index.ts'
import { roles } from './roles.ts'

/** A step of the schema: applied once, in order, never edited afterwards. */
export interface Migration {
  /** `0001-registry` */
  readonly name: string
  readonly sql: string
  /** stands for the text where a library writes it */
  readonly seal?: string
}

/**
 * Brings the schema up to this version of the product, each step in a transaction of its own; what is applied already is left alone.
 * Problems: migration-changed (an applied step is not the one that this version has), schema-newer (a newer version has been here).
 */
export async function migrate(
  { query, script }: Connection,
  steps: readonly Migration[] = migrations,
): Promise<Outcome<readonly string[]>> {
  await script(`SET ROLE ${roles.owner};
    CREATE SCHEMA IF NOT EXISTS registry;
    CREATE TABLE IF NOT EXISTS registry.migration (name text PRIMARY KEY, sha256 text NOT NULL, at timestamptz NOT NULL DEFAULT now())`)
  const { rows } = await query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM registry.migration ORDER BY name',
  )
  const known = new Map(steps.map((step) => [step.name, hashOf(step)]))
  for (const { name, sha256 } of rows) {
    const own = known.get(name)
    if (own === undefined) return failed(newer(name))
    if (own !== sha256) return failed(changed(name))
  }
  const applied = new Set(rows.map((row) => row.name))
  const made: string[] = []
  for (const step of steps) {
    if (applied.has(step.name)) continue
    await script(`BEGIN; ${step.sql};
      INSERT INTO registry.migration (name, sha256) VALUES ('${step.name}', '${hashOf(step)}'); COMMIT`).catch(
      async (error: unknown) => {
        await script('ROLLBACK')
        throw error
      },
    )
    made.push(step.name)
  }
  return done(made)
}

/** Steps of this version that a database lacks, and those that it has and this version does not know. */
export function compared(
  applied: readonly { readonly name: string; readonly sha256: string }[],
  steps: readonly Migration[] = migrations,
): { readonly lacking: readonly string[]; readonly unknown: readonly string[] } {
  const has = new Set(applied.map(({ name, sha256 }) => `${name} ${sha256}`))
  const own = new Set(steps.map((step) => `${step.name} ${hashOf(step)}`))
  return {
    lacking: steps.filter((step) => !has.has(`${step.name} ${hashOf(step)}`)).map(({ name }) => name),
    unknown: applied.filter(({ name, sha256 }) => !own.has(`${name} ${sha256}`)).map(({ name }) => name),
  }
}

const hashOf = ({ sql, seal = sql }: Migration) => createHash('sha256').update(seal).digest('hex')

function changed(name: string) {
  return problem(
    'migration-changed',
    {
      zh: '数据库的结构与本版本的记录不符',
      en: 'The structure of the database is not the one that this version records',
    },
    {
      got: name,
      next: { zh: '用建立该数据库的版本，或从备份恢复', en: 'use the version that made it, or restore a backup' },
    },
  )
}

function newer(name: string) {
  return problem(
    'schema-newer',
    { zh: '数据库由更新的版本使用过', en: 'A newer version has used this database' },
    { got: name, next: { zh: '安装更新的版本', en: 'install the newer version' } },
  )
}
