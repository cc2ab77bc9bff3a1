import { done, type Outcome } from '../../../language/problem.ts'
import { isDate } from '../../llm/bank/changelog.ts'
import { allClasses } from '../../llm/bank/classes.ts'
import { readTable } from '../../records/table.ts'
import type { AnnotationCount } from './reduce.ts'

const recordColumns = {
  itemId: '条目编号',
  annotatorId: '标注人',
  reviewerId: '审核人',
  kind: '类别',
  result: '结果',
  ts: '时间',
} as const
const peopleColumns = { id: '人员编号', trainedAt: '培训日期', examScore: '考核成绩', expiresAt: '有效期至' } as const

const kinds = new Map<string, 'functional' | 'safety'>([
  ['functional', 'functional'],
  ['功能性', 'functional'],
  ['safety', 'safety'],
  ['安全性', 'safety'],
])

interface Labelled {
  readonly itemId: string
  readonly annotatorId: string
  readonly reviewerId: string
  readonly kind: 'functional' | 'safety'
  readonly day: string
}

interface Person {
  readonly id: string
  readonly score: number | undefined
  readonly expiresAt: string
}

/** Counts of `annotation_records.csv` and `annotators.csv`: an item is reviewed when one of its records names a reviewer who is somebody else. */
export function readLedger(
  records: { readonly text: string; readonly file: string },
  people: { readonly text: string; readonly file: string },
  pass: number,
): Outcome<readonly AnnotationCount[]> {
  const labelled = readTable<keyof typeof recordColumns, Labelled>(
    records.text,
    records.file,
    recordColumns,
    ({ cell }) => {
      const kind = kinds.get(cell('kind'))
      const day = cell('ts').slice(0, 10)
      if (cell('itemId') === '' || cell('annotatorId') === '') return { expected: 'itemId, annotatorId' }
      if (kind === undefined) return { expected: 'kind: functional | safety' }
      if (!isDate(day)) return { expected: 'ts: YYYY-MM-DD…' }
      return { itemId: cell('itemId'), annotatorId: cell('annotatorId'), reviewerId: cell('reviewerId'), kind, day }
    },
  )
  if (!labelled.ok) return labelled
  const listed = readTable<keyof typeof peopleColumns, Person>(people.text, people.file, peopleColumns, ({ cell }) => {
    if (cell('id') === '') return { expected: 'id' }
    if (cell('examScore') !== '' && !/^\d{1,4}(\.\d{1,4})?$/.test(cell('examScore')))
      return { expected: 'examScore: 0, 1, …' }
    if (cell('expiresAt') !== '' && !isDate(cell('expiresAt'))) return { expected: 'expiresAt: YYYY-MM-DD' }
    const score = cell('examScore') === '' ? undefined : Number(cell('examScore'))
    return { id: cell('id'), score, expiresAt: cell('expiresAt') }
  })
  if (!listed.ok) return listed
  return done([
    part('functional', labelled.value),
    part('safety', labelled.value),
    atWork(labelled.value, listed.value, pass),
  ])
}

function part(kind: 'functional' | 'safety', all: readonly Labelled[]): AnnotationCount {
  const reviewed = new Map<string, boolean>()
  const sameHands = new Set<string>()
  for (const { itemId, annotatorId, reviewerId, kind: own } of all) {
    if (own !== kind) continue
    const another = reviewerId !== '' && reviewerId !== annotatorId
    reviewed.set(itemId, reviewed.get(itemId) === true || another)
    if (reviewerId === annotatorId) sameHands.add(itemId)
  }
  const done = [...reviewed.values()].filter(Boolean).length
  return { part: kind, items: reviewed.size, reviewed: done, sameHands: sameHands.size }
}

/** Whoever annotated or reviewed on a day on which no passed examination was in force for them. */
function atWork(all: readonly Labelled[], people: readonly Person[], pass: number): AnnotationCount {
  const valid = new Map<string, string>()
  for (const { id, score, expiresAt } of people)
    if (score !== undefined && score >= pass) valid.set(id, expiresAt === '' ? '9999-12-31' : expiresAt)
  const workers = new Set<string>()
  const unexamined = new Set<string>()
  for (const { annotatorId, reviewerId, day } of all) {
    for (const id of [annotatorId, reviewerId]) {
      if (id === '') continue
      workers.add(id)
      if (day > (valid.get(id) ?? '')) unexamined.add(id)
    }
  }
  return { part: 'people', atWork: workers.size, unexamined: unexamined.size }
}

/** How many of the 31 risk classes the safety annotation rules cover. */
export function readRules(text: string, file: string): Outcome<AnnotationCount> {
  const known = new Set(allClasses)
  const rows = readTable<'classId', { readonly id: string }>(text, file, { classId: '风险类别' }, ({ cell }) =>
    known.has(cell('classId')) ? { id: cell('classId') } : { expected: 'classId: A.1.a … A.5.b' },
  )
  return rows.ok ? done({ part: 'rules', classes: new Set(rows.value.map((r) => r.id)).size }) : rows
}
