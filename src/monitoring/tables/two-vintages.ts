import { sensitivity } from '../confidential/primary.ts'
import type { ConfidentialityRules } from '../confidential/rules.ts'
import type { Cell, TableSystem } from '../confidential/system.ts'
import type { MeasureCells } from './cells.ts'

/** What was published before of a measure: its cells as they were then, and which of them were shown. */
export interface PublishedBefore {
  readonly cells: MeasureCells
  readonly shown: ReadonlySet<string>
}

/**
 * Both vintages as one system, the new cells first and in their order: a cell that did not change is one cell, and known if it was shown; one
 * that changed stands twice. `differences` are new cells that would, beside the value shown before, give away what few contributors changed.
 */
export function twoVintages(
  now: TableSystem,
  then: PublishedBefore,
  rules: ConfidentialityRules,
): { readonly system: TableSystem; readonly differences: ReadonlyMap<number, 'difference'> } {
  const cells: Cell[] = [...now.cells]
  const place = new Map(now.cells.map((c, i) => [c.key, i]))
  const differences = new Map<number, 'difference'>()
  const old = then.cells.system
  const into = old.cells.map((c) => {
    const shown = then.shown.has(c.key)
    const at = place.get(c.key)
    const mine = at === undefined ? undefined : cells[at]!
    if (at !== undefined && mine && sameBy(mine, c)) {
      if (shown) cells[at] = { ...mine, known: true }
      return at
    }
    if (at !== undefined && mine && shown && !mine.never && sensitivity(changes(mine, c), rules).length > 0)
      differences.set(at, 'difference')
    return cells.push({ ...c, key: `before ${c.key}`, ...(shown ? { known: true } : { never: true }) }) - 1
  })
  const relations = [
    ...now.relations,
    ...old.relations.map((r) => ({ total: into[r.total]!, parts: r.parts.map((p) => into[p]!) })),
  ]
  return { system: { cells, relations }, differences }
}

const sameBy = (a: Cell, b: Cell): boolean =>
  a.value === b.value &&
  a.by.length === b.by.length &&
  a.by.every((x, i) => x.who === b.by[i]!.who && x.amount === b.by[i]!.amount)

/** By how much each contributor changed, largest first. */
function changes(now: Cell, then: Cell): readonly { who: string; amount: number }[] {
  const by = new Map(now.by.map((x) => [x.who, x.amount]))
  for (const { who, amount } of then.by) by.set(who, (by.get(who) ?? 0) - amount)
  return [...by]
    .map(([who, amount]) => ({ who, amount: Math.abs(amount) }))
    .filter((x) => x.amount > 0)
    .sort((a, b) => b.amount - a.amount)
}
