import { createReadStream } from 'node:fs'
import { type Problem, ProblemError, problem } from '../../language/problem.ts'
import { couldBeJournal, entryText } from './journal-line.ts'

export interface JournalLine {
  /** from 1 */
  readonly number: number
  /** as JSON text */
  readonly json: string
  /** byte offsets of the line: where it begins, and just behind it */
  readonly start: number
  readonly end: number
}

/**
 * The whole lines of a journal, in order, with constant memory. What follows the last whole line may be torn: a line without its
 * newline, or a last line whose checksum is wrong; it is left out. A wrong line with others behind it throws `journal-corrupt`,
 * a file that never was a journal `journal-not-one` (both as ProblemError).
 */
export async function* journalLines(path: string): AsyncGenerator<JournalLine> {
  let rest: Buffer = Buffer.alloc(0)
  let offset = 0
  let number = 0
  let wrong: number | undefined
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let from = 0
    for (let newline = bytes.indexOf(10); newline >= 0; newline = bytes.indexOf(10, from)) {
      number++
      const start = offset
      offset += newline + 1 - from
      const json = entryText(bytes.toString('utf8', from, newline))
      from = newline + 1
      if (wrong !== undefined) throw new ProblemError([corrupt(path, wrong)])
      if (json !== undefined) yield { number, json, start, end: offset }
      else if (number === 1) throw new ProblemError([notAJournal(path)])
      else wrong = number
    }
    rest = bytes.subarray(from)
    if (wrong !== undefined && rest.length > 0) throw new ProblemError([corrupt(path, wrong)])
  }
  if (number === 0 && !couldBeJournal(rest.toString('utf8', 0, 16))) throw new ProblemError([notAJournal(path)])
}

export function corrupt(path: string, line: number): Problem {
  return problem(
    'journal-corrupt',
    {
      zh: `日志第 ${line} 行的校验和不符，其后还有别的行，因此不是写到一半被中断`,
      en: `the checksum of journal line ${line} is wrong, and more lines follow it, so it was not merely cut short`,
    },
    {
      place: { file: path, line },
      next: {
        zh: '从备份恢复该日志，或另用一个新的日志文件重新测量',
        en: 'restore the journal from a copy, or measure again into a new journal file',
      },
    },
  )
}

function notAJournal(path: string): Problem {
  return problem(
    'journal-not-one',
    { zh: '该文件已存在，但不是测量日志', en: 'the file exists but is not a measurement journal' },
    {
      place: { file: path, line: 1 },
      next: { zh: '换一个文件名；原文件未被改动', en: 'choose another file name; the file was left as it is' },
    },
  )
}
