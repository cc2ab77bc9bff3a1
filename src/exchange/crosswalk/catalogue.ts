import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findStandard, libraryFolder, listStandards } from '../../assessment/library.ts'
import type { Framework } from '../../crosswalk/framework.ts'
import type { MappingSet } from '../../crosswalk/mapping.ts'
import { frameworkOf } from '../../crosswalk/of-standard.ts'
import { done, failed, type Outcome, type Problem } from '../../language/problem.ts'
import { readHeadings, readRequirements } from './own/frameworks.ts'
import { readMappings, readSets } from './own/mappings.ts'

/** Frameworks and the mapping sets between them. */
export interface Crosswalk {
  readonly frameworks: readonly Framework[]
  readonly sets: readonly MappingSet[]
}

export const catalogueFolder: string = join(dirname(libraryFolder), 'catalogue')

/** A file of the catalogue: `/` in an id is no folder. */
const fileOf = (id: string) => `${id.replaceAll('/', '.')}.csv`

/**
 * What comes with the product: `catalogue/frameworks` and `catalogue/crosswalks`. Of the standards that it runs, those that a mapping or `also`
 * names, or all: to load one takes a while.
 */
export function readCrosswalk(
  also: readonly string[] | 'all' = [],
  folder: string = catalogueFolder,
): Outcome<Crosswalk> {
  const problems: Problem[] = []
  const taken = <T>(got: Outcome<T>): T | undefined => {
    if (got.ok) return got.value
    problems.push(...got.problems)
    return undefined
  }
  const text = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
  const frameworks: Framework[] = []
  const list = join(folder, 'frameworks', 'frameworks.csv')
  for (const { known: _, ...heading } of taken(readHeadings(text(list), list)) ?? []) {
    const file = join(folder, 'frameworks', fileOf(heading.id))
    const requirements = taken(readRequirements(text(file), file))
    if (requirements) frameworks.push({ ...heading, requirements })
  }
  const sets: MappingSet[] = []
  const setList = join(folder, 'crosswalks', 'crosswalks.csv')
  for (const heading of taken(readSets(text(setList), setList)) ?? []) {
    const file = join(folder, 'crosswalks', fileOf(heading.id))
    const mappings = taken(readMappings(text(file), file))
    if (mappings) sets.push({ ...heading, mappings })
  }
  const named = new Set([...(also === 'all' ? [] : also), ...sets.flatMap((s) => [s.source, s.target])])
  for (const { id } of listStandards()) {
    if (also !== 'all' && !named.has(id)) continue
    const found = taken(findStandard(id))
    if (found) frameworks.push(frameworkOf(found.standard))
  }
  return problems.length > 0 ? failed(...problems) : done({ frameworks, sets })
}
