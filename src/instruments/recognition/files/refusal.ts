/** A line that was not taken, and why. */
export interface Refusal {
  readonly file: string
  /** line and column from 1; a row of a Parquet file counts as a line */
  readonly line: number
  readonly column?: number
  readonly expected: string
  readonly got?: string
}

/** What reading came to, beside what was read: the files with their hashes, and what was refused. */
export interface Reading {
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly refused: number
  /** the first twenty */
  readonly refusals: readonly Refusal[]
}

/** What one line says, or what was expected instead. `undefined`: a comment or a blank line. */
export type Parsed<T> = T | { readonly expected: string; readonly column?: number; readonly got?: string } | undefined

export const isRefusal = (
  got: unknown,
): got is { readonly expected: string; readonly column?: number; readonly got?: string } =>
  typeof got === 'object' && got !== null && 'expected' in got
