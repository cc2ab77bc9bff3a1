import { type Outcome } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import type { ConfidentialityRules } from '../confidential/rules.ts'
import type { Measure } from '../rows/row.ts'
import type { Dimension } from '../tables/grouping.ts'
/** A number as decimal text (money in 万元), `*` where it is withheld. A cell that nobody is in is 0. */
export type ShownText = string
/** What is told of a group beside its sums; shares and rates as decimal text (0.35 is 35 %), withheld where a part of them is. */
export interface GroupFigures {
  /** research / revenue, sums over sums */
  readonly intensity?: ShownText
  /** AI R&D staff / staff */
  readonly aiStaffShare?: ShownText
  /** of AI revenue: this period over the one before, −1; of all who filed, and of those who filed both times */
  readonly growth?: ShownText
  readonly comparableGrowth?: ShownText
  /** how much of the growth of the whole the group brought, as a share of the whole of the period before */
  readonly contribution?: ShownText
  /** share of AI revenue of the four largest contributors, and the sum of squared shares (0 to 1) */
  readonly largestFour?: ShownText
  readonly herfindahl?: ShownText
  /** who filed now and not before, and the other way round */
  readonly entered?: ShownText
  readonly left?: ShownText
  /** of at least 2000 万元 of revenue */
  readonly aboveScale?: ShownText
  /** share of AI revenue in this group over the share it has in the whole, for groups of a district */
  readonly locationQuotient?: ShownText
}
export interface SnapshotCell {
  readonly period: string
  /** one word for each dimension of `by`, in that order: `["F", "310115"]`; totals have fewer dimensions and stand in a table of their own */
  readonly at: readonly string[]
  readonly values: Readonly<Partial<Record<Measure, ShownText>>>
  readonly figures: GroupFigures
}
export interface SnapshotTable {
  /** none: the whole industry */
  readonly by: readonly Dimension[]
  readonly cells: readonly SnapshotCell[]
}
/** How many went from one level to another between two periods. `from` none: filed the first time; `to` none: did not file again. */
export interface Movement {
  readonly from: string
  readonly to: string
  readonly cells: readonly {
    readonly from?: string
    readonly to?: string
    readonly enterprises: ShownText
  }[]
}
/** Protected tables of an industry, frozen. It holds nothing from which a withheld value could be told. */
export interface IndustrySnapshot {
  readonly format: 'plumbline-industry/1'
  readonly title: Text
  readonly standard: {
    readonly id: string
    readonly edition: string
    readonly hash: string
  }
  /** the day of what was known (ISO 8601) */
  readonly asOf: string
  /** years and quarters, earliest first */
  readonly periods: readonly string[]
  /** filings that were read, and enterprises that filed them */
  readonly filings: number
  readonly enterprises: number
  readonly rules: ConfidentialityRules
  readonly measures: readonly Measure[]
  readonly tables: readonly SnapshotTable[]
  readonly movements: readonly Movement[]
  /** hash of the publication before, against which this one is protected, too */
  readonly follows?: string
  readonly tool: {
    readonly name: string
    readonly version: string
  }
  /** SHA-256 over the canonical form (RFC 8785) of all the rest */
  readonly hash: string
}
/** The rest with its hash. */
export declare function sealed(rest: Omit<IndustrySnapshot, 'hash'>): IndustrySnapshot
/** Reads a snapshot and computes its hash again. Problems: snapshot-unreadable (no JSON, or not a snapshot), snapshot-altered. */
export declare function readSnapshot(text: string): Outcome<IndustrySnapshot>
