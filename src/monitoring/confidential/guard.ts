import { Attacker, ownAmount, type Reach, reached, roomDown, type Threat, threatsTo } from './attack.ts'
import type { ConfidentialityRules } from './rules.ts'
import type { Solver } from './solver.ts'
import type { TableSystem } from './system.ts'

/** How cells move together so that a sensitive one moves by 1, as far as they move at all. */
interface Way {
  readonly cells: Int32Array
  readonly moves: Float64Array
}

/** So many ways are remembered for each threat; the latest first. */
const waysKept = 24
const nothing = 1e-9

/**
 * All threats to the sensitive cells of one system. Ways that met a threat are remembered: while a set of suppressed cells holds all cells of a
 * way, and an onlooker does not know too much of them, no new attack is needed. So every contributor is thought of as an onlooker, and few
 * have to be attacked with.
 */
export class Guard {
  readonly system: TableSystem
  /** of onlookers who contributed nothing */
  readonly threats: readonly Threat[]
  /** cells that no set of suppressed cells would keep open far enough */
  readonly hopeless = new Set<number>()
  private readonly rules: ConfidentialityRules
  private readonly attacker: Attacker
  private readonly ways = new Map<Threat, Way[]>()

  constructor(solver: Solver, system: TableSystem, sensitive: readonly number[], rules: ConfidentialityRules) {
    this.system = system
    this.rules = rules
    this.attacker = new Attacker(solver, system)
    // what needs most first: it usually opens the way for the rest
    this.threats = sensitive
      .flatMap((p) => threatsTo(system.cells[p]!, p, rules))
      .sort((a, b) => b.need - a.need || a.cell - b.cell || b.side - a.side)
    for (const t of this.threats) this.ways.set(t, [])
  }

  close(): void {
    this.attacker.close()
  }

  rooms(threat: Threat): { readonly down: Float64Array; readonly up: Float64Array } {
    return this.attacker.rooms(threat)
  }

  /** The first threats, at most `most`, that the set does not meet, each with what suppressing a cell could add. */
  open(suppressed: Uint8Array, most: number): { readonly threat: Threat; readonly gain: Float64Array }[] {
    const found: { readonly threat: Threat; readonly gain: Float64Array }[] = []
    for (const base of this.threats) {
      if (found.length >= most) break
      found.push(...this.openAround(base, suppressed))
    }
    return found
  }

  /** The same for one threat and its insiders; it stops at the first that is not met. */
  openAround(base: Threat, suppressed: Uint8Array): { readonly threat: Threat; readonly gain: Float64Array }[] {
    if (this.hopeless.has(base.cell)) return []
    const live = this.ways.get(base)!.filter((w) => w.cells.every((i) => suppressed[i] === 1))
    const attack = (threat: Threat): Float64Array | undefined => {
      const r = this.attacker.reach(threat, suppressed)
      if (!r.gain) live.push(this.keep(base, r.move))
      return r.gain
    }
    if (live.length === 0) {
      // a way that is open in the eyes of all contributors at once saves asking each
      const gain = attack({ ...base, everyone: true }) && attack(base)
      if (gain) return [{ threat: base, gain }]
    }
    const hindered = live.map((w) => this.hindered(base, w)).sort((x, y) => x.length - y.length)[0]!
    for (const insider of hindered) {
      if (live.some((w) => this.passable(w, insider))) continue
      const gain = attack(insider)
      if (gain) return [{ threat: insider, gain }]
    }
    return []
  }

  /** Whether the set meets all threats by ways that are known, or open to all contributors at once. No for some sets that do; quick. */
  plainlyMet(suppressed: Uint8Array): boolean {
    return this.threats.every((base) => {
      if (this.hopeless.has(base.cell)) return true
      const live = this.ways.get(base)!.filter((w) => w.cells.every((i) => suppressed[i] === 1))
      if (live[0] && this.hindered(base, live[0]).every((insider) => live.some((w) => this.passable(w, insider))))
        return true
      const r = this.attacker.reach({ ...base, everyone: true }, suppressed)
      if (!r.gain) this.keep(base, r.move)
      return r.gain === undefined
    })
  }

  /** Contributors to the cells of a way who know too much of them for it. */
  private hindered(base: Threat, way: Way): Threat[] {
    const { cells } = this.system
    const target = cells[base.cell]!
    const found = new Map<string, Threat>()
    for (const [k, i] of way.cells.entries()) {
      const far = Math.abs(way.moves[k]!) * base.need
      for (const { who, amount } of cells[i]!.by) {
        // amounts come largest first: those that follow know less
        if (amount < cells[i]!.value && far <= roomDown(cells[i]!, amount)) break
        if (found.has(who) || ownAmount(target, who) >= target.value) continue
        const theirs = threatsTo(target, base.cell, this.rules, who).find((t) => t.side === base.side)
        if (theirs && !this.passable(way, theirs)) found.set(who, theirs)
      }
    }
    return [...found.values()]
  }

  private passable(way: Way, threat: Threat): boolean {
    for (const [k, i] of way.cells.entries()) {
      const own = this.attacker.knows(threat.insider, i)
      const cell = this.system.cells[i]!
      if (own >= cell.value && own > 0) return false
      const by = way.moves[k]! * threat.need
      if (by < 0 && -by > roomDown(cell, own) * (1 + nothing)) return false
    }
    return true
  }

  private keep(base: Threat, move: Float64Array): Way {
    const cells = Int32Array.from([...move.keys()].filter((i) => Math.abs(move[i]!) > nothing))
    const way = { cells, moves: Float64Array.from(cells, (i) => move[i]!) }
    const known = this.ways.get(base)!
    known.unshift(way)
    if (known.length > waysKept) known.pop()
    return way
  }

  /** Finds out which threats even the suppression of all that may be suppressed would not meet. */
  giveUp(free: Uint8Array): void {
    for (const t of this.threats) {
      if (this.hopeless.has(t.cell)) continue
      const r: Reach = this.attacker.reach(t, free)
      if (!reached(r)) this.hopeless.add(t.cell)
    }
  }
}
