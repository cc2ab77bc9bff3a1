import type { Reading } from '../files/refusal.ts'

/** One utterance as the files give it. */
export interface Utterance {
  readonly id: string
  readonly reference: string
  /** null where the file of hypotheses has no such utterance */
  readonly hypothesis: string | null
  /** empty where no file says */
  readonly speaker: string
  readonly stratum: string
  /** the reference is of a form in which braces and parentheses mean alternatives and optional words, and has some */
  readonly marked?: true
}

/** What reading came to, beside the utterances. */
export interface Intake extends Reading {
  /** hypotheses whose utterance no reference has: how many, and the first twenty by id */
  readonly extra: number
  readonly extraIds: readonly string[]
  /** segments that the references exclude from scoring */
  readonly ignored: number
}
