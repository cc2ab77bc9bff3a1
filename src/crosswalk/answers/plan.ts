import type { PricedPlan } from '../extra-work.ts'
import { nameOf } from '../named.ts'
import type { Network } from '../network.ts'

/** The smallest extra work as a program reads it; requirements as `framework#id`. */
export interface PlanAnswer {
  readonly framework: string
  readonly cost: number
  /** false: something cheaper may suffice too */
  readonly proven: boolean
  readonly chosen: readonly { readonly requirement: string; readonly cost: number }[]
  /** what no work of the list reaches */
  readonly beyond: readonly string[]
}

export const planAnswer = (net: Network, framework: string, plan: PricedPlan): PlanAnswer => ({
  framework,
  cost: plan.cost,
  proven: plan.proven,
  chosen: plan.chosen.map((n) => ({ requirement: nameOf(net, n)!, cost: plan.costOf(n) })),
  beyond: plan.beyond.map((n) => nameOf(net, n)!),
})
