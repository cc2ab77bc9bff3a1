import { enough } from './enough.ts'
import { Guard } from './guard.ts'
import { type Sensitivity, sensitivity } from './primary.ts'
import type { ConfidentialityRules } from './rules.ts'
import { type Effort, smallest } from './smallest.ts'
import type { Solver } from './solver.ts'
import { separate, type TableSystem } from './system.ts'

/** What becomes of one cell. `protects` is suppressed for the sake of others; `never` stands in no table; `too-late` was published before and cannot be taken back. */
export type Treatment =
  | { readonly kind: 'shown' }
  | { readonly kind: 'sensitive'; readonly because: readonly (Sensitivity | 'difference')[] }
  | { readonly kind: 'protects' }
  | { readonly kind: 'never' }
  | { readonly kind: 'too-late'; readonly because: readonly (Sensitivity | 'difference')[] }

export interface Protection {
  /** one a cell, in their order */
  readonly cells: readonly Treatment[]
  /** cells that are suppressed for the sake of others */
  readonly further: number
  /** no safe set has fewer; equal to `further` where the set is proved to be the smallest */
  readonly atLeast: number
  /** sensitive cells that cannot be kept open far enough, because of what is known already */
  readonly hopeless: readonly number[]
}

/** What the search may cost. Systems of more than `exactUpTo` cells get the quick set at once, with its distance from the bound. */
export interface ProtectionEffort extends Effort {
  readonly exactUpTo: number
}

export const usualEffort: ProtectionEffort = { rounds: 60, nodes: 2000, demands: 40, exactUpTo: 120 }

/**
 * Which cells of tables that are published together have to be suppressed: the sensitive ones by the rules (and those named in `also`, by
 * place, with their reason), and a set of further ones such that nobody, with all sums that tie the tables together and what he contributed
 * himself, can tell a sensitive cell more nearly than `rules.open`. Amounts are whole units and not negative.
 */
export function protect(
  solver: Solver,
  system: TableSystem,
  rules: ConfidentialityRules,
  also: ReadonlyMap<number, 'difference'> = new Map(),
  effort: ProtectionEffort = usualEffort,
): Protection {
  const reasons = system.cells.map((c, i): (Sensitivity | 'difference')[] => [
    ...sensitivity(c.by, rules),
    ...(also.has(i) ? (['difference'] as const) : []),
  ])
  const treatment: Treatment[] = system.cells.map((c, i) =>
    reasons[i]!.length === 0
      ? { kind: c.never ? 'never' : 'shown' }
      : { kind: c.known ? 'too-late' : 'sensitive', because: reasons[i]! },
  )
  let further = 0
  let atLeast = 0
  const hopeless: number[] = []
  for (const { part, at } of separate(system)) {
    const sensitive = [...at.keys()].filter((k) => treatment[at[k]!]!.kind === 'sensitive')
    if (sensitive.length === 0) continue
    const found = protectPart(solver, part, sensitive, rules, effort)
    for (const k of found.further) treatment[at[k]!] = { kind: 'protects' }
    further += found.further.length
    atLeast += found.atLeast
    hopeless.push(...found.hopeless.map((k) => at[k]!))
  }
  return { cells: treatment, further, atLeast, hopeless: hopeless.sort((a, b) => a - b) }
}

function protectPart(
  solver: Solver,
  part: TableSystem,
  sensitive: readonly number[],
  rules: ConfidentialityRules,
  effort: ProtectionEffort,
): { readonly further: readonly number[]; readonly atLeast: number; readonly hopeless: readonly number[] } {
  const n = part.cells.length
  const allowed = Uint8Array.from(part.cells, (c) => (c.known || c.never ? 0 : 1))
  const suppressed = Uint8Array.from(part.cells, (c) => (c.never && !c.known ? 1 : 0))
  for (const p of sensitive) {
    allowed[p] = 0
    suppressed[p] = 1
  }
  const guard = new Guard(solver, part, sensitive, rules)
  try {
    const all = allowed.map((a, i) => (a === 1 || suppressed[i] === 1 ? 1 : 0))
    guard.giveUp(all)
    const further = (set: Uint8Array) => [...set.keys()].filter((i) => set[i] === 1 && allowed[i] === 1)
    if (n <= effort.exactUpTo) {
      const best = smallest(solver, guard, allowed, suppressed, effort)
      if (best.suppressed)
        return { further: further(best.suppressed), atLeast: best.atLeast, hopeless: [...guard.hopeless] }
      enough(solver, guard, allowed, suppressed)
      return { further: further(suppressed), atLeast: best.atLeast, hopeless: [...guard.hopeless] }
    }
    const start = suppressed.slice()
    enough(solver, guard, allowed, suppressed)
    const atLeast = smallest(solver, guard, allowed, start, { ...effort, rounds: 1 }).atLeast
    return { further: further(suppressed), atLeast, hopeless: [...guard.hopeless] }
  } finally {
    guard.close()
  }
}
