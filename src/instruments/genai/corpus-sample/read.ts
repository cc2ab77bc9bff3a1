import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import type { Source } from '../corpus/reduce.ts'
import type { SourceSample } from './reduce.ts'

const line = z.strictObject({
  itemId: z.string().min(1).max(200),
  sourceId: z.string().min(1),
  route: z.enum(['human', 'keyword', 'classifier']),
  label: z.enum(['pass', 'fail']),
  classId: z.string().optional(),
  reviewer: z.string().optional(),
})

const MOST_PROBLEMS = 20

/**
 * Counts `corpus_sample.jsonl` by source, for some routes. An item looked at several times is one item, and fails when one look failed it.
 * Every problem names its line.
 */
export function readSample(
  text: string,
  file: string,
  sources: readonly Source[],
  wanted: readonly string[],
): Outcome<ReadonlyMap<string, SourceSample>> {
  const labels = new Map(sources.map((source) => [source.id, new Map<string, boolean>()]))
  const problems: Problem[] = []
  let number = 0
  for (const raw of text.split('\n')) {
    number++
    if (raw.trim() === '') continue
    const read = line.safeParse(parsed(raw))
    const looked = read.success ? labels.get(read.data.sourceId) : undefined
    if (read.success && looked) {
      const { route, itemId, label } = read.data
      if (wanted.includes(route)) looked.set(itemId, looked.get(itemId) !== false && label === 'pass')
    } else if (problems.length < MOST_PROBLEMS) {
      problems.push(
        problem(
          'corpus-sample-invalid',
          { zh: '抽检记录的这一行不合格式。', en: 'This line of the sample is not valid.' },
          {
            place: { file, line: number },
            expected: read.success
              ? 'sourceId: listed in the register'
              : 'itemId, sourceId, route: human | keyword | classifier, label: pass | fail',
            got: raw.slice(0, 200),
          },
        ),
      )
    }
  }
  if (problems.length > 0) return failed(...problems)
  return done(
    new Map(
      sources.map(({ id, used, items }) => {
        const looked = [...labels.get(id)!.values()]
        return [id, { used, items, n: looked.length, bad: looked.filter((pass) => !pass).length }]
      }),
    ),
  )
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
