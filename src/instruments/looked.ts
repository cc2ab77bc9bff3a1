import type { Text } from '../language/text.ts'

/** What a file holds, as far as it says so by itself, and how a subject could name it. */
export interface Looked {
  readonly form: Text
  readonly facts: readonly (readonly [Text, string])[]
  readonly table?: {
    readonly heads: readonly Text[]
    /** columns of numbers, by place */
    readonly numbers: readonly number[]
    readonly rows: readonly (readonly string[])[]
  }
  /** what could stand in the subject, as YAML: a beginning, to be read before it is used */
  readonly access?: string
}
