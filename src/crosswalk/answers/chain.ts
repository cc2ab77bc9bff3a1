import type { Chain } from '../chain.ts'
import type { Level } from '../framework.ts'
import type { Mapping } from '../mapping.ts'
import { nameOf } from '../named.ts'
import type { Network } from '../network.ts'
import { type Relation, spelled } from '../relation.ts'
import { reviewOf } from '../review/reviewed.ts'

/** A chain as a program reads it; requirements as `framework#id`. */
export interface ChainAnswer {
  readonly possible: readonly Relation[]
  /** place of the link that says least, from 0 */
  readonly weakest: number
  readonly links: readonly {
    readonly from: string
    readonly to: string
    readonly level: Level | null
    readonly possible: readonly Relation[]
    readonly set: string
    /** of the set, beside its authors */
    readonly reviewers: readonly string[]
    readonly mapping: Mapping
  }[]
}

export const chainAnswer = (net: Network, { possible, weakest, links }: Chain): ChainAnswer => ({
  possible: spelled(possible),
  weakest,
  links: links.map((l) => ({
    from: nameOf(net, l.from)!,
    to: nameOf(net, l.to)!,
    level: net.places[l.to]!.framework.level ?? null,
    possible: spelled(l.possible),
    set: l.row.set.id,
    reviewers: reviewOf(l.row.set).reviewers,
    mapping: l.row.mapping,
  })),
})
