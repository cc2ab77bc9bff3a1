import { existsSync, readFileSync } from 'node:fs'
import type { BankLine } from '../../instruments/llm/bank/item.ts'
import { walkBank } from '../../instruments/llm/bank/read.ts'
import { done, failed, type Outcome, problem } from '../../language/problem.ts'

/** Every line of a bank. */
export function readLines(file: string): Outcome<readonly BankLine[]> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (e) {
    return failed(
      problem(
        'file-unreadable',
        { zh: `无法读取文件 ${file}`, en: `The file ${file} cannot be read` },
        { got: (e as Error).message },
      ),
    )
  }
  const lines: BankLine[] = []
  const walked = walkBank(bytes, file, (line) => lines.push(line))
  return walked.ok ? done(lines) : walked
}

/** Whether a file may be written there. */
export function free(out: string, force: boolean | undefined): Outcome<void> {
  if (!existsSync(out) || force) return done(undefined)
  return failed(
    problem(
      'file-exists',
      { zh: `文件 ${out} 已存在`, en: `The file ${out} exists already` },
      {
        next: {
          zh: '用 --out 换一个名字，或用 --force 覆盖',
          en: 'choose another name with --out, or overwrite it with --force',
        },
      },
    ),
  )
}
