import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { done, failed, type Outcome, problem } from '../../../language/problem.ts'

export interface FoundFile {
  /** as given in the params, for messages and evidence: never a machine path */
  readonly name: string
  readonly text: string
}

/**
 * Reads a bank or library file named by a relative path: first in the subject's folder, then in `bankRoot` (the standard's folder).
 * A short name such as `should-refuse` also stands for `banks/should-refuse.jsonl`. Nothing outside the two folders is opened,
 * not through `..` and not through a symbolic link.
 */
export async function findFile(
  name: string,
  subjectFolder: string,
  bankRoot: string | undefined,
): Promise<Outcome<FoundFile>> {
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
  for (const root of bankRoot === undefined ? [subjectFolder] : [subjectFolder, bankRoot]) {
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
      try {
        const bytes = await readFile(path)
        return done({ name, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes) })
      } catch (error) {
        const code = error instanceof TypeError ? 'bank-not-utf8' : 'bank-unreadable'
        return failed(
          problem(
            code,
            code === 'bank-not-utf8'
              ? { zh: '文件不是 UTF-8 编码。', en: 'The file is not UTF-8.' }
              : { zh: '文件读不出来。', en: 'The file cannot be read.' },
            { place },
          ),
        )
      }
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

/** The real path when the file exists inside the root, `outside` when it leads out of it, undefined when it does not exist. */
async function insidePath(root: string, name: string): Promise<string | 'outside' | undefined> {
  try {
    const top = await realpath(root)
    const path = await realpath(resolve(top, name))
    const way = relative(top, path)
    return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? 'outside' : path
  } catch {
    return undefined
  }
}
