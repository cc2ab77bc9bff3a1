import { stat } from 'node:fs/promises'
import { type Problem, ProblemError, problem, warning } from '../../../language/problem.ts'
import { insidePath } from '../../inside-path.ts'
import { linesOf } from './lines.ts'
import { isRefusal, type Parsed, type Reading, type Refusal } from './refusal.ts'
import { unreadable } from './unreadable.ts'

const SHOWN = 20

/** The files of one reading, what was refused in them, and their hashes. One for each listing: it adds up. */
export class Source {
  readonly #folder: string
  readonly #section: string
  readonly #files: { file: string; sha256: string }[] = []
  readonly #refusals: Refusal[] = []
  #refused = 0

  /** `section` of the subject's `access` names the files; nothing outside `folder` is read. */
  constructor(folder: string, section: string) {
    this.#folder = folder
    this.#section = section
  }

  /** The real path of a file. ProblemError: recognition-file-outside, recognition-file-missing. */
  async path(file: string): Promise<string> {
    const path = await insidePath(this.#folder, file)
    if (path === 'outside') throw new ProblemError([outside(file)])
    if (path === undefined || !(await stat(path)).isFile()) throw new ProblemError([missing(file, this.#section)])
    return path
  }

  /** What stands on the lines of a file; refused lines are counted. ProblemError where the file cannot be read. */
  async *read<T extends object>(file: string, parse: (line: string) => Parsed<T>): AsyncGenerator<T> {
    for await (const { line, text } of this.lines(file)) {
      const got = parse(text)
      if (got === undefined) continue
      if (isRefusal(got)) this.refuse(file, line, got.expected, got.column, got.got ?? text.slice(0, 80))
      else yield got
    }
  }

  async *lines(file: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
    const path = await this.path(file)
    try {
      for await (const { number, text } of linesOf(path, (sha256) => this.hashed(file, sha256))) {
        if (text === undefined) this.refuse(file, number, 'UTF-8, at most 1 MiB a line')
        else yield { line: number, text }
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error
      throw new ProblemError([unreadable(file, { got: (error as NodeJS.ErrnoException).code ?? String(error) })])
    }
  }

  /** A file that was read whole, and the SHA-256 of its bytes. */
  hashed(file: string, sha256: string): void {
    this.#files.push({ file, sha256 })
  }

  refuse(file: string, line: number, expected: string, column?: number, got?: string): void {
    this.#refused++
    if (this.#refusals.length >= SHOWN) return
    this.#refusals.push({
      file,
      line,
      ...(column === undefined ? {} : { column }),
      expected,
      ...(got === undefined ? {} : { got }),
    })
  }

  reading(): Reading {
    return { files: this.#files, refused: this.#refused, refusals: this.#refusals }
  }
}

/** Refused lines do not stop a run: they are said before it and counted in its report. */
export function refusalWarnings({ refusals }: Reading): readonly Problem[] {
  return refusals.map(({ file, line, column, expected, got }) =>
    warning(
      'recognition-line',
      { zh: '这一行不合格式，没有读入', en: 'this line has the wrong form and was not taken' },
      { place: { file, line, ...(column ? { column } : {}) }, expected, ...(got === undefined ? {} : { got }) },
    ),
  )
}

function missing(file: string, section: string) {
  return problem(
    'recognition-file-missing',
    { zh: '找不到对象描述里写的文件', en: 'a file that the subject names was not found' },
    {
      place: { file },
      next: {
        zh: `检查对象描述的 access.${section}；路径相对于对象文件夹`,
        en: `check access.${section} of the subject; paths start from the subject's folder`,
      },
    },
  )
}

function outside(file: string) {
  return problem(
    'recognition-file-outside',
    { zh: '文件路径指到了对象文件夹之外', en: "the path of a file leads out of the subject's folder" },
    {
      place: { file },
      next: { zh: '把文件放进该文件夹，用相对路径', en: 'put the file into that folder and use a relative path' },
    },
  )
}
