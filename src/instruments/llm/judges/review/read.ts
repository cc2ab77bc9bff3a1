import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../../language/problem.ts'
import { readCsv } from '../../bank/csv.ts'
import { answerId } from '../../questions/results.ts'
import { type Review, reviewLabels } from './review.ts'

const MOST_PROBLEMS = 20

/** Columns of a review sheet; those that people fill in come last. */
export const sheetColumns = [
  'itemId',
  'rep',
  'question',
  'answer',
  'outputSha256',
  'label',
  'classId',
  'reviewer',
  'ts',
] as const

const lineShape = z.object({
  itemId: z.string().min(1).max(200),
  rep: z.coerce.number().int().min(1).max(20).default(1),
  label: z.enum(reviewLabels),
  classId: z.string().max(100).optional(),
  reviewer: z.string().min(1).max(100),
  ts: z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]),
  outputSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

/**
 * Reviews by the id of their answer, from a sheet that was filled in (CSV) or from lines of JSON
 * `{ itemId, rep, label, classId?, reviewer, ts, outputSha256? }`. Rows without a label are not reviewed yet.
 * Problems, each with its line: review-quote-open, review-columns, review-not-json, review-line-invalid, review-twice.
 */
export function readReviews(text: string, file: string): Outcome<ReadonlyMap<string, readonly Review[]>> {
  const rows = file.endsWith('.csv') ? csvRows(text, file) : jsonRows(text, file)
  if (!rows.ok) return rows
  const problems: Problem[] = []
  const reviews = new Map<string, Review[]>()
  for (const { line, value } of rows.value) {
    if (problems.length >= MOST_PROBLEMS) break
    const parsed = lineShape.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      problems.push(wrong('review-line-invalid', file, line, `${issue.path.join('.')}: ${issue.message}`))
      continue
    }
    const { itemId, rep, classId, outputSha256, ...rest } = parsed.data
    const id = answerId(itemId, rep)
    const own = reviews.get(id) ?? []
    if (own.some((r) => r.reviewer === rest.reviewer)) {
      problems.push(wrong('review-twice', file, line, `${id}, ${rest.reviewer}`))
      continue
    }
    own.push({ ...rest, ...(classId ? { classId } : {}), ...(outputSha256 ? { outputSha256 } : {}) })
    reviews.set(id, own)
  }
  return problems.length > 0 ? failed(...problems) : done(reviews)
}

interface Row {
  readonly line: number
  readonly value: unknown
}

function csvRows(text: string, file: string): Outcome<readonly Row[]> {
  const { rows, unclosed } = readCsv(text)
  if (unclosed !== undefined) return failed(wrong('review-quote-open', file, unclosed))
  const head = rows[0]?.cells ?? []
  const at = (name: string) => head.indexOf(name)
  const needed = ['itemId', 'label', 'reviewer', 'ts']
  if (needed.some((name) => at(name) < 0)) {
    return failed(wrong('review-columns', file, 1, head.join(',').slice(0, 200), sheetColumns.join(',')))
  }
  const body = rows.slice(1).filter(({ cells }) => (cells[at('label')] ?? '') !== '')
  const given = sheetColumns.filter((name) => name !== 'question' && name !== 'answer' && at(name) >= 0)
  return done(
    body.map(({ line, cells }) => {
      const filled = given.flatMap((name) => (cells[at(name)] ? [[name, cells[at(name)]] as const] : []))
      return { line, value: Object.fromEntries(filled) }
    }),
  )
}

function jsonRows(text: string, file: string): Outcome<readonly Row[]> {
  const rows: Row[] = []
  for (const [i, source] of text.split(/\r?\n/).entries()) {
    if (source.trim() === '') continue
    try {
      rows.push({ line: i + 1, value: JSON.parse(source) as unknown })
    } catch {
      return failed(wrong('review-not-json', file, i + 1))
    }
  }
  return done(rows)
}

const texts = {
  'review-quote-open': {
    zh: '评审表有一个引号没有闭合。',
    en: 'A quotation mark of the review sheet is never closed.',
  },
  'review-columns': { zh: '评审表的列名不对。', en: 'The review sheet does not have the expected columns.' },
  'review-not-json': { zh: '评审文件的这一行不是 JSON。', en: 'This line of the review file is not JSON.' },
  'review-line-invalid': { zh: '评审的这一行不合格式。', en: 'This line of the reviews is not valid.' },
  'review-twice': { zh: '同一人对同一回答评审了两次。', en: 'One reviewer reviewed the same answer twice.' },
} as const

function wrong(code: keyof typeof texts, file: string, line: number, got?: string, expected?: string): Problem {
  const shape = `label: ${reviewLabels.join(' | ')}; reviewer; ts: 2026-11-22`
  return problem(code, texts[code], {
    place: { file, line },
    expected: expected ?? shape,
    ...(got === undefined ? {} : { got }),
  })
}
