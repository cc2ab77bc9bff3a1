import { ProblemError, problem } from '../../../language/problem.ts'
import { tieGroups } from '../../../metrics/retrieval/ranked-list.ts'
import { numberOf, scoreOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Source } from '../files/source.ts'
import { type Row, readTable } from '../files/table.ts'
import type { RetrievalAccess } from './access.ts'
import { MOST_LINES, type QueryRow } from './params.ts'
import { addRelevant, type Query, relevantColumns, TAKEN } from './relevant.ts'

const resultColumns = {
  query: { names: ['query', 'query_id', '查询'] },
  item: { names: ['item', 'item_id', '条目'] },
  score: { names: ['score', '得分'], optional: true },
  rank: { names: ['rank', '位次'], optional: true },
  relevant: { names: ['relevant', '相关'], optional: true },
} as const

/** What the tables come to: a row for each query, in the order of the table of relevant items. */
export interface Retrieved {
  readonly rows: readonly QueryRow[]
  readonly extra: readonly string[]
}

/** ProblemError: retrieval-too-large, and those of `readTable`. */
export async function retrieved(access: RetrievalAccess, source: Source): Promise<Retrieved> {
  const queries = new Map<string, Query>()
  await each(access.relevant, source, relevantColumns, (row) => addRelevant(queries, row))
  const extra = new Set<string>()
  await each(access.results, source, resultColumns, (row) => addResult(queries, extra, row))
  return { rows: [...queries].map(([name, query]) => rowOf(name, query)), extra: [...extra] }
}

async function each<C extends string>(
  files: readonly string[],
  source: Source,
  columns: Readonly<Record<C, { readonly names: readonly string[]; readonly optional?: boolean }>>,
  add: (row: Row<C>) => Parsed<object>,
): Promise<void> {
  let lines = 0
  for (const file of files) {
    const parse = (row: Row<C>): Parsed<object> => {
      if (++lines > MOST_LINES) throw new ProblemError([tooLarge(file)])
      return add(row)
    }
    for await (const _ of readTable(source, file, columns, parse));
  }
}

function addResult(
  queries: Map<string, Query>,
  extra: Set<string>,
  row: Row<keyof typeof resultColumns>,
): Parsed<object> {
  const [name, item] = [row.cell('query').slice(0, 200), row.cell('item')]
  if (name === '' || item === '') return { expected: 'query and item: names' }
  const score = placeOf(row)
  if (score === undefined) return { expected: 'score: a number, or rank: a whole number from 1' }
  const query = queries.get(name)
  if (query === undefined) {
    extra.add(name)
    return TAKEN
  }
  if (query.listed.has(item)) return { expected: 'item: once in a list', got: item.slice(0, 80) }
  const relevant = relevance(query, item, row.cell('relevant'))
  if (typeof relevant === 'string') return { expected: relevant, got: row.cell('relevant').slice(0, 80) }
  query.listed.add(item)
  query.scores.push(score)
  query.relevant.push(relevant)
  query.found += relevant
  return TAKEN
}

/** The score, or the rank as a negative score; NaN where there is neither, undefined where there is something else. */
function placeOf(row: Row<keyof typeof resultColumns>): number | undefined {
  if (row.cell('rank') === '') return scoreOf(row.cell('score'))
  const rank = numberOf(row.cell('rank'))
  return rank !== undefined && Number.isInteger(rank) && rank >= 1 ? -rank : undefined
}

/** Where items are listed, the list decides and a mark may not say otherwise; where only their number is known, the mark does. */
function relevance({ items, count, found }: Query, item: string, mark: string): 0 | 1 | string {
  if (!['', '0', '1'].includes(mark)) return 'relevant: 0 or 1'
  if (items !== undefined) {
    const relevant = items.has(item) ? 1 : 0
    return mark === '' || Number(mark) === relevant ? relevant : 'relevant: as the table of relevant items says'
  }
  if (mark === '' && count > 0) return 'relevant: 0 or 1'
  if (mark === '1' && found >= count) return `relevant: at most ${count} for this query`
  return mark === '1' ? 1 : 0
}

function rowOf(name: string, { stratum, count, scores, relevant }: Query): QueryRow {
  const values = Float64Array.from(scores)
  const groups = tieGroups(values, Uint8Array.from(relevant)).flat()
  return [name, stratum, count, scores.length, values.filter((s) => Number.isNaN(s)).length, groups]
}

function tooLarge(file: string) {
  return problem(
    'retrieval-too-large',
    { zh: '表太大，放不进一次测量。', en: 'The tables are too large for one measure.' },
    {
      place: { file },
      expected: `at most ${MOST_LINES} lines`,
      next: { zh: '按查询分成几个部分。', en: 'Measure the queries in parts.' },
    },
  )
}
