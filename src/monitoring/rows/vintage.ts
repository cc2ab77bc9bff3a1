import type { MicroRow } from './row.ts'

/** What was known on a day: for each enterprise and period the latest row up to then, in the order of first appearance. A row without a day was always known. */
export function vintage(rows: readonly MicroRow[], asOf: string): readonly MicroRow[] {
  const latest = new Map<string, MicroRow>()
  for (const row of rows) {
    if ((row.asOf ?? '') > asOf) continue
    const key = `${row.id} ${row.period}`
    const had = latest.get(key)
    if (!had || (row.asOf ?? '') >= (had.asOf ?? '')) latest.set(key, row)
  }
  return [...latest.values()]
}
