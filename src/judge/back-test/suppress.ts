/** A table of counts of which some are not shown: `undefined` is a cell, or a total, that is kept back. */
export interface Suppressed {
  readonly cells: readonly (readonly (number | undefined)[])[]
  readonly rowTotals: readonly (number | undefined)[]
  readonly columnTotals: readonly (number | undefined)[]
}

/**
 * Keeps back every count from 1 to `least` - 1 (primary), and then further cells until no row or column lets a reader find one by
 * subtracting from its total (secondary): in a line with something kept back, at least two cells are, and together they are at least
 * `least`. The smallest cells go first. Where a line has no more cells to give, its total is kept back.
 */
export function suppress(counts: readonly (readonly number[])[], least: number): Suppressed {
  const rows = counts.length
  const columns = counts[0]?.length ?? 0
  const hidden = counts.map((row) => row.map((n) => n > 0 && n < least))
  const lines: (readonly (readonly [number, number])[])[] = [
    ...counts.map((row, i) => row.map((_, j) => [i, j] as const)),
    ...Array.from({ length: columns }, (_, j) => counts.map((_, i) => [i, j] as const)),
  ]
  const noTotal = lines.map(() => false)
  for (let again = true; again; ) {
    again = false
    for (const [k, line] of lines.entries()) {
      const kept = line.filter(([i, j]) => hidden[i]![j])
      const sum = kept.reduce((a, [i, j]) => a + counts[i]![j]!, 0)
      if (kept.length === 0 || noTotal[k] || (kept.length > 1 && sum >= least)) continue
      const next = line
        .filter(([i, j]) => !hidden[i]![j])
        // a zero protects little, so it is taken last
        .sort(([i, j], [a, b]) => (counts[i]![j]! || 1e15) - (counts[a]![b]! || 1e15))[0]
      if (next) hidden[next[0]]![next[1]] = true
      else noTotal[k] = true
      again = true
    }
  }
  const total = (k: number) => (noTotal[k] ? undefined : lines[k]!.reduce((a, [i, j]) => a + counts[i]![j]!, 0))
  return {
    cells: counts.map((row, i) => row.map((n, j) => (hidden[i]![j] ? undefined : n))),
    rowTotals: Array.from({ length: rows }, (_, i) => total(i)),
    columnTotals: Array.from({ length: columns }, (_, j) => total(rows + j)),
  }
}
