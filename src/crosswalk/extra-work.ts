import { done, failed, type Outcome, problem } from '../language/problem.ts'
import { testableOf } from './elsewhere.ts'
import type { Finding } from './evidence.ts'
import { frameworkNamed, nodeNamed } from './named.ts'
import type { Network } from './network.ts'
import { leastWork, type WorkPlan } from './plan.ts'

/** What it costs to satisfy a requirement, in any unit, more than 0; `framework#*`: each testable one of a framework that is not named itself. */
export interface Cost {
  readonly requirement: string
  readonly cost: number
}

export interface ExtraWork {
  /** a framework by id or name: what is to be proved */
  readonly framework: string
  /** frameworks whose requirements may be worked on beside its own */
  readonly work: readonly string[]
  /** what is named here may be worked on too; what has no cost counts 1 */
  readonly costs: readonly Cost[]
  /** mappings in a row, 1 or more */
  readonly hops: number
}

export interface PricedPlan extends WorkPlan {
  costOf(node: number): number
  /** chosen without a cost of its own: it counts 1 */
  readonly unpriced: readonly number[]
}

/**
 * The smallest extra work after which every testable requirement of a framework is proved, beside what was found satisfied. Problems:
 * cost-wrong and those of a name.
 */
export function extraWork(
  net: Network,
  findings: ReadonlyMap<number, Finding>,
  { framework, work, costs, hops }: ExtraWork,
): Outcome<PricedPlan> {
  const priced = costsAt(net, costs)
  if (!priced.ok) return priced
  const costOf = (node: number) => priced.value.get(node) ?? 1
  const nodes = new Set<number>(priced.value.keys())
  for (const name of [framework, ...work]) {
    const found = frameworkNamed(net.frameworks, name)
    if (!found.ok) return found
    for (const node of testableOf(net, found.value.id)) nodes.add(node)
  }
  const target = frameworkNamed(net.frameworks, framework)
  if (!target.ok) return target
  const satisfied = [...findings].flatMap(([node, f]) => (f === 'satisfied' ? [node] : []))
  const plan = leastWork(
    net.graph,
    satisfied,
    testableOf(net, target.value.id),
    [...nodes].map((node) => ({ node, cost: costOf(node) })),
    hops,
  )
  return done({ ...plan, costOf, unpriced: plan.chosen.filter((node) => !priced.value.has(node)) })
}

/** Costs by node. What is named by itself goes before its framework, wherever it stands; of two the later counts. */
function costsAt(net: Network, costs: readonly Cost[]): Outcome<ReadonlyMap<number, number>> {
  const [wide, own] = [new Map<number, number>(), new Map<number, number>()]
  for (const { requirement, cost } of costs) {
    if (!(cost > 0 && Number.isFinite(cost))) return failed(wrongCost(requirement, cost))
    if (requirement.endsWith('#*')) {
      const framework = frameworkNamed(net.frameworks, requirement.slice(0, -2))
      if (!framework.ok) return framework
      for (const node of testableOf(net, framework.value.id)) wide.set(node, cost)
    } else {
      const node = nodeNamed(net, requirement)
      if (!node.ok) return node
      own.set(node.value, cost)
    }
  }
  return done(new Map([...wide, ...own]))
}

const wrongCost = (requirement: string, cost: number) =>
  problem(
    'cost-wrong',
    { zh: '代价须为大于 0 的数', en: 'A cost is a number greater than 0' },
    { place: { path: requirement }, expected: '> 0', got: String(cost) },
  )
