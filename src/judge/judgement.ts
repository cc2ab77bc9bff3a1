import type { Authority } from '../language/standard.ts'
import type { Between } from './show.ts'

/** Of a requirement (language.md, 1.11). */
export type RequirementOutcome =
  | 'satisfied'
  | 'not-satisfied'
  | 'inconclusive'
  | 'not-determined'
  | 'not-applicable'
  | 'waived'

export interface ConditionTrace {
  /** the condition as the standard writes it */
  readonly text: string
  readonly holds: 'yes' | 'no' | 'unknown' | 'not-applicable'
  /** both sides of a comparison, as values */
  readonly left?: string
  readonly right?: string
  readonly sign?: string
  /** how far the value at hand is from holding, as a share of the threshold; to sort what is nearest */
  readonly distance?: number
  /** nodes that it names, to follow */
  readonly nodes?: readonly string[]
  readonly why?: readonly string[]
}

export interface Input {
  readonly text: string
  readonly value: string
}

/** One node, with everything that a reader needs to follow how it came about. */
export interface JudgedNode {
  readonly id: string
  readonly applies: 'yes' | 'no' | 'unknown'
  readonly decision: string
  readonly outcome?: RequirementOutcome
  readonly value?: string
  /** ends of a number, for charts and tables */
  readonly number?: Between
  readonly level?: Between
  readonly words?: readonly string[]
  readonly why: readonly string[]
  readonly weight?: string
  readonly inputs: readonly Input[]
  readonly conditions: readonly ConditionTrace[]
  readonly rungs?: readonly {
    readonly level: string
    readonly holds: string
    readonly decision: string
    readonly why: readonly string[]
    readonly conditions: readonly ConditionTrace[]
  }[]
  readonly steps?: readonly {
    readonly step: number
    readonly fired: string
    readonly before: string
    readonly after: string
  }[]
  readonly rules?: readonly number[]
  readonly parts: readonly string[]
  readonly evidence?: Between
  readonly sufficient?: string
  readonly coverage?: Between
  readonly assumed?: true
}

/** The verdict on some evidence under a standard: plain JSON, the same bytes for the same evidence on any machine. */
export interface Judgement {
  readonly format: 'plumbline-judgement/1'
  readonly standard: {
    readonly id: string
    readonly edition: string
    readonly hash: string
    readonly authority: Authority
  }
  readonly assessment: { readonly date: string; readonly party: string }
  readonly evidence: string
  /** the results in the standard's order; the first is the headline */
  readonly results: readonly string[]
  /** by path: `grade`, `tasks[0].loa`; parts follow their group */
  readonly nodes: Readonly<Record<string, JudgedNode>>
}
