import { existsSync, statSync } from 'node:fs'
import type { Framework } from '../../../crosswalk/framework.ts'
import type { MappingSet } from '../../../crosswalk/mapping.ts'
import { frameworkNamed } from '../../../crosswalk/named.ts'
import { type Network, network } from '../../../crosswalk/network.ts'
import { type Crosswalk, readCrosswalk, readTables } from '../../../exchange/crosswalk/catalogue.ts'
import type { Imported } from '../../../exchange/crosswalk/foreign.ts'
import { importCrosswalk } from '../../../exchange/crosswalk/import.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'

export interface Opened extends Crosswalk {
  readonly net: Network
}

/** The catalogue, with what files that are `with` it bring, as one network. */
export async function opened(files: readonly string[], also: readonly string[] | 'all' = []): Promise<Outcome<Opened>> {
  const own = readCrosswalk(also)
  if (!own.ok) return own
  const frameworks = [...own.value.frameworks]
  const sets = [...own.value.sets]
  const left: Problem[] = []
  for (const given of files) {
    const { file, ends } = endsIn(given)
    const read = isFolder(file) ? whole(readTables(file)) : await importCrosswalk(file, ends)
    if (!read.ok) return read
    for (const f of read.value.frameworks) {
      if (frameworks.some((g) => g.id === f.id))
        return failed(
          problem(
            'framework-twice',
            { zh: '框架的标识已被占用', en: 'A framework of this id is there already' },
            { got: f.id, place: { file } },
          ),
        )
      frameworks.push(f)
    }
    sets.push(...read.value.sets)
    left.push(...read.value.problems)
  }
  const settled = named(sets, frameworks)
  left.push(...settled.problems)
  return done({ frameworks, sets: settled.sets, net: network(frameworks, settled.sets) }, left)
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory()

const whole = (read: Outcome<Crosswalk>): Outcome<Imported> => (read.ok ? done({ ...read.value, problems: [] }) : read)

/** `file`, or for a sheet, which names its frameworks nowhere, `file=source,target`. */
function endsIn(given: string): { file: string; ends: { source?: string; target?: string } } {
  const [, file, source, target] = /^(.+)=([^=,]+),([^=,]+)$/.exec(given) ?? []
  return file && source && target && !existsSync(given) ? { file, ends: { source, target } } : { file: given, ends: {} }
}

/** Sets whose frameworks are known, under their ids whatever name the file had; one problem for each framework that is not. */
export function named(
  sets: readonly MappingSet[],
  frameworks: readonly Framework[],
): { sets: MappingSet[]; problems: Problem[] } {
  const problems: Problem[] = []
  const known: MappingSet[] = []
  for (const set of sets) {
    const ends = [set.source, set.target].map((name) => frameworkNamed(frameworks, name))
    const [source, target] = ends
    if (source?.ok && target?.ok) known.push({ ...set, source: source.value.id, target: target.value.id })
    else problems.push(...ends.flatMap((e) => (e.ok ? [] : e.problems.map((p) => unheld(p, set.id)))))
  }
  return { sets: known, problems }
}

/** Not wrong: it only cannot be held against anything, and nothing rests on it. */
const unheld = (p: Problem, set: string): Problem => ({
  ...p,
  severity: 'warning',
  place: { path: set },
  next: p.next ?? {
    zh: '用 --source、--target（或 --with 文件=源,目标）指明框架；框架不在目录中时一并读入它的文件',
    en: 'name the frameworks with --source and --target (or --with file=source,target), and read in a framework that is not in the catalogue',
  },
})
