/** One thing that would be otherwise. Numbers are canonical decimals. */
export type Change =
  | {
      readonly kind: 'number'
      /** where it stands: `totalIncome`, `filing.years[2].revenue` */
      readonly path: string
      readonly unit?: string
      readonly from: string
      readonly to: string
      /** signed */
      readonly by: string
    }
  | { readonly kind: 'answer'; readonly path: string; readonly from: string; readonly to: string }

/** What another verdict takes. */
export interface WayTo {
  /** `satisfied`, `not-satisfied`, the id of a level, or a word */
  readonly verdict: string
  /** whether that is better than now, worse, or only different */
  readonly direction: 'better' | 'worse' | 'other'
  /** each of these alone is enough: numbers first, the relatively smallest first */
  readonly changes: readonly Change[]
  /** both together are enough; looked for only where nothing alone is */
  readonly pairs: readonly (readonly [Change, Change])[]
  /** all of them together are enough, where neither one nor two are; another set may be smaller */
  readonly together: readonly Change[]
  /** too much could change for all pairs to be looked for */
  readonly pairsUnfinished?: true
  /** numbers that were not searched to the end: a change of them may be missing, and one that is listed may not be the nearest */
  readonly unsearched: readonly string[]
}

/** The smallest changes of the evidence that would change one result of a standard. */
export interface WhatIf {
  readonly format: 'plumbline-what-if/1'
  readonly standard: { readonly id: string; readonly edition: string; readonly hash: string }
  readonly result: string
  readonly now: string
  /** reasons why the result is open, if it is: what is missing comes before any change */
  readonly open: readonly string[]
  readonly ways: readonly WayTo[]
}
