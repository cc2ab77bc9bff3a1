import type { ConfidentialityRules } from './rules.ts'
import type { LinearProgramme, Row, Solver } from './solver.ts'
import type { Cell, TableSystem } from './system.ts'

/** One thing that must stay open: `cell` has to be possible up to `need` above (side 1) or below (side -1) its value, for one who knows what `insider` knows. */
export interface Threat {
  readonly cell: number
  readonly side: 1 | -1
  readonly need: number
  /** a contributor, who takes its own amounts away; nobody in particular if not given */
  readonly insider?: string
  /** every contributor at once: each cell moves no further than its largest contributor thinks possible */
  readonly everyone?: true
}

/** What an attack on one threat came to. */
export interface Reach {
  /** the share of the need that is possible, 0 to 1 */
  readonly share: number
  /** how the cells move together to get there, as shares of the need */
  readonly move: Float64Array
  /** for each cell, how much of the need suppressing it could add at the most; sums below 1 leave the threat open. None when reached. */
  readonly gain?: Float64Array
}

/** Rounding of the solver, as a share of the need. */
const nearlyAll = 1 - 1e-6
/** No cell has to move by more than so many needs; it keeps the numbers of the solver near each other. */
const furthest = 1e4

export const reached = (r: Reach): boolean => r.share >= nearlyAll

export function relationRows(relations: TableSystem['relations']): Row[] {
  return relations.map((r) => ({
    columns: [r.total, ...r.parts],
    values: [1, ...r.parts.map(() => -1)],
    lower: 0,
    upper: 0,
  }))
}

/** Nobody takes a cell for larger than twice the largest there is. */
export function ceilingOf(cells: readonly Cell[]): number {
  return 2 * cells.reduce((most, c) => Math.max(most, c.value), 0)
}

export function ownAmount(cell: Cell, who: string | undefined): number {
  return who === undefined ? 0 : (cell.by.find((c) => c.who === who)?.amount ?? 0)
}

/** How far a cell can go down in the eyes of one who knows `own` of it; one who knows it whole sees it fixed. */
export function roomDown(cell: Cell, own: number): number {
  return Math.max(0, cell.value - Math.max(own, cell.floor))
}

/**
 * What must stay possible around a sensitive cell: `rules.open` of what the onlooker does not know himself, on both sides, but no less than
 * one unit. A count has to be possible to be one more: what it is at least, zeros that are published may tell.
 */
export function threatsTo(cell: Cell, place: number, rules: ConfidentialityRules, insider?: string): Threat[] {
  const own = ownAmount(cell, insider)
  if (own >= cell.value) return []
  const need = Math.max(1, (cell.value - own) * rules.open)
  const down = Math.min(need, roomDown(cell, own))
  const who = insider === undefined ? {} : { insider }
  return [
    { cell: place, side: 1, need, ...who },
    ...(down > 0 && cell.floor === 0 ? [{ cell: place, side: -1 as const, need: down, ...who }] : []),
  ]
}

/** Attacks one system of sums by linear programming. Close it after use. */
export class Attacker {
  private readonly cells: readonly Cell[]
  private readonly programme: LinearProgramme
  private readonly ceiling: number
  /** what each contributor knows of which cells */
  private readonly known = new Map<string, Map<number, number>>()

  constructor(solver: Solver, system: TableSystem) {
    this.cells = system.cells
    this.ceiling = ceilingOf(system.cells)
    this.programme = solver.programme(system.cells.length, relationRows(system.relations))
    for (const [i, c] of system.cells.entries())
      for (const { who, amount } of c.by) {
        const theirs = this.known.get(who)
        if (theirs) theirs.set(i, amount)
        else this.known.set(who, new Map([[i, amount]]))
      }
  }

  close(): void {
    this.programme.close()
  }

  knows(who: string | undefined, cell: number): number {
    return who === undefined ? 0 : (this.known.get(who)?.get(cell) ?? 0)
  }

  /** How far the threatened cell can move if exactly the `suppressed` (1) are free. */
  reach(threat: Threat, suppressed: Uint8Array): Reach {
    const n = this.cells.length
    const room = this.rooms(threat)
    const lower = new Float64Array(n)
    const upper = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      if (suppressed[i] !== 1) continue
      lower[i] = -room.down[i]!
      upper[i] = room.up[i]!
    }
    const costs = new Float64Array(n)
    costs[threat.cell] = -threat.side
    const s = this.programme.minimise(costs, lower, upper)
    // all at rest always keeps within the bounds: no answer is a failure of the solver, and claims nothing
    if (!s) return { share: 0, move: new Float64Array(n), gain: new Float64Array(n).fill(1) }
    const share = threat.side * s.values[threat.cell]!
    if (share >= nearlyAll) return { share, move: s.values }
    const gain = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const d = s.reduced[i]!
      // what the cell would add if it were free: its reduced cost times how far it could go
      const g = d > 0 ? d * room.down[i]! : -d * room.up[i]!
      gain[i] = g > 1e-9 ? Math.min(1, g) : 0
    }
    return { share, move: s.values, gain }
  }

  /** How far each cell could move, as shares of the need, in the eyes of the onlooker. */
  rooms(threat: Threat): { readonly down: Float64Array; readonly up: Float64Array } {
    const down = new Float64Array(this.cells.length)
    const up = new Float64Array(this.cells.length)
    const theirs = threat.insider === undefined ? undefined : this.known.get(threat.insider)
    for (const [i, c] of this.cells.entries()) {
      const own = threat.everyone && i !== threat.cell ? (c.by[0]?.amount ?? 0) : (theirs?.get(i) ?? 0)
      if (own >= c.value) continue
      down[i] = Math.min(furthest, roomDown(c, own) / threat.need)
      up[i] = Math.min(furthest, (this.ceiling - c.value) / threat.need)
    }
    if (threat.side === 1) up[threat.cell] = Math.min(1, up[threat.cell]!)
    else down[threat.cell] = Math.min(1, down[threat.cell]!)
    return { down, up }
  }
}
