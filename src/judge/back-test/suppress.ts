/** A table of counts of which some are not shown: `undefined` is a cell, or a total, that is kept back. The sum of all is always known. */
export interface Suppressed {
  readonly cells: readonly (readonly (number | undefined)[])[]
  readonly rowTotals: readonly (number | undefined)[]
  readonly columnTotals: readonly (number | undefined)[]
}

type Entry = readonly [row: number, column: number]

/**
 * Keeps back every count from 1 to `least` - 1 (primary), and then further counts until no line lets a reader find one by subtracting
 * (secondary): in a line with something kept back at least two counts are, its total among them or together at least `least`. Totals
 * are lines of their own. Small cells go first; rather than a large cell, the total of the line goes; empty cells go last.
 */
export function suppress(counts: readonly (readonly number[])[], least: number): Suppressed {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const add = (all: readonly number[]) => all.reduce((a, n) => a + n, 0)
  // the last row and column are the totals
  const table = [
    ...counts.map((row) => [...row, add(row)]),
    Array.from({ length: columns }, (_, j) => add(counts.map((r) => r[j]!))),
  ]
  table[rows]!.push(add(table[rows]!))
  const hidden = table.map((row, i) => row.map((n, j) => n > 0 && n < least && !(i === rows && j === columns)))
  const at = ([i, j]: Entry) => table[i]![j]!
  const lines: { readonly parts: readonly Entry[]; readonly total: Entry; readonly totalMayGo: boolean }[] = [
    ...table.map((_, i) => ({
      parts: Array.from({ length: columns }, (_, j) => [i, j] as const),
      total: [i, columns] as const,
      totalMayGo: i < rows && rows > 1,
    })),
    ...Array.from({ length: columns + 1 }, (_, j) => ({
      parts: Array.from({ length: rows }, (_, i) => [i, j] as const),
      total: [rows, j] as const,
      totalMayGo: j < columns && columns > 1,
    })),
  ]
  for (let again = true; again; ) {
    again = false
    for (const { parts, total, totalMayGo } of lines) {
      const isHidden = ([i, j]: Entry) => hidden[i]![j] === true
      const kept = parts.filter(isHidden)
      const found = isHidden(total) ? kept.length === 0 : kept.length === 1 || add(kept.map(at)) < least
      if ((kept.length === 0 && !isHidden(total)) || !found) continue
      const left = parts.filter((e) => !isHidden(e)).sort((a, b) => (at(a) || 1e15) - (at(b) || 1e15))
      const small = left[0] !== undefined && at(left[0]) > 0 && at(left[0]) < 10 * least
      const next = !small && totalMayGo && !isHidden(total) ? total : left[0]
      if (!next) continue
      hidden[next[0]]![next[1]] = true
      again = true
    }
  }
  const shown = ([i, j]: Entry) => (hidden[i]![j] ? undefined : table[i]![j]!)
  return {
    cells: counts.map((row, i) => row.map((_, j) => shown([i, j]))),
    rowTotals: counts.map((_, i) => shown([i, columns])),
    columnTotals: Array.from({ length: columns }, (_, j) => shown([rows, j])),
  }
}
