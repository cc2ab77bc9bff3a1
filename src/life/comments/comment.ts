/** Source: the national form of the table of comments (columns recalled) and a group's (seen). */
export const commentTypes = ['general', 'technical', 'editorial', 'format'] as const
export const dispositions = ['accept', 'partial', 'reject', 'duplicate', 'out-of-scope'] as const
export type DispositionWord = (typeof dispositions)[number]

export interface NewComment {
  readonly comment: string
  /** clause as the draft numbers it, or what the comment is anchored to; empty: the whole text */
  readonly clause: string
  readonly type: (typeof commentTypes)[number]
  /** the words that it is about, and those that it wants */
  readonly original: string
  readonly proposed: string
  readonly reason: string
  readonly submitter: {
    readonly organization: string
    readonly contact: string
    /** they may be named to the public */
    readonly named: boolean
  }
}

export interface Disposition {
  readonly disposition: DispositionWord
  readonly reason: string
  readonly changedTo: string
  /** of a duplicate: the comment that it repeats */
  readonly duplicateOf?: string
}

export interface Comment extends NewComment {
  /** from 1: each time that the project is open to comments */
  readonly round: number
  readonly received: string
  readonly handled?: Disposition & { readonly by: string; readonly on: string }
  readonly replied?: string
}
