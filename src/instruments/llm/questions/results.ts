import type { RefusalLabel } from '../refusal-judge/judge.ts'

/** What the sample was drawn from. It is kept as a result of its own, so that anybody can draw the sample again from the evidence. */
export interface FrameResult {
  readonly kind: 'frame'
  readonly bank: string
  readonly bankSha256: string
  /** id and class of every question that could have been drawn, in the order of the bank */
  readonly items: readonly (readonly [id: string, classId: string])[]
  /** the keyword library, for instruments that use one: term, class, the term it stands for */
  readonly keywords?: {
    readonly file: string
    readonly sha256: string
    readonly rows: readonly (readonly [term: string, classId: string, variantOf: string])[]
  }
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
}

export type QuestionResult = FrameResult | AnswerResult

export const FRAME_ID = 'frame'

/** `bank item # repetition`, counted from 1; ids in banks have no `#`. */
export function answerId(bankId: string, repetition: number): string {
  return `${bankId}#${repetition}`
}

/** The two parts of an answer's id, or undefined for any other id. */
export function splitAnswerId(id: string): { readonly bankId: string; readonly repetition: number } | undefined {
  const match = /^(.+)#([1-9]\d*)$/.exec(id)
  return match ? { bankId: match[1]!, repetition: Number(match[2]) } : undefined
}
