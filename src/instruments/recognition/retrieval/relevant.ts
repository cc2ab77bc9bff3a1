import { numberOf } from '../files/cell.ts'
import type { Parsed } from '../files/refusal.ts'
import type { Row } from '../files/table.ts'

/** What is known of a query while the tables are read. */
export interface Query {
  readonly stratum: string
  /** relevant items by name, or how many there are */
  readonly items: Set<string> | undefined
  count: number
  readonly listed: Set<string>
  readonly scores: number[]
  readonly relevant: number[]
  found: number
}

export const relevantColumns = {
  query: { names: ['query', 'query_id', '查询'] },
  item: { names: ['item', 'item_id', '条目'], optional: true },
  relevant: { names: ['relevant', 'count', '相关', '相关数'], optional: true },
  stratum: { names: ['stratum', 'group', '分层', '组别'], optional: true },
} as const

/** A line that was taken. */
export const TAKEN = {}

/** A line names a relevant item, or says how many a query has; a query may have none. */
export function addRelevant(queries: Map<string, Query>, row: Row<keyof typeof relevantColumns>): Parsed<object> {
  const name = row.cell('query').slice(0, 200)
  if (name === '') return { expected: 'query: a name' }
  const item = row.cell('item')
  const known = queries.get(name)
  if (item === '') {
    const count = numberOf(row.cell('relevant'))
    if (count === undefined || !Number.isInteger(count) || count < 0 || count > 1e9)
      return { expected: 'item, or relevant: a whole number', got: row.cell('relevant').slice(0, 80) }
    if (known !== undefined) return { expected: 'query: not listed before', got: name }
    queries.set(name, fresh(row.cell('stratum'), undefined, count))
    return TAKEN
  }
  if (row.has('relevant') && !['', '1'].includes(row.cell('relevant')))
    return { expected: 'relevant: 1 where an item is named', got: row.cell('relevant').slice(0, 80) }
  if (known === undefined) {
    queries.set(name, fresh(row.cell('stratum'), new Set([item]), 1))
    return TAKEN
  }
  if (known.items === undefined || known.items.has(item))
    return { expected: 'item: not counted before', got: item.slice(0, 80) }
  known.items.add(item)
  known.count++
  return TAKEN
}

function fresh(stratum: string, items: Set<string> | undefined, count: number): Query {
  return { stratum: stratum.slice(0, 200), items, count, listed: new Set(), scores: [], relevant: [], found: 0 }
}
