import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'

/** One answer with the label that people gave it. */
const goldShape = z.strictObject({
  itemId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  lang: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
  label: z.string().min(1).max(60),
  output: z.string(),
  finish: z.string().nullable().default('stop'),
  refusal: z.string().optional(),
  blocked: z.string().optional(),
  /** what a judge model said, vote by vote, where its votes were recorded */
  votes: z.array(z.string().min(1).max(60)).max(20).optional(),
  /** who labelled it, and when */
  reviewer: z.string().optional(),
  ts: z.string().optional(),
})
export type GoldLine = z.output<typeof goldShape>

const MOST_PROBLEMS = 20

/** Reads a gold file, one JSON object a line. Problems, each with its line: gold-not-json, gold-line-invalid, gold-id-twice; gold-empty. */
export function readGoldFile(text: string, file: string): Outcome<readonly GoldLine[]> {
  const problems: Problem[] = []
  const lines = new Map<string, GoldLine>()
  const wrong = (code: string, zh: string, en: string, line?: number, got?: string) =>
    problems.push(problem(code, { zh, en }, { place: { file, ...(line ? { line } : {}) }, ...(got ? { got } : {}) }))
  for (const [i, source] of text.split(/\r?\n/).entries()) {
    if (source.trim() === '' || problems.length >= MOST_PROBLEMS) continue
    const value = json(source)
    if (value === undefined) {
      wrong('gold-not-json', '这一行不是 JSON。', 'This line is not JSON.', i + 1)
      continue
    }
    const parsed = goldShape.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      const got = `${issue.path.join('.')}: ${issue.message}`
      wrong('gold-line-invalid', '金标的这一行不合格式。', 'This line of the gold file is not valid.', i + 1, got)
      continue
    }
    const { itemId } = parsed.data
    if (lines.has(itemId)) {
      wrong('gold-id-twice', '同一个编号出现了两次。', 'Two lines have the same id.', i + 1, itemId)
      continue
    }
    lines.set(itemId, parsed.data)
  }
  if (problems.length === 0 && lines.size === 0) wrong('gold-empty', '金标文件里没有内容。', 'The gold file is empty.')
  return problems.length > 0 ? failed(...problems) : done([...lines.values()])
}

function json(source: string): unknown {
  try {
    return JSON.parse(source) as unknown
  } catch {
    return undefined
  }
}
