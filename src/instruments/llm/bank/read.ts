import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { type BankItem, type BankLine, lineSchema, toItem } from './item.ts'

/** Number of a line, from 1, and its bytes `[start, end)` in the file. */
interface LinePlace {
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface Bank {
  readonly items: readonly BankItem[]
}

/** A broken file can have a problem on every line; a reader needs only the first ones. */
const MOST_PROBLEMS = 20

/** Reads a question bank whole; `walkBank` says what is accepted. */
export function readBank(text: string, file: string): Outcome<Bank> {
  const items: BankItem[] = []
  const walked = walkBank(Buffer.from(text), file, (item, { line }) => items.push(toItem(item, line)))
  return walked.ok ? done({ items }) : walked
}

/**
 * Reads a question bank in UTF-8, one JSON object a line, and hands over one item at a time with the place of its line, so that memory
 * holds what the caller keeps. Blank lines are allowed, a byte order mark too.
 * Every problem names its line; a bank with any problem is not used at all, because a dropped line would change the sample.
 */
export function walkBank(bytes: Buffer, file: string, take: (item: BankLine, place: LinePlace) => void): Outcome<void> {
  const problems: Problem[] = []
  const firstLine = new Map<string, number>()
  for (const { source, place } of linesOf(bytes)) {
    const { line } = place
    if (problems.length >= MOST_PROBLEMS) break
    if (source.trim() === '') continue
    const read = readLine(source, line, file)
    if (!read.ok) {
      problems.push(...read.problems)
      continue
    }
    const item = read.value
    const first = firstLine.get(item.id)
    if (first !== undefined) {
      problems.push(
        problem(
          'bank-id-twice',
          { zh: '同一个题目编号出现了两次。', en: 'Two items have the same id.' },
          { place: { file, line }, expected: `${item.id} ≠ line ${first}`, got: item.id },
        ),
      )
      continue
    }
    firstLine.set(item.id, line)
    take(item, place)
  }
  if (problems.length > 0) return failed(...problems.slice(0, MOST_PROBLEMS))
  if (firstLine.size === 0) {
    return failed(
      problem('bank-empty', { zh: '题库里没有题目。', en: 'The question bank has no items.' }, { place: { file } }),
    )
  }
  return done(undefined)
}

const LF = 10
const CR = 13

/** Lines end with LF, CR or both, as editors of all systems write them; numbered from 1. */
function* linesOf(bytes: Buffer) {
  let start = bytes.subarray(0, 3).equals(Uint8Array.of(0xef, 0xbb, 0xbf)) ? 3 : 0
  let line = 1
  for (let at = start; at <= bytes.length; at++) {
    const byte = bytes[at]
    if (byte !== undefined && byte !== LF && byte !== CR) continue
    yield { source: bytes.toString('utf8', start, at), place: { line, start, end: at } }
    if (byte === CR && bytes[at + 1] === LF) at++
    start = at + 1
    line++
  }
}

function readLine(source: string, line: number, file: string): Outcome<BankLine> {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    return failed(
      problem(
        'bank-not-json',
        { zh: '这一行不是 JSON。', en: 'This line is not JSON.' },
        { place: { file, line }, got: error instanceof Error ? error.message : String(error) },
      ),
    )
  }
  const parsed = lineSchema.safeParse(value)
  if (parsed.success) return done(parsed.data)
  return failed(
    ...parsed.error.issues.map((issue) =>
      problem(
        'bank-line-invalid',
        { zh: '这一行的内容不合题库格式。', en: 'This line does not have the form of a bank item.' },
        {
          place: { file, line, ...(issue.path.length ? { path: issue.path.join('.') } : {}) },
          expected: issue.message,
        },
      ),
    ),
  )
}
