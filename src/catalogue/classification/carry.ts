import type { Mapping } from '../../crosswalk/mapping.ts'
import { converse, equal, none, type Possible, possibly, related, subset } from '../../crosswalk/relation.ts'
import type { Taxonomy } from '../taxonomy.ts'

/** How the classes of one system stand to those of another: rows of the same kind as a crosswalk between standards. */
export interface Migration {
  readonly from: string
  readonly to: string
  readonly mappings: readonly Mapping[]
}

export interface Carried {
  readonly class: string
  /** all of the class that it comes from lies in this one; otherwise a part of it may */
  readonly sure: boolean
}

/**
 * Where what stands in a class of one system may stand in the other. A class is carried over by its own rows, and by those of the classes above
 * it, all of whose members it shares; a row that says no more than "they overlap" gives a place that somebody has to confirm.
 */
export function carry(migration: Migration, from: Taxonomy, to: Taxonomy, code: string): readonly Carried[] {
  const forward = from.id === migration.from
  const sure = new Set<string>()
  const possible = new Set<string>()
  const above = [code, ...ancestors(from, code)]
  for (const { source, target, relation } of migration.mappings) {
    const [here, there] = forward ? [source, target] : [target, source]
    const stated: Possible = relation === 'related' ? related : possibly(relation)
    const seen = forward ? stated : converse(stated)
    if (seen === none) continue
    for (const own of here) {
      if (!above.includes(own)) continue
      const lies = here.length === 1 && there.length === 1 && (seen & ~(equal | subset)) === 0
      // of a class above, what merely overlaps says nothing of this one
      if (!lies && own !== code) continue
      for (const other of there) (lies ? sure : possible).add(other)
    }
  }
  const finest = (codes: ReadonlySet<string>) =>
    [...codes].filter((c) => ![...codes].some((other) => ancestors(to, other).includes(c)))
  const certain = finest(sure)
  const open = finest(possible).filter((c) => !sure.has(c))
  return [...certain.map((c) => ({ class: c, sure: true })), ...open.map((c) => ({ class: c, sure: false }))]
}

/** The classes above one, from the nearest. */
function ancestors({ classes }: Taxonomy, code: string): readonly string[] {
  const parent = classes.find((c) => c.code === code)?.parent
  return parent === undefined ? [] : [parent, ...ancestors({ id: '', classes }, parent)]
}
