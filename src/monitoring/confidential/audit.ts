import { ceilingOf } from './attack.ts'
import type { Solver } from './solver.ts'
import type { Relation } from './system.ts'

/** What everybody can see: a whole number of units, or a mark in its place. */
export interface PublishedCell {
  readonly key: string
  readonly value: number | '*'
}

/** Between which ends a suppressed cell must lie, for anybody who sees the tables. `most` is undefined where nothing bounds it. */
export interface Interval {
  readonly key: string
  readonly least: number
  readonly most: number | undefined
}

/**
 * What the published tables give away: for each suppressed cell the least and the most it can be, by the sums alone (linear programming over
 * non-negative amounts). Knows nothing of how the cells were chosen. Ends are rounded by the solver (about 1e-6 of the largest amount).
 */
export function intervals(
  solver: Solver,
  cells: readonly PublishedCell[],
  relations: readonly Relation[],
  floor: (key: string) => number = () => 0,
): readonly Interval[] {
  const shown = cells.map((c) => (c.value === '*' ? 0 : c.value))
  const scale = Math.max(1, ceilingOf(shown.map((value) => ({ value, key: '', by: [], floor: 0 }))) / 2e3)
  const hidden = [...cells.keys()].filter((i) => cells[i]!.value === '*')
  const column = new Map(hidden.map((i, k) => [i, k]))
  const rows = relations.flatMap((r) => {
    const columns: number[] = []
    const values: number[] = []
    // added up before it is scaled: whole numbers, and so without rounding
    let rest = 0
    for (const [i, sign] of [[r.total, 1] as const, ...r.parts.map((p) => [p, -1] as const)]) {
      const at = column.get(i)
      if (at === undefined) rest -= sign * shown[i]!
      else {
        columns.push(at)
        values.push(sign)
      }
    }
    return columns.length === 0 ? [] : [{ columns, values, lower: rest / scale, upper: rest / scale }]
  })
  if (hidden.length === 0) return []
  const programme = solver.programme(hidden.length, rows)
  try {
    const lower = Float64Array.from(hidden, (i) => floor(cells[i]!.key) / scale)
    const upper = new Float64Array(hidden.length).fill(1e7)
    return hidden.map((i, k) => {
      const end = (side: 1 | -1): number => {
        const costs = new Float64Array(hidden.length)
        costs[k] = side
        const s = programme.minimise(costs, lower, upper)
        if (!s) throw new RangeError(`the published tables do not add up at ${cells[i]!.key}`)
        return s.values[k]!
      }
      const most = end(-1)
      return { key: cells[i]!.key, least: end(1) * scale, most: most > 9e6 ? undefined : most * scale }
    })
  } finally {
    programme.close()
  }
}
