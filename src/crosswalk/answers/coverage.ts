import { testableOf } from '../elsewhere.ts'
import { type Bounds, boundsOf, conclude, type Finding } from '../evidence.ts'
import type { Network } from '../network.ts'

/** How much of one framework is satisfied, at least and at most, when every testable requirement of another is. */
export interface Coverage extends Bounds {
  /** ids of frameworks */
  readonly source: string
  readonly target: string
}

/** Of each framework of `sources` by each of `targets` (ids), along `hops` mappings at most; of itself none says anything. */
export function coverages(
  net: Network,
  sources: readonly string[],
  targets: readonly string[],
  hops: number,
): readonly Coverage[] {
  const theirs = targets.map((target) => [target, testableOf(net, target)] as const)
  return sources.flatMap((source) => {
    const findings = new Map(testableOf(net, source).map((n): [number, Finding] => [n, 'satisfied']))
    const conclusions = conclude(net.graph, findings, hops)
    return theirs.flatMap(([target, nodes]) =>
      target === source ? [] : [{ source, target, ...boundsOf(nodes, conclusions) }],
    )
  })
}

/** Ids of the frameworks between which there are mappings, in the order of the network. */
export function mappedFrameworks({ frameworks, rows, left }: Network): readonly string[] {
  const mapped = new Set([...rows, ...left].flatMap(({ set }) => [set.source, set.target]))
  return frameworks.flatMap(({ id }) => (mapped.has(id) ? [id] : []))
}
