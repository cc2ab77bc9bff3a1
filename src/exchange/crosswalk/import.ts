import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { parse } from 'yaml'
import type { MappingSet } from '../../crosswalk/mapping.ts'
import { readCsv } from '../../instruments/llm/bank/csv.ts'
import { readWorkbook, type Sheet } from '../../instruments/llm/bank/workbook.ts'
import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { readLibrary } from './ciso/library.ts'
import { type Imported, isObject } from './foreign.ts'
import { readCatalog } from './oscal/catalog.ts'
import { readMappingCollection } from './oscal/mapping.ts'
import { olirRows } from './sheets/olir.ts'
import { strmRows } from './sheets/strm.ts'

const LARGEST = 64 * 1024 * 1024

export interface Ends {
  /** ids of the two frameworks of a sheet, which names them nowhere */
  readonly source?: string
  readonly target?: string
}

/**
 * Frameworks and mapping sets from a file of another format: OSCAL catalog or mapping collection (JSON), CISO Assistant library (YAML), SCF or
 * OLIR sheet (CSV, XLSX). What it is, is read off the file. Pieces that cannot be read are left out, one problem each.
 */
export async function importCrosswalk(path: string, ends: Ends = {}): Promise<Outcome<Imported>> {
  const place = { file: path }
  const size = await stat(path).then(
    (s) => s.size,
    () => undefined,
  )
  if (size === undefined)
    return failed(
      problem('file-unreadable', { zh: `无法读取文件 ${path}`, en: `The file ${path} cannot be read` }, { place }),
    )
  if (size > LARGEST)
    return failed(
      problem(
        'import-too-large',
        { zh: '文件过大', en: 'The file is too large' },
        { place, expected: `≤ ${LARGEST}`, got: String(size) },
      ),
    )
  const bytes = await readFile(path)
  const form = extname(path).toLowerCase()
  if (form === '.xlsx') {
    const sheets = await readWorkbook(bytes, path)
    return sheets.ok ? fromSheets(sheets.value, path, ends) : sheets
  }
  if (!isUtf8(bytes))
    return failed(
      problem(
        'import-not-utf8',
        { zh: '文件不是 UTF-8 编码', en: 'The file is not UTF-8' },
        { place, next: { zh: '另存为 UTF-8', en: 'save it as UTF-8' } },
      ),
    )
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  if (form === '.csv') {
    const { rows, unclosed } = readCsv(text)
    if (unclosed !== undefined)
      return failed(
        problem(
          'import-quote-open',
          { zh: '引号没有结束', en: 'A quotation mark is not closed' },
          { place: { file: path, line: unclosed } },
        ),
      )
    return fromSheets([{ name: basename(path), rows }], path, ends)
  }
  return fromTree(text, path, form)
}

function fromTree(text: string, path: string, form: string): Outcome<Imported> {
  let tree: unknown
  try {
    // no aliases: a small file cannot become a large one
    tree = form === '.json' ? JSON.parse(text) : parse(text, { maxAliasCount: 0 })
  } catch (e) {
    return failed(
      problem(
        'import-syntax',
        { zh: '文件的写法有误，读不出来', en: 'The file is not well formed and cannot be read' },
        { place: { file: path }, got: e instanceof Error ? e.message.split('\n')[0] : undefined },
      ),
    )
  }
  if (isObject(tree) && 'catalog' in tree) {
    const read = readCatalog(tree, path)
    return read.ok ? done({ frameworks: [read.value.framework], sets: [], problems: read.value.problems }) : read
  }
  if (isObject(tree) && 'mapping-collection' in tree) {
    const read = readMappingCollection(tree, path)
    return read.ok ? done({ frameworks: [], ...read.value }) : read
  }
  if (isObject(tree) && 'objects' in tree) return readLibrary(tree, path)
  return failed(unknownFormat(path))
}

function fromSheets(sheets: readonly Sheet[], path: string, { source, target }: Ends): Outcome<Imported> {
  const sets: MappingSet[] = []
  const problems: Problem[] = []
  for (const sheet of sheets) {
    // an OLIR sheet has all the columns that an SCF one needs, and more
    const read = olirRows(sheet.rows, path) ?? strmRows(sheet.rows, path)
    if (read === undefined) continue
    problems.push(...read.problems)
    sets.push({
      id: sheets.length === 1 ? basename(path) : `${basename(path)}/${sheet.name}`,
      title: { en: sheet.name },
      source: source ?? 'source',
      target: target ?? 'target',
      version: '',
      status: 'in-review',
      method: 'human',
      author: 'imported',
      authors: [],
      reviewers: [],
      publishable: false,
      mappings: read.mappings,
      ...(read.unmapped.length > 0 ? { kept: { unmapped: read.unmapped } } : {}),
    })
  }
  return sets.length > 0 ? done({ frameworks: [], sets, problems }) : failed(unknownFormat(path))
}

const unknownFormat = (file: string): Problem =>
  problem(
    'import-format',
    { zh: '看不出这是哪种对照文件', en: 'It cannot be told what kind of crosswalk this is' },
    {
      place: { file },
      expected: 'OSCAL catalog | OSCAL mapping-collection | CISO Assistant library | SCF STRM | NIST OLIR',
    },
  )
