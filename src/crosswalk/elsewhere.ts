import { type Bounds, boundsOf, type Conclusion, conclude, type Finding } from './evidence.ts'
import { Inference } from './infer.ts'
import type { Network } from './network.ts'
import { any, none, type Possible } from './relation.ts'

/** Something that only may be so: for a person to look at, never a finding. */
export interface Candidate {
  /** a requirement that is satisfied */
  readonly source: number
  readonly node: number
  /** what is left possible between the two; never nothing, never anything */
  readonly possible: Possible
}

/** What findings say of one framework. */
export interface Elsewhere {
  /** its testable requirements, in its order */
  readonly nodes: readonly number[]
  /** of these; what is not in it is unknown */
  readonly conclusions: ReadonlyMap<number, Conclusion>
  readonly bounds: Bounds
  /** for what is unknown */
  readonly candidates: readonly Candidate[]
}

/** The requirements of a framework that somebody could find satisfied or not. */
export const testableOf = (net: Network, framework: string): number[] =>
  net.places.flatMap(({ framework: f, requirement }, node) =>
    f.id === framework && requirement.testable ? [node] : [],
  )

/** Assess once, comply with many, for one framework: see `conclude`. `hops`: how many mappings one after another, 1 or more. */
export function elsewhere(
  net: Network,
  findings: ReadonlyMap<number, Finding>,
  framework: string,
  hops: number,
): Elsewhere {
  const nodes = testableOf(net, framework)
  const all = conclude(net.graph, findings, hops)
  const conclusions = new Map(
    nodes.flatMap((n) => {
      const own = all.get(n)
      return own === undefined ? [] : [[n, own] as const]
    }),
  )
  const open = new Set(nodes.filter((n) => !conclusions.has(n)))
  const inference = new Inference(net.graph)
  const candidates = [...findings].flatMap(([source, finding]) =>
    finding !== 'satisfied'
      ? []
      : inference
          .from(source, hops, (n) => open.has(n))
          .filter(({ possible }) => possible !== any && possible !== none && possible !== 0)
          .map(({ target, possible }) => ({ source, node: target, possible })),
  )
  return { nodes, conclusions, bounds: boundsOf(nodes, conclusions), candidates }
}
