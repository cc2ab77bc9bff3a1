import { compose } from './compose.ts'
import { levels } from './framework.ts'
import type { Confidence } from './mapping.ts'
import { type Network, possibleOf, type Row } from './network.ts'
import { converse, equal, isDeterminate, none, type Possible, subset, superset } from './relation.ts'

export interface Link {
  /** nodes */
  readonly from: number
  readonly to: number
  readonly row: Row
  /** read in the direction of the chain */
  readonly possible: Possible
}

/** Mappings from a requirement up the levels: local, national, international. */
export interface Chain {
  readonly links: readonly Link[]
  /** what the whole leaves possible between its ends; 31 says nothing */
  readonly possible: Possible
  /** place of the link that says least: by relation, then by confidence */
  readonly weakest: number
}

const sure: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2, unspecified: 3 }

/** 0 equal, 1 one within the other, 2 a determinate share, 3 anything less sure, 4 nothing shared. */
function looseness(possible: Possible): number {
  if (possible === equal) return 0
  if (possible === subset || possible === superset) return 1
  if (possible === none) return 4
  return isDeterminate(possible) ? 2 : 3
}
const weight = ({ possible, row }: Link): number => looseness(possible) * 4 + sure[row.mapping.confidence]

/**
 * All chains from a requirement through frameworks of ever higher level, single requirements only; strongest first, those that go furthest before
 * those that stop. What says that nothing is shared is no link. A chain is for a reader to follow: what is proved comes from `conclude`.
 */
export function chains(net: Network, start: number, most = 200): Chain[] {
  const levelOf = (node: number) => levels.indexOf(net.places[node]!.framework.level ?? 'international')
  const from = new Map<number, Link[]>()
  const add = (link: Link) => {
    const known = from.get(link.from)
    if (known === undefined) from.set(link.from, [link])
    else known.push(link)
  }
  for (const row of net.rows) {
    const { set, mapping } = row
    if (mapping.source.length !== 1 || mapping.target.length !== 1 || mapping.relation === 'none') continue
    const [a, b] = [net.nodeOf(set.source, mapping.source[0]!), net.nodeOf(set.target, mapping.target[0]!)]
    if (a === undefined || b === undefined) continue
    const possible = possibleOf(mapping.relation)
    add({ from: a, to: b, row, possible })
    add({ from: b, to: a, row, possible: converse(possible) })
  }
  const found: Chain[] = []
  const walk = (node: number, links: readonly Link[], possible: Possible): void => {
    for (const link of from.get(node) ?? []) {
      if (levelOf(link.to) <= levelOf(node)) continue
      const all = [...links, link]
      const whole = compose(possible, link.possible)
      const weights = all.map(weight)
      found.push({ links: all, possible: whole, weakest: weights.indexOf(Math.max(...weights)) })
      walk(link.to, all, whole)
    }
  }
  walk(start, [], equal)
  const worst = (c: Chain) => weight(c.links[c.weakest]!)
  return found.sort((a, b) => b.links.length - a.links.length || worst(a) - worst(b)).slice(0, most)
}
