import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem } from '../../../language/problem.ts'
import { readTable } from '../../records/table.ts'
import type { Source } from '../corpus/reduce.ts'
import { sampleColumns } from './draw.ts'
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

type Look = z.output<typeof line>

const expected = 'itemId, sourceId, route: human | keyword | classifier, label: pass | fail'

/**
 * Counts the records of a sample by source, for some routes: JSON Lines, or a CSV table with the same columns. An item looked at several
 * times is one item, and fails when one look failed it. Every problem names its line.
 */
export function readSample(
  text: string,
  file: string,
  sources: readonly Source[],
  wanted: readonly string[],
): Outcome<ReadonlyMap<string, SourceSample>> {
  const known = new Set(sources.map((source) => source.id))
  const looks = /\.csv$/i.test(file) ? readTableLooks(text, file, known) : readJsonLooks(text, file, known)
  if (!looks.ok) return looks
  const labels = new Map(sources.map((source) => [source.id, new Map<string, boolean>()]))
  for (const { route, itemId, label, sourceId } of looks.value) {
    const own = labels.get(sourceId)!
    if (wanted.includes(route)) own.set(itemId, own.get(itemId) !== false && label === 'pass')
  }
  return done(
    new Map(
      sources.map(({ id, used, items }) => {
        const looked = [...labels.get(id)!.values()]
        return [id, { used, items, n: looked.length, bad: looked.filter((pass) => !pass).length }]
      }),
    ),
  )
}

function readJsonLooks(text: string, file: string, sources: ReadonlySet<string>): Outcome<readonly Look[]> {
  const looks: Look[] = []
  const problems: Problem[] = []
  let number = 0
  for (const raw of text.split('\n')) {
    number++
    if (raw.trim() === '') continue
    const read = line.safeParse(parsed(raw))
    if (read.success && sources.has(read.data.sourceId)) looks.push(read.data)
    else if (problems.length < MOST_PROBLEMS) {
      problems.push(
        problem(
          'corpus-sample-invalid',
          { zh: '抽检记录的这一行不合格式。', en: 'This line of the sample is not valid.' },
          {
            place: { file, line: number },
            expected: read.success ? 'sourceId: listed in the register' : expected,
            got: raw.slice(0, 200),
          },
        ),
      )
    }
  }
  return problems.length > 0 ? failed(...problems) : done(looks)
}

const routes = new Map<string, Look['route']>([
  ['human', 'human'],
  ['人工', 'human'],
  ['keyword', 'keyword'],
  ['关键词', 'keyword'],
  ['classifier', 'classifier'],
  ['分类模型', 'classifier'],
])
const verdicts = new Map<string, Look['label']>([
  ['pass', 'pass'],
  ['合格', 'pass'],
  ['fail', 'fail'],
  ['不合格', 'fail'],
])

/** A sheet as reviewers fill it in; rows without a label are not looked at yet, and left out. */
function readTableLooks(text: string, file: string, sources: ReadonlySet<string>): Outcome<readonly Look[]> {
  const rows = readTable<keyof typeof sampleColumns, Look | 'open'>(
    text,
    file,
    sampleColumns,
    ({ cell }) => {
      const [route, label] = [routes.get(cell('route')), verdicts.get(cell('label'))]
      if (cell('label') === '') return 'open'
      if (cell('itemId') === '' || route === undefined || label === undefined) return { expected }
      if (!sources.has(cell('sourceId'))) return { expected: 'sourceId: listed in the register' }
      return { itemId: cell('itemId'), sourceId: cell('sourceId'), route, label }
    },
    ['classId', 'reviewer'],
  )
  return rows.ok ? done(rows.value.filter((look) => look !== 'open')) : rows
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}
