import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findStandard, libraryFolder, listStandards } from '../../assessment/library.ts'
import type { Framework } from '../../crosswalk/framework.ts'
import type { MappingSet } from '../../crosswalk/mapping.ts'
import { frameworkOf } from '../../crosswalk/of-standard.ts'
import { done, failed, type Outcome, type Problem } from '../../language/problem.ts'
import { readHeadings, readRequirements, writeHeadings, writeRequirements } from './own/frameworks.ts'
import { readMappings, readSets, writeMappings, writeSets } from './own/mappings.ts'

/** Frameworks and the mapping sets between them. */
export interface Crosswalk {
  readonly frameworks: readonly Framework[]
  readonly sets: readonly MappingSet[]
}

export const catalogueFolder: string = join(dirname(libraryFolder), 'catalogue')

/** A file of the catalogue: `/` in an id is no folder. */
export const fileOf = (id: string) => `${id.replaceAll('/', '.')}.csv`

/**
 * What comes with the product: `catalogue/frameworks` and `catalogue/crosswalks`. Of the standards that it runs, those that a mapping or `also`
 * names, or all: to load one takes a while.
 */
export function readCrosswalk(
  also: readonly string[] | 'all' = [],
  folder: string = catalogueFolder,
): Outcome<Crosswalk> {
  const tables = readTables(folder)
  if (!tables.ok) return tables
  const { sets } = tables.value
  const frameworks = [...tables.value.frameworks]
  const problems: Problem[] = []
  const named = new Set([...(also === 'all' ? [] : also), ...sets.flatMap((s) => [s.source, s.target])])
  for (const { id } of listStandards()) {
    if (also !== 'all' && !named.has(id)) continue
    const found = findStandard(id)
    if (found.ok) frameworks.push(frameworkOf(found.value.standard))
    else problems.push(...found.problems)
  }
  return problems.length > 0 ? failed(...problems) : done({ frameworks, sets })
}

/** A folder laid out like the catalogue's: what is not there is empty. */
export function readTables(folder: string): Outcome<Crosswalk> {
  const problems: Problem[] = []
  const taken = <T>(got: Outcome<T>): T | undefined => {
    if (got.ok) return got.value
    problems.push(...got.problems)
    return undefined
  }
  const text = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
  const listed = <T>(path: string, read: (text: string, file: string) => Outcome<readonly T[]>): readonly T[] =>
    existsSync(path) ? (taken(read(text(path), path)) ?? []) : []
  const frameworks: Framework[] = []
  const list = join(folder, 'frameworks', 'frameworks.csv')
  for (const { known: _, ...heading } of listed(list, readHeadings)) {
    const file = join(folder, 'frameworks', fileOf(heading.id))
    const requirements = taken(readRequirements(text(file), file))
    if (requirements) frameworks.push({ ...heading, requirements })
  }
  const sets: MappingSet[] = []
  const setList = join(folder, 'crosswalks', 'crosswalks.csv')
  for (const heading of listed(setList, readSets)) {
    const file = join(folder, 'crosswalks', fileOf(heading.id))
    const mappings = taken(readMappings(text(file), file))
    if (mappings) sets.push({ ...heading, mappings })
  }
  return problems.length > 0 ? failed(...problems) : done({ frameworks, sets })
}

/** The same as files to be written, by their names from the folder on: `frameworks/a.csv`. Read again by readTables. */
export function tablesOf({ frameworks, sets }: Crosswalk): ReadonlyMap<string, string> {
  return new Map([
    ...(frameworks.length > 0 ? [['frameworks/frameworks.csv', writeHeadings(frameworks)] as const] : []),
    ...frameworks.map((f) => [`frameworks/${fileOf(f.id)}`, writeRequirements(f)] as const),
    ...(sets.length > 0 ? [['crosswalks/crosswalks.csv', writeSets(sets)] as const] : []),
    ...sets.map((s) => [`crosswalks/${fileOf(s.id)}`, writeMappings(s)] as const),
  ])
}
