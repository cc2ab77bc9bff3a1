import { type Protection, type ProtectionEffort, protect, usualEffort } from '../confidential/protect.ts'
import type { ConfidentialityRules } from '../confidential/rules.ts'
import type { Solver } from '../confidential/solver.ts'
import type { Amount, Measure, MicroRow } from '../rows/row.ts'
import { cellsOf, type MeasureCells } from './cells.ts'
import { type Dimension, groupingsOf } from './grouping.ts'
import { type PublishedBefore, twoVintages } from './two-vintages.ts'

export interface TabulationSettings {
  /** each a table: by up to three dimensions; the total is always there */
  readonly tables: readonly (readonly Dimension[])[]
  readonly measures: readonly Amount[]
  readonly rules: ConfidentialityRules
  readonly effort?: ProtectionEffort
}

/** One measure with what may be shown of it. Confidential: it holds the contributions. */
export interface ProtectedMeasure {
  readonly cells: MeasureCells
  readonly protection: Protection
}

export interface Tabulation {
  readonly settings: TabulationSettings
  readonly measures: ReadonlyMap<Measure, ProtectedMeasure>
  /** periods there are, earliest first */
  readonly periods: readonly string[]
}

/** All cells of all tables, and which are shown. `before`: what an earlier publication showed, by measure. Units are whole fen and heads. */
export function tabulate(
  solver: Solver,
  rows: readonly MicroRow[],
  settings: TabulationSettings,
  before: (measure: Measure) => PublishedBefore | undefined = () => undefined,
  onMeasure: (measure: Measure) => void = () => {},
): Tabulation {
  const asked = new Set<Measure>(['enterprises', ...settings.measures])
  const measures = new Map<Measure, ProtectedMeasure>()
  for (const measure of asked) {
    onMeasure(measure)
    const cells = measureCells(rows, measure, settings)
    const then = before(measure)
    const joint = then ? twoVintages(cells.system, then, settings.rules) : undefined
    const protection = protect(
      solver,
      joint?.system ?? cells.system,
      settings.rules,
      joint?.differences,
      settings.effort ?? usualEffort,
    )
    measures.set(measure, { cells, protection })
  }
  return { settings, measures, periods: [...new Set(rows.map((r) => r.period))].sort() }
}

export function measureCells(
  rows: readonly MicroRow[],
  measure: Measure,
  settings: Pick<TabulationSettings, 'tables'>,
): MeasureCells {
  const moves = settings.tables.some((by) => by.includes('level'))
  return cellsOf(rows, measure, groupingsOf(settings.tables), moves)
}

/** The mark in place of a value that is not shown. */
export const withheld = '*'

/** The value of a cell as a reader sees it; a cell that nobody is in is 0. Undefined for one that no table shows. */
export function shownValue(m: ProtectedMeasure, key: string): number | typeof withheld | undefined {
  const at = m.cells.place.get(key)
  if (at === undefined) return 0
  const { kind } = m.protection.cells[at]!
  if (m.cells.system.cells[at]!.value === 0 && kind !== 'never') return 0
  return kind === 'shown' ? m.cells.system.cells[at]!.value : kind === 'never' ? undefined : withheld
}
