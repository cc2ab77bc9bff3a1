import type { Cell, Relation, TableSystem } from '../confidential/system.ts'

/** Gathers contributions by the key of the cell, and the sums between cells. */
export class SystemBuilder {
  private readonly members = new Map<string, Map<string, number>>()
  private readonly ties = new Map<string, Set<string>[]>()
  private readonly unseen = new Set<string>()

  add(key: string, who: string, amount: number): void {
    let cell = this.members.get(key)
    if (!cell) {
      cell = new Map()
      this.members.set(key, cell)
    }
    cell.set(who, (cell.get(who) ?? 0) + amount)
  }

  has(key: string): boolean {
    return this.members.has(key)
  }

  contributions(key: string): ReadonlyMap<string, number> {
    return this.members.get(key) ?? new Map()
  }

  /** The cell is part of a sum, and no table shows it. */
  neverShown(key: string): void {
    this.unseen.add(key)
  }

  /** `total` is the sum of `parts`; a cell that nothing was added to is 0. */
  tie(total: string, parts: Set<string>): void {
    const ties = this.ties.get(total)
    if (ties) ties.push(parts)
    else this.ties.set(total, [parts])
  }

  /** `floor`: what everybody knows a cell that is not 0 to be at least. */
  system(floor: number): { readonly system: TableSystem; readonly place: ReadonlyMap<string, number> } {
    const place = new Map<string, number>()
    const cells: Cell[] = []
    for (const [key, members] of this.members) {
      const by = [...members]
        .filter(([, amount]) => amount > 0)
        .map(([who, amount]) => ({ who, amount }))
        .sort((a, b) => b.amount - a.amount || (a.who < b.who ? -1 : 1))
      const value = by.reduce((sum, c) => sum + c.amount, 0)
      place.set(key, cells.length)
      cells.push({ key, value, by, floor: value > 0 ? floor : 0, ...(this.unseen.has(key) ? { never: true } : {}) })
    }
    const relations: Relation[] = []
    for (const [key, ties] of this.ties) {
      const total = place.get(key)
      if (total === undefined) continue
      for (const parts of ties) relations.push({ total, parts: [...parts].flatMap((p) => place.get(p) ?? []) })
    }
    return { system: { cells, relations }, place }
  }
}
