/** A cell as read: null where a JSON object or a Parquet row has nothing. */
export type Cell = string | null

/** A value as a cell; what is no plain value comes as JSON. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The double nearest to a decimal number; undefined for anything else, what no double holds included. */
export function numberOf(text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

const FAILURES: ReadonlySet<string> = new Set([
  ...['', 'nan', '-nan', 'na', 'n/a', 'null', 'none', 'fta', 'fte', 'fail', 'failed', '失败', '未采集'],
])

/** A score: a number, NaN for a failure to acquire or to compare, undefined where it is neither. */
export function scoreOf(text: string): number | undefined {
  return FAILURES.has(text.toLowerCase()) ? Number.NaN : numberOf(text)
}
