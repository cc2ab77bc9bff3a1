import type { Threat } from './attack.ts'
import type { Guard } from './guard.ts'
import type { Row, Solver } from './solver.ts'

/** How long the search for the smallest set may go on; counted, so that every machine ends at the same place. */
export interface Effort {
  /** questions to the chooser */
  readonly rounds: number
  /** branches it looks at for each */
  readonly nodes: number
  /** open threats that are turned into demands after each answer */
  readonly demands: number
}

export interface Smallest {
  /** the set, sensitive cells included; undefined where the search ended before it was proved */
  readonly suppressed?: Uint8Array
  /** no set that meets every threat has fewer cells beside the sensitive ones */
  readonly atLeast: number
}

/**
 * The smallest set of further cells that meets every threat: fewest cells, then least value. Demands are learned from attacks: each attack
 * that succeeds says which cells could have stopped it and by how much, and a mixed integer programme chooses the smallest set that meets
 * all demands so far, until no attack succeeds.
 * Source: M. Fischetti, J. J. Salazar-González, Solving the cell suppression problem on tabular data with linear constraints, Management
 * Science 47 (2001) 1008-1027. `base` are the cells that are not shown in any case.
 */
export function smallest(
  solver: Solver,
  guard: Guard,
  allowed: Uint8Array,
  base: Uint8Array,
  effort: Effort,
): Smallest {
  const { cells } = guard.system
  const places = [...allowed.keys()].filter((i) => allowed[i] === 1)
  const column = new Map(places.map((i, k) => [i, k]))
  const choice = solver.choice(places.length, effort.nodes)
  const started = new Set<Threat>()
  const demand = (threat: Threat, gain: Float64Array): void => {
    let rest = 1
    for (const [i, free] of base.entries()) if (free === 1) rest -= gain[i]!
    const row: { columns: number[]; values: number[] } = { columns: [], values: [] }
    for (const i of places) {
      if (gain[i]! <= 0) continue
      row.columns.push(column.get(i)!)
      row.values.push(rest > 1e-6 ? Math.min(1, gain[i]! / rest) : 1)
    }
    // whatever the amounts are, at least one of them has to go
    choice.add({ columns: row.columns, values: row.columns.map(() => 1), lower: 1, upper: solver.infinity })
    if (rest > 1e-6) choice.add({ ...row, lower: 1 - 1e-7, upper: solver.infinity })
    if (started.has(threat)) return
    started.add(threat)
    for (const r of sumsThrough(guard, threat.cell)) begin(r, threat.cell)
  }
  /** In every sum that holds the sensitive cell, another has to move with it. */
  const begin = (sum: readonly number[], cell: number): void => {
    const others = sum.filter((i) => i !== cell)
    const columns = others.filter((i) => column.has(i)).map((i) => column.get(i)!)
    if (columns.length > 0 && !others.some((i) => base[i] === 1))
      choice.add({ columns, values: columns.map(() => 1), lower: 1, upper: solver.infinity } satisfies Row)
  }
  const largest = Math.max(1, ...places.map((i) => cells[i]!.value))
  const count = new Float64Array(places.length).fill(1)
  const value = Float64Array.from(places, (i) => (1000 * cells[i]!.value) / largest)
  let atLeast = 0
  try {
    let first = guard.open(base, effort.demands)
    if (first.length === 0) return { suppressed: base.slice(), atLeast: 0 }
    for (let fixed = false, round = 0; round < effort.rounds; round++) {
      for (const { threat, gain } of first) demand(threat, gain)
      const answer = choice.least(fixed ? value : count)
      if (!answer) return { atLeast }
      if (!fixed) atLeast = Math.max(atLeast, Math.ceil(answer.bound - 1e-6))
      if (!answer.proven || !answer.chosen) return { atLeast }
      const suppressed = base.slice()
      for (const [k, i] of places.entries()) if (answer.chosen[k] === 1) suppressed[i] = 1
      first = guard.open(suppressed, effort.demands)
      if (first.length > 0) continue
      if (fixed) return { suppressed, atLeast }
      fixed = true
      choice.add({ columns: [...places.keys()], values: places.map(() => 1), lower: 0, upper: atLeast })
    }
    return { atLeast }
  } finally {
    choice.close()
  }
}

function sumsThrough(guard: Guard, cell: number): readonly (readonly number[])[] {
  return guard.system.relations.map((r) => [r.total, ...r.parts]).filter((sum) => sum.includes(cell))
}
