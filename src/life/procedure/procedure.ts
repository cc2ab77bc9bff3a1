import type { Known } from '../../catalogue/edition.ts'
import type { Text } from '../../language/text.ts'
import type { LifeRole } from '../roles.ts'

/** Where something comes from: the article, the edition of the text, and how sure that is. */
export interface Basis {
  readonly text: Text
  readonly known: Known
}

/** How long something may take at the most. */
export interface Limit {
  readonly amount: number
  /** working days by the official table of holidays; the others by the calendar */
  readonly unit: 'day' | 'working-day' | 'month'
  readonly basis: Basis
}

/** What a project can be in. */
export interface State {
  readonly id: string
  readonly title: Text
  /** stage by GB/T 16733-1997 and by ISO's harmonized codes */
  readonly code: string
  readonly iso: string
  /** `end`: nothing follows; `turned-down`: it ends, or begins anew, for a reason that is written down */
  readonly kind: 'open' | 'in-force' | 'end' | 'turned-down'
  /** who is expected to act */
  readonly by: readonly LifeRole[]
  /** kinds of documents that are to be there before it is left in the usual direction */
  readonly documents: readonly string[]
  readonly limit?: Limit
  readonly basis: Basis
}

export interface GuardUse {
  readonly guard: string
  /** numbers that the guard takes, such as `days` */
  readonly with: Readonly<Record<string, number>>
  readonly basis: Basis
}

export interface Transition {
  readonly from: string
  readonly to: string
  readonly by: readonly LifeRole[]
  /** a way back or out: a reason is written, and what the state asks for need not be there */
  readonly reason: boolean
  readonly guards: readonly GuardUse[]
}

/** A way of making standards, as data: nothing of it is in the code but the guards that it names. */
export interface Procedure {
  readonly id: string
  readonly edition: string
  readonly title: Text
  /** shown with everything that is computed by it: what of it is ours or has to be confirmed */
  readonly note: Text
  readonly first: string
  readonly states: ReadonlyMap<string, State>
  readonly transitions: readonly Transition[]
  readonly documents: ReadonlyMap<string, Text>
  /** months from publication or from taking effect, whichever the parameter says, until an edition is reviewed at the latest, and the advice before */
  readonly review: {
    readonly months: number
    readonly adviceMonthsBefore: number
    readonly anchor: 'publication' | 'effect'
    readonly basis: Basis
  }
  /** of a plan: it lapses by itself, the one thing that does */
  readonly plan: {
    readonly from: string
    readonly until: string
    readonly to: string
    readonly limit: Limit
    readonly extension: Limit
  }
  readonly ballot: string
  /** at most this many sheets of amendment for an edition, and items on each */
  readonly amendments: {
    readonly sheets: number
    readonly items: number
    readonly commentDays: number
    readonly basis: Basis
  }
}
