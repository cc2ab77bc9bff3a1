import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Library } from '../language/library.ts'
import { loadStandard } from '../language/load.ts'
import { nearestName } from '../language/names.ts'
import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { type Raw, readYaml } from '../language/source.ts'
import type { Standard } from '../language/standard.ts'

/** The standards that come with the product, each a folder. */
export const libraryFolder: string = findUp('standards')

function findUp(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, name, 'cn-sh')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, name)
}

export interface LibraryEntry {
  readonly id: string
  readonly folder: string
  readonly file: string
}

/** Every `standard.yaml` below a folder, by its path as id. */
export function listStandards(root: string = libraryFolder): readonly LibraryEntry[] {
  const found: LibraryEntry[] = []
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (name === 'standard.yaml') found.push({ id: relative(root, folder).split('\\').join('/'), folder, file: path })
      else if (statSync(path).isDirectory()) visit(path)
    }
  }
  if (existsSync(root)) visit(root)
  return found
}

export interface Found {
  readonly standard: Standard
  readonly folder: string
  readonly file: string
}

/** A standard by id (`cn-sh/llm-trust`, with `@edition` if wanted), by folder or by file. */
export function findStandard(reference: string): Outcome<Found> {
  const [id = '', edition] = reference.split('@')
  const path = resolve(reference)
  const here = existsSync(path) ? (statSync(path).isDirectory() ? join(path, 'standard.yaml') : path) : undefined
  const entries = listStandards()
  const file = here && existsSync(here) ? here : entries.find((e) => e.id === id)?.file
  if (!file) return failed(unknownStandard(id, reference, entries))
  const loaded = loadStandard(relative(process.cwd(), file) || file, readFileSync(file, 'utf8'), baseText(file))
  if (!loaded.ok) return loaded
  if (edition !== undefined && !ofEdition(loaded.value.edition, edition)) {
    return failed(
      problem(
        'other-edition',
        { zh: `没有该版本：${reference}`, en: `There is no such edition: ${reference}` },
        { expected: loaded.value.edition, got: edition },
      ),
    )
  }
  return { ok: true, value: { standard: loaded.value, folder: dirname(file), file }, warnings: loaded.warnings }
}

/**
 * Folders in which the sample banks of a standard are looked for, in this order: its own, that of the standard it extends, that of the
 * standard of the library that its `banks` names. A name is never a path: nothing outside the library is reached with it.
 */
export function bankFolders({ standard, folder }: Found): Outcome<readonly string[]> {
  const entries = listStandards()
  const of = (id: string | undefined) => entries.find((e) => e.id === id)?.folder
  const [base, named] = [of(standard.extends?.id), of(standard.banks)]
  if (standard.banks !== undefined && named === undefined)
    return failed(unknownStandard(standard.banks, standard.banks, entries))
  return done([...new Set([folder, base, named].filter((f) => f !== undefined))])
}

function unknownStandard(id: string, reference: string, entries: readonly LibraryEntry[]): Problem {
  const near = nearestName(
    id,
    entries.map((e) => e.id),
  )
  return problem(
    'unknown-standard',
    { zh: `没有标准“${reference}”`, en: `There is no standard "${reference}"` },
    {
      expected: entries.map((e) => e.id).join(', '),
      got: reference,
      next: near
        ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` }
        : { zh: '运行 plumbline standards list', en: 'run plumbline standards list' },
    },
  )
}

/**
 * The text of a standard that another one extends: from the library, or from the tree of standards that the extending one
 * lies in (`…/acme/team/standard.yaml` with the id `acme/team` finds `…/acme/base/standard.yaml`). Nothing else is opened.
 */
function baseText(from: string): Library {
  const own = readYaml(from, readFileSync(from, 'utf8')).raw
  const ownId = own && textAt(own, 'id')
  const tree = ownId && idShape.test(ownId) ? treeOf(dirname(from), ownId) : undefined
  return textsIn(tree)
}

/** Standards of the library, by `id` or `id@edition`: what a text that lies nowhere, such as a draft, may extend. */
export const libraryTexts: Library = (reference) => textsIn()(reference)

function textsIn(tree?: string): Library {
  return (reference) => {
    const [id = '', edition] = reference.split('@')
    if (!idShape.test(id)) return undefined
    const near = tree && join(tree, id, 'standard.yaml')
    const file = near && existsSync(near) ? near : listStandards().find((e) => e.id === id)?.file
    if (!file) return undefined
    const text = readFileSync(file, 'utf8')
    const raw = readYaml(file, text).raw
    // a base that cannot be read has no edition to compare; loading it says what is wrong
    const there = raw && textAt(raw, 'edition')
    if (edition !== undefined && there !== undefined && !ofEdition(there, edition)) return undefined
    return { name: `${id}/standard.yaml`, text }
  }
}

const idShape = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/

/** Whether `cn/x@1` (or `cn/x`) names this standard in this edition. */
export function sameStandard(reference: string, id: string, edition: string): boolean {
  const [wanted, of] = reference.split('@')
  return wanted === id && (of === undefined || ofEdition(edition, of))
}

function ofEdition(there: string, wanted: string): boolean {
  return there === wanted || there.startsWith(`${wanted}.`)
}

function textAt(raw: Raw, key: string): string | undefined {
  const value = raw.kind === 'map' ? raw.entries.get(key) : undefined
  return value?.kind === 'text' ? value.text : undefined
}

/** The folder that a standard's id starts from, if its folders are named as its id. */
function treeOf(folder: string, id: string): string | undefined {
  const way = id.split('/').join(sep)
  return folder.endsWith(`${sep}${way}`) ? folder.slice(0, -way.length - 1) || sep : undefined
}

/** Whether some standard of the library declares a fact, or has a node, of this name. Told by its text: loading all of them takes a second. */
export function askedElsewhere(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return false
  const declares = new RegExp(`^ +${name}: |[{ ]id: ${name}[,\\s}]`, 'm')
  return listStandards().some(({ file }) => declares.test(readFileSync(file, 'utf8')))
}
