import type { Known } from '../edition.ts'

/**
 * How one document stands to another, beside adoption and the parts of a series, which stand with the edition. `cites`: a normative reference;
 * `mentions`: an informative one; `supports`: a regulation or one of its articles; `implements`: a task of a policy;
 * `related`: on the same matter, whether or not either names the other.
 */
export const relationTypes = [
  'replaces',
  'cites',
  'mentions',
  'supports',
  'implements',
  'related',
  'overlaps',
  'conflicts',
] as const
export type RelationType = (typeof relationTypes)[number]

export interface Relation {
  /** numbers, as they are written; without a year the latest edition is meant */
  readonly from: string
  readonly to: string
  readonly type: RelationType
  /** the article, the clause, the task */
  readonly detail: string
  readonly source: string
  readonly known: Known
}
