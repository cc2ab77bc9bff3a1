import type { VoteWord } from '../ballot/tally.ts'
import type { Disposition, NewComment } from '../comments/comment.ts'
import type { LifeRole } from '../roles.ts'

/** What was done in a project. Days are ISO 8601; hashes are SHA-256 in hex. */
export type Deed =
  | {
      readonly what: 'opened'
      readonly title: { readonly zh: string; readonly en: string }
      readonly kind: 'new' | 'revise' | 'amend'
      /** why a local standard, and none of the nation or a group. Shanghai regulation, article 9 (seen) */
      readonly whyLocal: string
      readonly object: string
      readonly fastTrack?: boolean
      /** number of the edition that is revised */
      readonly revises?: string
    }
  | { readonly what: 'moved'; readonly to: string; readonly reason?: string }
  | { readonly what: 'handed'; readonly kind: string; readonly sha256: string; readonly name: string }
  /** what is worked on is a version of a draft kept with the registry; from then on its text is what checks are of */
  | { readonly what: 'drafted'; readonly draft: string; readonly version: number; readonly sha256: string }
  | { readonly what: 'planned'; readonly number: string }
  | { readonly what: 'paused'; readonly reason: string }
  | { readonly what: 'resumed' }
  | { readonly what: 'extended'; readonly reason: string }
  | { readonly what: 'asked'; readonly organizations: readonly string[] }
  | ({ readonly what: 'commented' } & NewComment)
  | ({ readonly what: 'disposed'; readonly comment: string } & Disposition)
  | { readonly what: 'replied'; readonly comment: string }
  /** whether what was changed after the comments changes a requirement, limit, method or the scope */
  | { readonly what: 'weighed'; readonly substantive: boolean; readonly reason: string }
  | { readonly what: 'papers-sent' }
  | {
      readonly what: 'checked'
      readonly check: string
      readonly passed: boolean
      readonly note: string
      /** the text that a machine checked */
      readonly of?: string
    }
  | {
      readonly what: 'ballot-opened'
      readonly ballot: string
      readonly form: 'meeting' | 'letter'
      readonly voters: readonly string[]
      /** voters from units that draft, who may be no more than a part of all */
      readonly fromDraftingUnits?: readonly string[]
      readonly excluded: readonly { readonly member: string; readonly why: string }[]
    }
  | {
      readonly what: 'voted'
      readonly ballot: string
      readonly member: string
      readonly marks: readonly VoteWord[]
      readonly reason: string
    }
  | { readonly what: 'ballot-closed'; readonly ballot: string }
  | {
      readonly what: 'met'
      readonly members: number
      readonly present: number
      readonly minutes: string
      readonly signers: readonly string[]
    }
  | { readonly what: 'numbered'; readonly number: string }
  | { readonly what: 'published'; readonly announcement: string; readonly text: string; readonly effective: string }
  | { readonly what: 'filed'; readonly record: string }
  | { readonly what: 'evaluated'; readonly conclusion: 'confirm' | 'revise' | 'abolish'; readonly reason: string }
  | {
      readonly what: 'amended'
      readonly sheet: number
      readonly items: readonly string[]
      readonly commentedFrom: string
    }
  /** an earlier act was written down wrongly: from now on it counts no more, and stays to be read */
  | { readonly what: 'struck'; readonly act: number; readonly reason: string }

export type DeedWord = Deed['what']

/** One act, as it is written down and never changed. */
export interface Act {
  /** from 1, in the order in which they were written down */
  readonly seq: number
  readonly by: string
  readonly role: LifeRole
  /** the day on which it counts */
  readonly valid: string
  /** when it was written down, ISO 8601 in UTC */
  readonly recorded: string
  readonly deed: Deed
}
