import type { Text } from '../language/text.ts'
import type { Kept, Known } from './framework.ts'
import type { Relation } from './relation.ts'

/** What the relation was read off. Words: NIST IR 8477 and OSCAL. */
export const rationales = ['syntactic', 'semantic', 'functional'] as const
export type Rationale = (typeof rationales)[number]

export const confidences = ['high', 'medium', 'low', 'unspecified'] as const
export type Confidence = (typeof confidences)[number]

/** How one or more requirements of one framework, taken together, stand to those of another. */
export interface Mapping {
  /** unique in its set */
  readonly id: string
  /** several are meant together; `*` alone is the whole framework */
  readonly source: readonly string[]
  readonly target: readonly string[]
  /** `related`: they share something, and the author did not say how much */
  readonly relation: Relation | 'related'
  readonly rationale?: Rationale
  /** why, in the words of its author */
  readonly note?: Text
  /** 0 none to 10 full: a reading of degree, never of truth */
  readonly strength?: number
  readonly confidence: Confidence
  /** titles that an import carried, to be held against ours */
  readonly titles?: { readonly source?: string; readonly target?: string }
  readonly known: Known
  /** where the row comes from */
  readonly from?: string
  /** what the file that it was imported from says beside this, by the names of that file; nothing is inferred from it */
  readonly kept?: Kept
}

export const statuses = ['draft', 'in-review', 'approved', 'deprecated', 'superseded'] as const
export type Status = (typeof statuses)[number]

/** Whose word a set is: of the publishers of the two frameworks, ours, somebody else's. */
export type Author = 'official' | 'plumbline' | 'imported'

/** One author's mappings from one framework to another. */
export interface MappingSet {
  readonly id: string
  readonly title: Text
  /** ids of frameworks */
  readonly source: string
  readonly target: string
  readonly version: string
  readonly status: Status
  readonly method: 'human' | 'automation' | 'hybrid'
  readonly author: Author
  readonly authors: readonly string[]
  /** people who looked at every row, not its authors */
  readonly reviewers: readonly string[]
  readonly licence?: string
  /** its licence lets others see the rows */
  readonly publishable: boolean
  /** as in a mapping */
  readonly kept?: Kept
  readonly mappings: readonly Mapping[]
}
