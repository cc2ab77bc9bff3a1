import type { Standing } from '../as-of.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Edition } from '../edition.ts'
import type { Identifier } from '../identifier/identifier.ts'
import { parseIdentifier } from '../identifier/parse.ts'
import { standingsOf } from '../system-map.ts'
import type { Relation } from './relation.ts'

/** What a reference leads to on a day. */
export interface Resolved {
  readonly relation: Relation
  /** with a year it means that edition alone; without one, the latest */
  readonly dated: boolean
  /** what is meant; undefined: this catalogue has no record of it */
  readonly edition?: Edition
  /** what that may be on the day */
  readonly standings: readonly Standing[]
  /** a dated reference to what is over: an error. An undated one goes on to the latest edition and is to be looked at again when that changes. */
  readonly broken: boolean
  readonly successor?: Edition
}

/** Where the references lead on a day (from 1970-01-01). Rule SYS-7, after the logic of GB/T 1.1 on dated and undated references. */
export function resolve(catalogue: Catalogue, relations: readonly Relation[], day: number): readonly Resolved[] {
  return relations
    .filter(({ type }) => type === 'cites' || type === 'mentions')
    .map((relation): Resolved => {
      const cited = parseIdentifier(relation.to, { undated: true })
      const dated = cited.ok && isDated(cited.value)
      const edition = cited.ok && !dated ? latest(catalogue, cited.value, day) : catalogue.find(relation.to)
      if (edition === undefined) return { relation, dated, standings: [], broken: false }
      const standings = standingsOf(catalogue, edition, day)
      const over = standings.length > 0 && standings.every((s) => s === 'replaced' || s === 'withdrawn')
      const successor = catalogue.successorOf(edition)
      return { relation, dated, edition, standings, broken: dated && over, ...(successor ? { successor } : {}) }
    })
}

const isDated = ({ year, version, adopted }: Identifier): boolean =>
  year !== undefined || version !== undefined || (adopted !== undefined && isDated(adopted))

/** The latest edition that is in force on the day; where none surely is, the latest that is no project. */
function latest(catalogue: Catalogue, identifier: Identifier, day: number): Edition | undefined {
  const all = catalogue.editionsOf(identifier)
  const inForce = all.find((e) => standingsOf(catalogue, e, day).join() === 'in-force')
  return inForce ?? all.find((e) => !standingsOf(catalogue, e, day).includes('in-preparation')) ?? all[0]
}
