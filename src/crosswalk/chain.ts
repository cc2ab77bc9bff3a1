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

/** Mappings between single requirements, both ways, by where they start. What says that nothing is shared is no link. */
function linksOf(net: Network): (node: number) => readonly Link[] {
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
  return (node) => from.get(node) ?? []
}

function chainOf(links: readonly Link[], possible: Possible): Chain {
  const weights = links.map(weight)
  return { links, possible, weakest: weights.indexOf(Math.max(...weights)) }
}

const worst = (c: Chain) => weight(c.links[c.weakest]!)

/**
 * All chains from a requirement through frameworks of ever higher level, single requirements only; strongest first, those that go furthest before
 * those that stop. A chain is for a reader to follow: what is proved comes from `conclude`.
 */
export function chains(net: Network, start: number, most = 200): Chain[] {
  const levelOf = (node: number) => levels.indexOf(net.places[node]!.framework.level ?? 'international')
  const from = linksOf(net)
  const found: Chain[] = []
  const walk = (node: number, links: readonly Link[], possible: Possible): void => {
    for (const link of from(node)) {
      if (levelOf(link.to) <= levelOf(node)) continue
      const all = [...links, link]
      const whole = compose(possible, link.possible)
      found.push(chainOf(all, whole))
      walk(link.to, all, whole)
    }
  }
  walk(start, [], equal)
  return found.sort((a, b) => b.links.length - a.links.length || worst(a) - worst(b)).slice(0, most)
}

/** Links looked at before a search is broken off. */
const patience = 100_000

/**
 * Chains between two requirements whatever their levels, of `hops` mappings at most and no requirement twice: by their weakest link, the
 * strongest first, of equals the shorter. `whole`: every chain was looked at; else there may be others.
 */
export function chainsBetween(
  net: Network,
  start: number,
  end: number,
  hops: number,
  most = 200,
): { readonly chains: readonly Chain[]; readonly whole: boolean } {
  const from = linksOf(net)
  const away = distances(from, end, hops)
  const found: Chain[] = []
  let looked = 0
  const walk = (node: number, links: readonly Link[], possible: Possible): void => {
    for (const link of from(node)) {
      if (looked++ >= patience) return
      const left = hops - links.length - 1
      if ((away.get(link.to) ?? Number.POSITIVE_INFINITY) > left) continue
      if (link.to === start || links.some((l) => l.to === link.to)) continue
      const all = [...links, link]
      const whole = compose(possible, link.possible)
      if (link.to === end) found.push(chainOf(all, whole))
      else walk(link.to, all, whole)
    }
  }
  if (start !== end) walk(start, [], equal)
  found.sort((a, b) => worst(a) - worst(b) || a.links.length - b.links.length)
  return { chains: found.slice(0, most), whole: looked < patience && found.length <= most }
}

/** How many links away nodes are, up to `most`; links lead both ways. */
function distances(from: (node: number) => readonly Link[], end: number, most: number): ReadonlyMap<number, number> {
  const away = new Map([[end, 0]])
  for (const [node, n] of away) {
    if (n === most) break
    for (const { to } of from(node)) if (!away.has(to)) away.set(to, n + 1)
  }
  return away
}
