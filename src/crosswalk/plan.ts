import type { Graph } from './graph.ts'
import { Reach } from './reach.ts'

export interface Work {
  /** a requirement that may be worked on, and what that costs; more than 0 */
  readonly node: number
  readonly cost: number
}

export interface WorkPlan {
  /** what to do, in the order of `work`; cheapest of all that suffices where it is proven */
  readonly chosen: readonly number[]
  readonly cost: number
  /** targets that no work of the list reaches */
  readonly beyond: readonly number[]
  /** false where the search was cut off: something cheaper may suffice too */
  readonly proven: boolean
}

/**
 * The cheapest work that, with what is satisfied already, proves every target that any work can prove, along at most `hops` mappings. Exact: what
 * no answer can do without is taken first, then every choice of the rest is gone through, cut off where it cannot suffice or costs no less than the
 * best so far. Groups make what is proved more than the sum of what each work proves, so each choice is tried by walking, `most` times at most.
 * @throws RangeError where work costs nothing
 */
export function leastWork(
  graph: Graph,
  satisfied: readonly number[],
  targets: readonly number[],
  work: readonly Work[],
  hops: number,
  most = 20_000,
): WorkPlan {
  for (const { cost } of work) if (!(cost > 0)) throw new RangeError('work costs more than 0')
  const reach = new Reach(graph)
  const proved = (chosen: readonly number[]): Set<number> => {
    const reached = new Set(reach.walk([...satisfied, ...chosen], hops))
    return new Set(targets.filter((t) => reached.has(t)))
  }
  const done = new Set(satisfied)
  const open = work.filter((w) => !done.has(w.node))
  const nodes = (some: readonly Work[]) => some.map((w) => w.node)
  const without = (some: readonly Work[], one: Work) => some.filter((w) => w !== one)
  const all = proved(nodes(open))
  const suffices = (chosen: readonly Work[]) => proved(nodes(chosen)).size === all.size
  const costOf = (chosen: readonly Work[]) => chosen.reduce((sum, w) => sum + w.cost, 0)
  const needed = open.filter((w) => !suffices(without(open, w)))
  const free = open.filter((w) => !needed.includes(w)).sort((a, b) => a.cost - b.cost || a.node - b.node)

  // a first answer: give back what is not needed, dearest first
  let best = [...needed, ...free]
  for (const w of suffices(needed) ? free : [...free].reverse()) if (suffices(without(best, w))) best = without(best, w)
  let least = costOf(best)
  let walks = 0
  const search = (chosen: readonly Work[], cost: number, from: number): void => {
    if (cost >= least || walks++ >= most) return
    if (suffices(chosen)) {
      best = [...chosen]
      least = cost
      return
    }
    const next = free[from]
    if (next === undefined) return
    search([...chosen, next], cost + next.cost, from + 1)
    if (walks++ < most && suffices([...chosen, ...free.slice(from + 1)])) search(chosen, cost, from + 1)
  }
  search(needed, costOf(needed), 0)
  return {
    chosen: work.filter((w) => best.includes(w)).map((w) => w.node),
    cost: least,
    beyond: targets.filter((t) => !all.has(t)),
    proven: walks <= most,
  }
}
