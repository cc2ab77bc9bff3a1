import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '../language/problem.ts'
import type { Procedure } from '../life/procedure/procedure.ts'
import { readProcedure } from '../life/procedure/read.ts'
import { catalogueFolder } from './crosswalk/catalogue.ts'

const kept = new Map<string, ReadonlyMap<string, Procedure>>()

/** The procedures of a folder by their ids; read once. @throws ProblemError where one of them does not hold together */
export function procedures(folder: string = join(catalogueFolder, 'procedures')): ReadonlyMap<string, Procedure> {
  const known = kept.get(folder)
  if (known) return known
  const all = new Map<string, Procedure>()
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue
    const read = readProcedure(name, readFileSync(join(folder, name), 'utf8'))
    if (!read.ok) throw new ProblemError(read.problems)
    all.set(read.value.id, read.value)
  }
  kept.set(folder, all)
  return all
}
