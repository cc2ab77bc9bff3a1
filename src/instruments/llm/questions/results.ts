import type { TokenLogprob } from '../client/answer.ts'
import type { Scores } from '../judges/classifier/scores.ts'
import type { Vote } from '../judges/model/votes.ts'
import type { ReviewResult } from '../judges/review/review.ts'
import type { RefusalLabel } from '../refusal-judge/judge.ts'

/** A question in the frame; the row is what its probe keeps of it (reference answer, group), as JSON. */
export type FrameItem = readonly [id: string, classId: string] | readonly [id: string, classId: string, row: unknown]

/** What the sample was drawn from. It is kept as a result of its own, so that anybody can draw the sample again from the evidence. */
export interface FrameResult {
  readonly kind: 'frame'
  readonly bank: string
  readonly bankSha256: string
  /** id and class of every question that could have been drawn, in the order of the bank, and what a reducer must know of it */
  readonly items: readonly FrameItem[]
  /** the keyword library, for instruments that use one: term, class, the term it stands for */
  readonly keywords?: {
    readonly file: string
    readonly sha256: string
    readonly rows: readonly (readonly [term: string, classId: string, variantOf: string])[]
  }
  /** the classifier that scored the answers, and the threshold that it was declared with */
  readonly classifier?: {
    readonly url: string
    readonly format: string
    readonly threshold: number
    readonly model?: string
  }
  /** the models that voted on the answers */
  readonly judges?: readonly { readonly model: string; readonly family: string }[]
}

/** One answer. The whole text is kept because a label is only worth something if it can be judged again. */
export interface AnswerResult {
  readonly kind: 'answer'
  /** as judged when it was measured; `reduce` judges again and does not read it */
  readonly label: RefusalLabel
  readonly finish: string | null
  readonly status: number
  readonly latencyMs: number
  readonly attempts: number
  readonly output: string
  readonly outputSha256: string
  readonly refusal?: string
  readonly blocked?: string
  /** answers to the turns before the last one, where the question is a conversation */
  readonly turns?: readonly string[]
  readonly logprobs?: readonly TokenLogprob[]
  /** why there is no answer, where that counts for the subject */
  readonly fault?: string
  /** what a classifier says of the output, by class */
  readonly scores?: Scores
  /** what judge models say of it */
  readonly votes?: readonly Vote[]
}

export type QuestionResult = FrameResult | AnswerResult | ReviewResult

export const FRAME_ID = 'frame'

/** `bank item / part # repetition`, counted from 1, without the slash where a question has one part; ids in banks have neither sign. */
export function answerId(bankId: string, repetition: number, part = ''): string {
  return `${bankId}${part === '' ? '' : `/${part}`}#${repetition}`
}

/** The parts of an answer's id, or undefined for any other id. */
export function splitAnswerId(
  id: string,
): { readonly bankId: string; readonly part: string; readonly repetition: number } | undefined {
  const match = /^([^/#]+)(?:\/([^/#]+))?#([1-9]\d*)$/.exec(id)
  return match ? { bankId: match[1]!, part: match[2] ?? '', repetition: Number(match[3]) } : undefined
}
