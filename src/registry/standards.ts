import { findStandard, listStandards } from '../assessment/library.ts'
import { type Problem, problem } from '../language/problem.ts'
import type { Standard } from '../language/standard.ts'
import type { Text } from '../language/text.ts'
import type { Engine } from './engine.ts'
import { roles } from './roles.ts'
import { asAnyone } from './unit.ts'

export interface StandardRow {
  readonly hash: string
  readonly id: string
  readonly edition: string
  readonly title: Text
  readonly authority: string
  readonly current: boolean
}

/**
 * Makes the standards of the library known by their hashes. An edition that was used stays for ever: what rests on it can be judged again.
 * Gives what was wrong with those that do not load, which are left out.
 */
export async function registerLibrary(engine: Engine): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const loaded: Standard[] = []
  for (const { file } of listStandards()) {
    const found = findStandard(file)
    if (found.ok) loaded.push(found.value.standard)
    else problems.push(...found.problems)
  }
  await engine.install(async ({ query, script }) => {
    await script(`BEGIN; SET LOCAL ROLE ${roles.owner}`)
    try {
      await query('UPDATE registry.standard SET current = false WHERE current AND NOT (hash = ANY ($1))', [
        loaded.map(({ hash }) => hash),
      ])
      for (const { hash, id, edition, title, authority, files } of loaded)
        await query(
          `INSERT INTO registry.standard (hash, id, edition, title, authority, files, current) VALUES ($1, $2, $3, $4::jsonb, $5, $6::jsonb, true)
           ON CONFLICT (hash) DO UPDATE SET current = true, title = excluded.title, authority = excluded.authority, files = excluded.files`,
          [hash, id, edition, JSON.stringify(title), authority, JSON.stringify([...files])],
        )
      await script('COMMIT')
    } catch (error) {
      await script('ROLLBACK')
      throw error
    }
  })
  return problems
}

/** By id; the editions in force, or with `all` every one that was ever used here. */
export function standards(engine: Engine, all = false): Promise<readonly StandardRow[]> {
  return asAnyone(engine, (db) =>
    db
      .selectFrom('standard')
      .select(['hash', 'id', 'edition', 'title', 'authority', 'current'])
      .$if(!all, (q) => q.where('current', '=', true))
      .orderBy('id')
      .orderBy('edition')
      .execute(),
  )
}

export function unknownStandard(got: string): Problem {
  return problem('standard-unknown', { zh: '没有这个标准', en: 'There is no such standard' }, { got })
}
