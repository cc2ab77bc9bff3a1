import { relationRows, type Threat } from './attack.ts'
import type { Guard } from './guard.ts'
import type { Solver } from './solver.ts'

/**
 * A set of cells that meets every threat, though perhaps not the smallest: for one threat after another the cheapest movement that
 * meets it is found (a linear programme), and the cells it needs are suppressed; then every cell that can be shown after all, is.
 * `allowed` are those that may be suppressed, `suppressed` (changed in place) starts as the sensitive ones.
 * Source: J. Kelly, B. Golden, A. Assad, Networks 22 (1992) 397-417; M. Fischetti, J. J. Salazar, Management Science 47 (2001) 1008-1027, 5.
 */
export function enough(solver: Solver, guard: Guard, allowed: Uint8Array, suppressed: Uint8Array): void {
  const { cells, relations } = guard.system
  const n = cells.length
  // a total is worth more to the reader than many small cells, though not as much more as it is larger
  const middle = [...cells].sort((a, b) => a.value - b.value)[n >> 1]!.value
  const worth = Float64Array.from(cells, (c) => Math.log2(2 + c.value / middle))
  const rows = relationRows(relations).map((r) => ({
    ...r,
    columns: [...r.columns, ...r.columns.map((i) => i + n)],
    values: [...r.values, ...r.values.map((v) => -v)],
  }))
  const ways = solver.programme(2 * n, rows)
  const open = (threat: Threat): boolean => {
    const room = guard.rooms(threat)
    const lower = new Float64Array(2 * n)
    const upper = new Float64Array(2 * n)
    const costs = new Float64Array(2 * n)
    for (let i = 0; i < n; i++) {
      if (suppressed[i] !== 1 && allowed[i] !== 1) continue
      upper[i] = room.up[i]!
      upper[n + i] = room.down[i]!
      if (suppressed[i] !== 1) costs[i] = costs[n + i] = worth[i]!
    }
    const [there, back] = threat.side === 1 ? [threat.cell, n + threat.cell] : [n + threat.cell, threat.cell]
    lower[there] = upper[there] = 1
    upper[back] = 0
    const s = ways.minimise(costs, lower, upper)
    if (!s) return false
    for (let i = 0; i < n; i++) if (Math.abs(s.values[i]! - s.values[n + i]!) > 1e-9) suppressed[i] = 1
    return true
  }
  try {
    for (const base of guard.threats)
      for (let [found] = guard.openAround(base, suppressed); found; [found] = guard.openAround(base, suppressed)) {
        const { threat } = found
        // at first for all contributors at once; more cells than needed are shown again below
        if (threat.insider === undefined && open({ ...threat, everyone: true })) continue
        if (!open(threat)) guard.hopeless.add(threat.cell)
      }
    showAgain(guard, allowed, suppressed)
  } finally {
    ways.close()
  }
}

/** The largest first: it is worth most to the reader. */
function showAgain(guard: Guard, allowed: Uint8Array, suppressed: Uint8Array): void {
  const { cells } = guard.system
  const extra = [...suppressed.keys()]
    .filter((i) => suppressed[i] === 1 && allowed[i] === 1)
    .sort((a, b) => cells[b]!.value - cells[a]!.value || a - b)
  for (const i of extra) {
    suppressed[i] = 0
    if (!guard.plainlyMet(suppressed)) suppressed[i] = 1
  }
}
