import { stat } from 'node:fs/promises'
import { ProblemError, problem } from '../../../../language/problem.ts'
import { insidePath } from '../../../inside-path.ts'
import type { Intake, Refusal } from '../utterance.ts'
import type { Parsed } from './forms.ts'
import { linesOf } from './lines.ts'

/** Longest transcript in UTF-16 units, before and after NFKC: alignment takes memory by the product of two lengths. */
export const MOST_CHARACTERS = 16_384

const SHOWN = 20

/** The files of one reading, and what was not taken from them. */
export class Source {
  readonly #folder: string
  readonly #files: { file: string; sha256: string }[] = []
  readonly #refusals: Refusal[] = []
  readonly #extra: string[] = []
  #refused = 0
  ignored = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What stands on the lines of a file; refused lines are counted. ProblemError where the file cannot be read. */
  async *read<T extends object>(file: string, parse: (line: string) => Parsed<T>): AsyncGenerator<T> {
    for await (const { line, text } of this.lines(file)) {
      const got = parse(text)
      if (got === undefined) continue
      if ('expected' in got) this.refuse(file, line, got.expected, got.column)
      else yield got
    }
  }

  async *lines(file: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
    const path = await insidePath(this.#folder, file)
    if (path === 'outside') throw new ProblemError([outside(file)])
    if (path === undefined || !(await stat(path)).isFile()) throw new ProblemError([missing(file)])
    for await (const { number, text } of linesOf(path, (sha256) => this.#files.push({ file, sha256 }))) {
      if (text === undefined) this.refuse(file, number, 'UTF-8, at most 1 MiB a line')
      else yield { line: number, text }
    }
  }

  refuse(file: string, line: number, expected: string, column?: number): void {
    this.#refused++
    if (this.#refusals.length < SHOWN) this.#refusals.push({ file, line, ...(column ? { column } : {}), expected })
  }

  /** Hypotheses that no reference asked for, by id. */
  leftOver(ids: Iterable<string>): void {
    this.#extra.push(...ids)
  }

  intake(): Intake {
    return {
      files: this.#files,
      refused: this.#refused,
      refusals: this.#refusals,
      extra: this.#extra.length,
      extraIds: this.#extra.sort().slice(0, SHOWN),
      ignored: this.ignored,
    }
  }
}

export function tooLong(text: string): boolean {
  return text.length > MOST_CHARACTERS || text.normalize('NFKC').length > MOST_CHARACTERS
}

function missing(file: string) {
  return problem(
    'speech-file-missing',
    { zh: '找不到识别结果或参考文本的文件', en: 'a file of transcripts or references was not found' },
    {
      place: { file },
      next: {
        zh: '检查对象描述的 access.speech；路径相对于对象文件夹',
        en: "check access.speech of the subject; paths start from the subject's folder",
      },
    },
  )
}

function outside(file: string) {
  return problem(
    'speech-file-outside',
    { zh: '文件路径指到了对象文件夹之外', en: "the path of a file leads out of the subject's folder" },
    {
      place: { file },
      next: { zh: '把文件放进该文件夹，用相对路径', en: 'put the file into that folder and use a relative path' },
    },
  )
}
