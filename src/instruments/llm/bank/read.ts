import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { type BankItem, lineSchema, toItem } from './item.ts'

export interface Bank {
  readonly items: readonly BankItem[]
}

/** A broken file can have a problem on every line; a reader needs only the first ones. */
const MOST_PROBLEMS = 20

/**
 * Reads a question bank, one JSON object a line. Blank lines are allowed, a byte order mark too.
 * Every problem names its line; a bank with any problem is not used at all, because a dropped line would change the sample.
 */
export function readBank(text: string, file: string): Outcome<Bank> {
  const problems: Problem[] = []
  const items: BankItem[] = []
  const firstLine = new Map<string, number>()
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (let i = 0; i < lines.length && problems.length < MOST_PROBLEMS; i++) {
    const source = lines[i]!
    if (source.trim() === '') continue
    const line = i + 1
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
    items.push(item)
  }
  if (problems.length > 0) return failed(...problems.slice(0, MOST_PROBLEMS))
  if (items.length === 0) {
    return failed(
      problem('bank-empty', { zh: '题库里没有题目。', en: 'The question bank has no items.' }, { place: { file } }),
    )
  }
  return done({ items })
}

function readLine(source: string, line: number, file: string): Outcome<BankItem> {
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
  if (parsed.success) return done(toItem(parsed.data, line))
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
