/** One utterance as the files give it. */
export interface Utterance {
  readonly id: string
  readonly reference: string
  /** null where the file of hypotheses has no such utterance */
  readonly hypothesis: string | null
  /** empty where no file says */
  readonly speaker: string
  readonly stratum: string
}

/** A line that was not taken, and why. */
export interface Refusal {
  readonly file: string
  /** line and column from 1 */
  readonly line: number
  readonly column?: number
  readonly expected: string
}

/** What reading came to, beside the utterances. */
export interface Intake {
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly refused: number
  /** the first twenty */
  readonly refusals: readonly Refusal[]
  /** hypotheses whose utterance no reference has: how many, and the first twenty by id */
  readonly extra: number
  readonly extraIds: readonly string[]
  /** segments that the references exclude from scoring */
  readonly ignored: number
}
