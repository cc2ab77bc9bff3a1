import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Catalogue } from '../../catalogue/catalogue.ts'
import type { Migration } from '../../catalogue/classification/carry.ts'
import type { Classification } from '../../catalogue/classification/classification.ts'
import { Systems } from '../../catalogue/classification/systems.ts'
import type { Relation } from '../../catalogue/relations/relation.ts'
import type { Target } from '../../catalogue/target.ts'
import type { TaxonomyHeading } from '../../catalogue/taxonomy.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { catalogueFolder } from '../crosswalk/catalogue.ts'
import { readEditions } from './editions.ts'
import { readClassifications, readMigration, readRelations, readTaxonomyHeadings } from './systems.ts'
import { readTargets, readTaxonomy } from './taxonomies.ts'

/** A catalogue with all that stands beside its editions. */
export interface OpenCatalogue {
  readonly catalogue: Catalogue
  readonly systems: Systems
  /** what `systems` was made of */
  readonly migrations: readonly Migration[]
  readonly classifications: readonly Classification[]
  readonly headings: readonly TaxonomyHeading[]
  readonly relations: readonly Relation[]
  readonly targets: readonly Target[]
}

/**
 * Reads a folder like `catalogue/`: `editions.csv` or another file in its place; what else is not there is empty. Problems: catalogue-unreadable
 * and those of a table.
 */
export function openCatalogue(folder: string = catalogueFolder, editions?: string): Outcome<OpenCatalogue> {
  const problems: Problem[] = []
  const read = <T>(file: string, by: (text: string, file: string) => Outcome<T>, empty?: T): T | undefined => {
    if (empty !== undefined && !existsSync(file)) return empty
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      problems.push(unreadable(file, (error as NodeJS.ErrnoException).code ?? String(error)))
      return undefined
    }
    const got = by(text, file)
    if (got.ok) return got.value
    problems.push(...got.problems)
    return undefined
  }
  const trees = join(folder, 'taxonomies')
  const rows = read(editions ?? join(folder, 'editions.csv'), readEditions)
  const headings = read(join(trees, 'taxonomies.csv'), readTaxonomyHeadings, []) ?? []
  const taxonomies = headings.flatMap(({ id }) => {
    const tree = read(join(trees, `${id}.csv`), (text, file) => readTaxonomy(id, text, file))
    return tree ? [tree] : []
  })
  const between = join(trees, 'migrations')
  const migrations = (existsSync(between) ? readdirSync(between).sort() : []).flatMap((name) => {
    const migration = read(join(between, name), (text, file) => readMigration(name, text, file))
    return migration ? [migration] : []
  })
  const classifications = read(join(folder, 'classifications.csv'), readClassifications, []) ?? []
  const relations = read(join(folder, 'relations.csv'), readRelations, []) ?? []
  const targets = read(join(folder, 'targets.csv'), readTargets, []) ?? []
  if (problems.length > 0 || rows === undefined) return failed(...problems)
  return done({
    catalogue: new Catalogue(rows.editions, relations),
    systems: new Systems(taxonomies, migrations, classifications),
    migrations,
    classifications,
    headings,
    relations,
    targets,
  })
}

const unreadable = (file: string, got: string) =>
  problem(
    'catalogue-unreadable',
    { zh: '读不到目录文件', en: 'The catalogue cannot be read' },
    { place: { file }, got },
  )
