import type { Standing } from '../as-of.ts'
import { keyOf } from '../edition.ts'
import type { Resolved } from '../relations/resolve.ts'

/** Where a reference leads on a day, as a program reads it. */
export interface ReferenceAnswer {
  readonly from: string
  readonly to: string
  readonly dated: boolean
  /** what that may be on the day */
  readonly standings: readonly Standing[]
  readonly broken: boolean
  /** none: this catalogue has no record of it */
  readonly leadsTo?: string
  readonly successor?: string
}

export const referencesAnswer = (all: readonly Resolved[]): readonly ReferenceAnswer[] =>
  all.map(({ relation: { from, to }, edition, successor, dated, standings, broken }) => ({
    from,
    to,
    dated,
    standings,
    broken,
    ...(edition ? { leadsTo: keyOf(edition) } : {}),
    ...(successor ? { successor: keyOf(successor) } : {}),
  }))
