import { Inference, type Path } from '../../../src/crosswalk/infer.ts'
import type { Network } from '../../../src/crosswalk/network.ts'
import { isDeterminate, type Possible, related, within } from '../../../src/crosswalk/relation.ts'

/** What follows of two requirements from mappings one after another; nobody mapped it so. Nodes. */
export interface InferredClaim {
  readonly left: number
  readonly right: number
  readonly possible: Possible
  readonly paths: readonly Path[]
  readonly weight: Weight
}

/** `sure`: one relation alone is left. `share`: they share something, how much is open. `candidate`: perhaps nothing. `contradicted`: no relation is left. */
export const weights = ['contradicted', 'sure', 'share', 'candidate'] as const
export type Weight = (typeof weights)[number]

export function weightOf(possible: Possible): Weight {
  if (possible === 0) return 'contradicted'
  if (isDeterminate(possible)) return 'sure'
  return within(possible, related) ? 'share' : 'candidate'
}

/** Between the requirements of two frameworks, along at most `hops` mappings (1 or more). What one row says by itself is left out. */
export function inferredBetween(net: Network, left: string, right: string, hops: number): readonly InferredClaim[] {
  if (left === right) return []
  const inference = new Inference(net.graph)
  const isRight = (node: number) => net.places[node]?.framework.id === right
  return net.places.flatMap(({ framework }, node) =>
    framework.id !== left
      ? []
      : inference
          .from(node, hops, isRight)
          .filter(({ paths }) => !paths.every(({ steps }) => steps.length === 1 && steps[0]!.row !== null))
          .map(({ target, possible, paths }) => ({
            left: node,
            right: target,
            possible,
            paths,
            weight: weightOf(possible),
          })),
  )
}
