import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Measure, MicroRow } from '../rows/row.ts'
import { vintage } from '../rows/vintage.ts'
import { movementsOf, shownText, tablesOf } from '../tables/figures.ts'
import { measureCells, shownValue, type Tabulation, withheld } from '../tables/tabulate.ts'
import type { PublishedBefore } from '../tables/two-vintages.ts'
import { type IndustrySnapshot, type ShownText, sealed } from './snapshot.ts'

export type SnapshotHead = Pick<
  IndustrySnapshot,
  'title' | 'standard' | 'asOf' | 'filings' | 'names' | 'follows' | 'tool'
>

/** Freezes what may be shown of the rows that were tabulated. */
export function snapshotOf(t: Tabulation, rows: readonly MicroRow[], head: SnapshotHead): IndustrySnapshot {
  const cells: Partial<Record<Measure, Record<string, ShownText>>> = {}
  const protection: Partial<Record<Measure, { further: number; atLeast: number }>> = {}
  for (const [measure, m] of t.measures) {
    const shown: Record<string, ShownText> = {}
    for (const key of [...m.cells.place.keys()].sort()) {
      const value = shownValue(m, key)
      if (value !== undefined) shown[key] = value === withheld ? withheld : shownText(measure, value)
    }
    cells[measure] = shown
    protection[measure] = { further: m.protection.further, atLeast: m.protection.atLeast }
  }
  return sealed({
    format: 'plumbline-industry/1',
    ...head,
    periods: t.periods,
    enterprises: new Set(rows.map((r) => r.id)).size,
    rules: t.settings.rules,
    measures: [...t.measures.keys()],
    tables: tablesOf(t, rows),
    movements: movementsOf(t),
    asked: t.settings.tables,
    cells,
    protection,
  })
}

/**
 * What an earlier publication showed, with its cells worked out again from what the register knew on its day. Refused (`vintage-differs`)
 * where a value does not come out again: then the register is not the one it was made from, and nothing can be said of what differences
 * would tell.
 */
export function publishedBefore(
  rows: readonly MicroRow[],
  old: IndustrySnapshot,
): Outcome<ReadonlyMap<string, PublishedBefore>> {
  if (!old.cells || !old.asked)
    return failed(
      problem('snapshot-unreadable', {
        zh: '前次快照没有各单元格的数值，无法据以比对',
        en: 'The earlier snapshot does not hold its cells, so that nothing can be held against it',
      }),
    )
  const { asked } = old
  const then = vintage(rows, old.asOf)
  const found = new Map<string, PublishedBefore>()
  for (const [name, shown] of Object.entries(old.cells)) {
    const measure = name as Measure
    const cells = measureCells(then, measure, { tables: asked })
    const keys = new Set<string>()
    for (const [key, value] of Object.entries(shown)) {
      if (value === withheld) continue
      const at = cells.place.get(key)
      const now = shownText(measure, at === undefined ? 0 : cells.system.cells[at]!.value)
      if (now !== value) return failed(differs(`${measure} ${key}`, value, now))
      keys.add(key)
    }
    found.set(measure, { cells, shown: keys })
  }
  return done(found)
}

const differs = (path: string, expected: string, got: string) =>
  problem(
    'vintage-differs',
    {
      zh: '由名录在前次发布之日所知，得不出前次发布的数值',
      en: 'From what the register knew on its day, the earlier publication does not come out again',
    },
    {
      place: { path },
      expected,
      got,
      next: {
        zh: '给出前次发布所用的名录，并为此后更正的填报写明 asOf',
        en: 'give the register that it was made from, with asOf on filings that were corrected since',
      },
    },
  )
