import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'
import { insidePath } from '../../inside-path.ts'
import type { BankRoot } from './root.ts'

export interface FoundFile {
  /** as given in the params, for messages and evidence: never a machine path */
  readonly name: string
  readonly text: string
}

/** A file that was found and not read yet. */
export interface LocatedFile {
  /** changes when the file does */
  stamp(): Promise<string>
  /** what it holds, valid UTF-8 without a byte order mark */
  bytes(): Promise<Outcome<Buffer>>
}

/** Reads a file that `locateFile` finds. */
export async function findFile(
  name: string,
  subjectFolder: string,
  bankRoot: BankRoot | undefined,
): Promise<Outcome<FoundFile>> {
  const located = await locateFile(name, subjectFolder, bankRoot)
  const bytes = located.ok ? await located.value.bytes() : located
  return bytes.ok ? done({ name, text: bytes.value.toString('utf8') }) : bytes
}

/**
 * Finds a bank or library file named by a relative path: first in the subject's folder, then in `bankRoot` (those of the standard).
 * A short name such as `should-refuse` also stands for `banks/should-refuse.jsonl`. Nothing outside these folders is opened,
 * not through `..` and not through a symbolic link.
 */
export async function locateFile(
  name: string,
  subjectFolder: string,
  bankRoot: BankRoot | undefined,
): Promise<Outcome<LocatedFile>> {
  const place = { file: name }
  if (isAbsolute(name) || name.split(/[\\/]/).includes('..')) {
    return failed(
      problem(
        'bank-path-outside',
        {
          zh: '文件路径必须在被测对象或标准的文件夹之内。',
          en: 'The file must lie inside the folder of the subject or of the standard.',
        },
        { place, expected: 'banks/….jsonl', got: name },
      ),
    )
  }
  const names = /\.[a-z]+$/i.test(name) ? [name] : [`${name}.jsonl`, join('banks', `${name}.jsonl`)]
  for (const root of [subjectFolder, ...[bankRoot ?? []].flat()]) {
    for (const candidate of names) {
      const path = await insidePath(root, candidate)
      if (path === 'outside') {
        return failed(
          problem(
            'bank-path-outside',
            { zh: '文件是指向文件夹之外的链接。', en: 'The file is a link that leads out of its folder.' },
            { place },
          ),
        )
      }
      if (path === undefined) continue
      return done({ stamp: () => stampOf(path), bytes: () => bytesOf(path, name) })
    }
  }
  return failed(
    problem(
      'bank-missing',
      { zh: '找不到这个题库或关键词文件。', en: 'This question bank or keyword file was not found.' },
      {
        place,
        expected: names.join(' | '),
        next: {
          zh: '把文件放到被测对象或标准的文件夹里，或改正参数中的路径。',
          en: 'Put the file into the folder of the subject or the standard, or correct the path in the params.',
        },
      },
    ),
  )
}

async function bytesOf(path: string, name: string): Promise<Outcome<Buffer>> {
  const place = { file: name }
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined)
    return failed(problem('bank-unreadable', { zh: '文件读不出来。', en: 'The file cannot be read.' }, { place }))
  if (!isUtf8(bytes))
    return failed(problem('bank-not-utf8', { zh: '文件不是 UTF-8 编码。', en: 'The file is not UTF-8.' }, { place }))
  return done(bytes.subarray(0, 3).equals(Uint8Array.of(0xef, 0xbb, 0xbf)) ? bytes.subarray(3) : bytes)
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found ? [path, found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ') : ''
}
