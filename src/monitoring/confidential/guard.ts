import { Attacker, ownAmount, type Reach, reached, roomDown, type Threat, threatsTo } from './attack.ts'
import type { ConfidentialityRules } from './rules.ts'
import type { Solver } from './solver.ts'
import type { TableSystem } from './system.ts'

/**
 * All threats to the sensitive cells of one system, with the movement that met each last: a set of suppressed cells that holds all of that
 * movement needs no new attack. What contributors know is looked up in those movements, so that every contributor is thought of and few
 * are attacked with.
 */
export class Guard {
  readonly system: TableSystem
  readonly threats: Threat[]
  /** cells that no set of suppressed cells would keep open far enough */
  readonly hopeless = new Set<number>()
  private readonly rules: ConfidentialityRules
  private readonly attacker: Attacker
  private readonly moves = new Map<Threat, Float64Array>()
  private readonly insiders = new Set<string>()

  constructor(solver: Solver, system: TableSystem, sensitive: readonly number[], rules: ConfidentialityRules) {
    this.system = system
    this.rules = rules
    this.attacker = new Attacker(solver, system)
    // what needs most first: it usually opens the way for the rest
    this.threats = sensitive
      .flatMap((p) => threatsTo(system.cells[p]!, p, rules))
      .sort((a, b) => b.need - a.need || a.cell - b.cell || b.side - a.side)
  }

  close(): void {
    this.attacker.close()
  }

  rooms(threat: Threat): { readonly down: Float64Array; readonly up: Float64Array } {
    return this.attacker.rooms(threat)
  }

  reach(threat: Threat, suppressed: Uint8Array): Reach {
    const r = this.attacker.reach(threat, suppressed)
    if (reached(r)) this.moves.set(threat, r.move)
    return r
  }

  /** Takes a movement from elsewhere that is known to meet the threat. */
  keep(threat: Threat, move: Float64Array): void {
    this.moves.set(threat, move)
  }

  /** Whether the last movement that met the threat needs no cell outside the set. */
  holds(threat: Threat, suppressed: Uint8Array): boolean {
    const move = this.moves.get(threat)
    return move?.every((m, i) => suppressed[i] === 1 || Math.abs(m) < 1e-9) ?? false
  }

  /** Whether the threat is met through the cell, as far as is known. */
  uses(threat: Threat, cell: number): boolean {
    const move = this.moves.get(threat)
    return move === undefined || Math.abs(move[cell]!) >= 1e-9
  }

  /** The first threats, at most `most`, that the set does not meet, each with what suppressing a cell could add. */
  open(suppressed: Uint8Array, most: number): { readonly threat: Threat; readonly gain: Float64Array }[] {
    const found: { threat: Threat; gain: Float64Array }[] = []
    const attack = (threat: Threat) => {
      if (this.hopeless.has(threat.cell) || this.holds(threat, suppressed)) return
      const { gain } = this.reach(threat, suppressed)
      if (gain) found.push({ threat, gain })
    }
    for (const t of this.threats) {
      if (found.length >= most) return found
      attack(t)
    }
    if (found.length > 0) return found
    for (const t of this.newInsiders()) {
      this.threats.push(t)
      if (found.length < most) attack(t)
    }
    return found
  }

  /** Contributors for whom the movements known so far are not possible: each becomes a threat of its own. */
  private newInsiders(): Threat[] {
    const { cells } = this.system
    const found: Threat[] = []
    for (const threat of this.threats) {
      const move = this.moves.get(threat)
      if (!move || threat.insider !== undefined || this.hopeless.has(threat.cell)) continue
      const target = cells[threat.cell]!
      for (const [i, m] of move.entries()) {
        if (Math.abs(m) < 1e-9) continue
        for (const { who, amount } of cells[i]!.by) {
          const key = `${threat.cell} ${threat.side} ${who}`
          if (this.insiders.has(key)) continue
          const own = ownAmount(target, who)
          if (own >= target.value) continue
          const theirs = threatsTo(target, threat.cell, this.rules, who).find((t) => t.side === threat.side)
          if (!theirs) continue
          // the same movement, as small as this onlooker makes it
          const by = m * theirs.need
          if (amount >= cells[i]!.value || (by < 0 && -by > roomDown(cells[i]!, amount) * (1 + 1e-9))) {
            this.insiders.add(key)
            found.push(theirs)
          } else if (Math.abs(m) * threat.need <= roomDown(cells[i]!, amount)) break // those that follow know less
        }
      }
    }
    return found
  }

  /** Finds out which threats even the suppression of all that may be suppressed would not meet. */
  giveUp(allowed: Uint8Array): void {
    for (const t of this.threats) if (!reached(this.reach(t, allowed))) this.hopeless.add(t.cell)
    this.moves.clear()
  }
}
