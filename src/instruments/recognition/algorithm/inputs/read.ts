import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem, warning } from '../../../../language/problem.ts'
import { readAccess } from '../../../access.ts'
import { SetupError, type Subject } from '../../../contract.ts'
import { insidePath } from '../../../inside-path.ts'
import type { Input } from '../algorithm.ts'
import { jsonOf } from '../protocol.ts'
import { type Entry, entryFrom } from './entry.ts'

/** A line that was refused: where, what was expected and what stood there. */
interface RefusedLine {
  readonly line: number
  readonly column: number
  readonly expected: string
  readonly got: string
}

/** The list of inputs of a subject. */
export interface Inputs {
  readonly entries: readonly Entry[]
  /** of the list itself */
  readonly sha256: string
  readonly refused: { readonly count: number; readonly first: readonly RefusedLine[] }
}

const LIST_LIMIT = 256 * 1024 * 1024
const INPUT_LIMIT = 64 * 1024 * 1024
const KEPT = 20

const access = z.strictObject({ list: z.string().min(1).max(4096) })

/** Reads `access.inputs`. `needsReference`: a line without text or label is refused too. Refused lines do not stop the run; they are counted. */
export async function readInputs(subject: Subject, needsReference: boolean): Promise<Outcome<Inputs>> {
  const section = readAccess(subject, 'inputs', access, (fault) =>
    problem(
      'inputs-access',
      { zh: '被测对象没有写明输入清单', en: 'the subject does not name its list of inputs' },
      {
        ...fault,
        expected: '{list: lines.jsonl}',
        next: { zh: '在对象描述的 access.inputs 里写明', en: 'write it under access.inputs of the subject' },
      },
    ),
  )
  if (!section.ok) return section
  const { list } = section.value
  const path = await insidePath(subject.folder, list)
  if (path === 'outside') return failed(outside(list))
  const found = path === undefined ? undefined : await stat(path)
  if (path === undefined || !found?.isFile() || found.size > LIST_LIMIT) return failed(noList(list, found?.size))
  const bytes = await readFile(path)
  const folder = relative(resolve(subject.folder), resolve(subject.folder, dirname(list)))
  const read = linesOf(bytes.toString('utf8'), folder, needsReference)
  if (read.entries.length === 0) return failed(noEntries(list, read.refused))
  const inputs = { ...read, sha256: createHash('sha256').update(bytes).digest('hex') }
  return done(inputs, refusedWarning(list, read.refused))
}

function linesOf(text: string, folder: string, needsReference: boolean) {
  const entries: Entry[] = []
  const seen = new Set<string>()
  const first: RefusedLine[] = []
  let count = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const entry = entryFrom(jsonOf(line))
    const wrong = refusalOf(entry, seen, needsReference)
    if (wrong !== undefined || 'expected' in entry) {
      count++
      const { expected, at } = wrong ?? { expected: '', at: '' }
      // the column of the field where it stands in the line, else of the line
      const column = at === '' ? 1 : line.indexOf(`"${at}"`) + 1 || 1
      if (first.length < KEPT) first.push({ line: index + 1, column, expected, got: line.slice(0, 120) })
      continue
    }
    seen.add(entry.id)
    entries.push({ ...entry, file: [folder, entry.file].filter(Boolean).join('/').split(sep).join('/') })
  }
  return { entries, refused: { count, first } }
}

function refusalOf(
  entry: ReturnType<typeof entryFrom>,
  seen: ReadonlySet<string>,
  needsReference: boolean,
): { readonly expected: string; readonly at: string } | undefined {
  if ('expected' in entry) return { expected: entry.expected, at: entry.path }
  if (seen.has(entry.id)) return { expected: 'an id that is new', at: 'id' }
  if (needsReference && entry.reference === undefined) return { expected: 'text or label', at: '' }
  return undefined
}

/** The bytes of an input. Throws a SetupError where the file is not there, lies outside or is larger than 64 MiB. */
export async function readInput(subject: Subject, { id, file }: Entry): Promise<Input> {
  const path = await insidePath(subject.folder, file)
  const fault = (detail: string) =>
    new SetupError({
      code: 'input-unreadable',
      text: { zh: '输入文件读不出来', en: 'the input file cannot be read' },
      detail: `${file}: ${detail}`,
    })
  if (path === undefined) throw fault('not there')
  if (path === 'outside') throw fault('outside the folder of the subject')
  try {
    const { size } = await stat(path)
    if (size > INPUT_LIMIT) throw fault(`${size} bytes, the limit is ${INPUT_LIMIT}`)
    return { id, name: file, bytes: await readFile(path) }
  } catch (error) {
    throw error instanceof SetupError ? error : fault((error as NodeJS.ErrnoException).code ?? String(error))
  }
}

/** Files of the list that are not there or lie outside; the first few are enough to act on. */
export async function missingInputs(subject: Subject, entries: readonly Entry[]): Promise<readonly Problem[]> {
  const absent: string[] = []
  for (const { file } of entries) {
    const path = await insidePath(subject.folder, file)
    if (path === 'outside') return [outside(file)]
    if (path === undefined) absent.push(file)
  }
  if (absent.length === 0) return []
  return [
    problem(
      'input-missing',
      { zh: `清单里有 ${absent.length} 个文件不存在`, en: `${absent.length} files of the list are not there` },
      {
        got: absent.slice(0, 3).join(', '),
        next: { zh: '补齐文件或改正清单', en: 'add the files or correct the list' },
      },
    ),
  ]
}

function outside(given: string): Problem {
  return problem(
    'path-outside',
    { zh: '路径指到了对象文件夹之外', en: "the path leads out of the subject's folder" },
    {
      got: given,
      next: { zh: '把文件放进该文件夹，用相对路径', en: 'put the files into that folder and use relative paths' },
    },
  )
}

function noList(list: string, size: number | undefined): Problem {
  return problem(
    'inputs-missing',
    { zh: '读不到输入清单', en: 'the list of inputs cannot be read' },
    {
      place: { path: 'access.inputs.list' },
      expected: `a file of at most ${LIST_LIMIT} bytes`,
      got: size === undefined ? list : `${list}: ${size} bytes`,
    },
  )
}

function noEntries(list: string, { count, first }: Inputs['refused']): Problem {
  const [one] = first
  return problem(
    'inputs-empty',
    { zh: '输入清单里没有可用的行', en: 'no line of the list of inputs can be used' },
    {
      place: { file: list, ...(one ? { line: one.line, column: one.column } : {}) },
      ...(one ? { expected: one.expected, got: one.got } : { got: `${count}` }),
    },
  )
}

function refusedWarning(list: string, { count, first }: Inputs['refused']): readonly Problem[] {
  const [one] = first
  if (one === undefined) return []
  return [
    warning(
      'inputs-refused',
      { zh: `输入清单里有 ${count} 行不合格式，未计入`, en: `${count} lines of the list of inputs are refused` },
      { place: { file: list, line: one.line, column: one.column }, expected: one.expected, got: one.got },
    ),
  ]
}
