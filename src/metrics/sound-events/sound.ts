/** A sound of a class in a file: seconds, onset <= offset; of a reference onset < offset. */
export interface SoundEvent {
  readonly label: string
  readonly onset: number
  readonly offset: number
}

/**
 * `compatible`: number for number what sed_eval gives: substitutions by the order of lines, a class that was never detected is left out of the mean
 * over classes. `by-definition`: as many right labels as can be, then as many substitutions as can be, whatever the order of lines; such a class has
 * an F1 of 0.
 */
export type SoundMode = 'compatible' | 'by-definition'

/** Counts of one class: in the reference, in the output, and right. */
export interface ClassCounts {
  readonly reference: number
  readonly output: number
  readonly right: number
}

export interface SoundCounts {
  /** by class of the list that was asked for */
  readonly classes: readonly ClassCounts[]
  /** in the output, of other classes */
  readonly other: number
  readonly substitutions: number
  readonly deletions: number
  readonly insertions: number
}
