import type { Text } from '../language/text.ts'
import type { Known } from './edition.ts'

/** A place in a system of standards. */
export interface Class {
  readonly code: string
  readonly parent?: string
  readonly title: Text
  readonly known: Known
  readonly note: string
}

/** What stands before the classes of a system of standards. */
export interface TaxonomyHeading {
  readonly id: string
  readonly title: Text
  readonly issuedBy: Text
  /** `2024-07-02`, `2020-08` */
  readonly issued: string
  readonly status: 'draft' | 'in-force' | 'superseded'
  readonly known: Known
  readonly note: string
}

/** One version of a system of standards: a tree of classes, parents before their children. */
export interface Taxonomy {
  readonly id: string
  readonly classes: readonly Class[]
}

export const childrenOf = ({ classes }: Taxonomy, parent?: string): readonly Class[] =>
  classes.filter((c) => c.parent === parent)

/** The class itself and all below it. */
export function within(taxonomy: Taxonomy, code: string): readonly string[] {
  return [code, ...childrenOf(taxonomy, code).flatMap((c) => within(taxonomy, c.code))]
}
