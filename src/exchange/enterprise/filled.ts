import { splits } from '../../instruments/enterprise/filing/fields.ts'
import { documentHeadings, explanationHeadings } from '../../instruments/enterprise/filing/files/sheets.ts'
import type { FilingRecord, YearRecord } from '../../instruments/enterprise/filing/record.ts'

type Cell = string | number

/** What stands in a workbook already. */
export interface Filled {
  readonly years: readonly string[]
  enterprise(key: string): Cell
  year(at: number, key: string): Cell
  readonly shares: readonly (readonly Cell[])[]
  readonly documents: readonly (readonly Cell[])[]
  readonly explanations: readonly (readonly Cell[])[]
}

export const nothingFilled: Filled = {
  ...{ years: [], shares: [], documents: [], explanations: [] },
  enterprise: () => '',
  year: () => '',
}

/** A filing that was read, as cells. Sub-classes are those of its last year; lists stand as their counts. */
export function filledFrom(record: FilingRecord): Filled {
  const reports = [...record.reports]
    .filter((r) => (r.period ?? 'Y') === 'Y')
    .sort((a, b) => Number(a.year) - Number(b.year))
    .slice(-3)
  const last = reports.at(-1)
  const ids = [...new Set(splits.flatMap((s) => Object.keys((last?.[s.key] as object | undefined) ?? {})))].sort()
  const rows = (list: unknown, keys: readonly string[]) =>
    (Array.isArray(list) ? list : []).map((one: Readonly<Record<string, unknown>>) => keys.map((k) => cell(one[k])))
  return {
    years: reports.map((r) => String(r.year)),
    enterprise: (key) => cell(record[key]),
    year: (at, key) => cell(valueAt(reports[at], key)),
    shares: ids.map((id) => [
      id,
      ...splits.map((s) => cell((last?.[s.key] as Record<string, unknown> | undefined)?.[id])),
    ]),
    documents: rows(
      record['documents'],
      documentHeadings.map((h) => h.key),
    ),
    explanations: rows(
      record.explanations,
      explanationHeadings.map((h) => h.key),
    ),
  }
}

function valueAt(report: YearRecord | undefined, key: string): unknown {
  const [outer, inner] = key.split('.') as [string, string | undefined]
  const value = report?.[outer]
  if (Array.isArray(value)) return inner === undefined ? value.length : standardsAt(value, inner)
  return inner === undefined ? value : (value as Record<string, unknown> | undefined)?.[inner]
}

const standardsAt = (list: readonly { readonly level?: string }[], inner: string) =>
  list.filter((s) => ['international', 'national'].includes(s.level ?? '') === (inner === 'high')).length

/** A number where it is written as numbers are, text where that would change it (4560.00). */
function cell(value: unknown): Cell {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return ''
  return /^-?\d{1,15}(\.\d+)?$/.test(value) && String(Number(value)) === value ? Number(value) : value
}
