import { failed, type Outcome, problem } from '../../../language/problem.ts'
import type { Text } from '../../../language/text.ts'

/** What another tool found, question by question: each either holds or does not. */
export interface Trials {
  readonly tool: string
  readonly version: string
  /** what was asked of the file, for the record: provider, task, metric */
  readonly of: string
  /** by question: an identity that is equal for equal questions, and whether it held */
  readonly trials: readonly { readonly key: string; readonly holds: boolean }[]
  /** questions that got no answer: set-up errors, in no count */
  readonly errors: number
  /** what the tool itself says of the whole, to be compared */
  readonly said?: { readonly n?: number; readonly mean?: number }
}

/** Which of the results in a file are meant, where there are several. */
export interface Choice {
  readonly metric?: string
  readonly task?: string
  readonly filter?: string
  readonly provider?: string
  readonly prompt?: string
}

/** Why results cannot be taken, with the file and line where it shows. */
export function wrongResults(
  code: string,
  text: Text,
  more: { expected?: string; got?: string; line?: number; file?: string } = {},
): Outcome<never> {
  const { line, file, ...rest } = more
  return failed(
    problem(code, text, {
      ...rest,
      ...(line !== undefined || file !== undefined
        ? { place: { ...(file ? { file } : {}), ...(line ? { line } : {}) } }
        : {}),
    }),
  )
}

/** 0 or 1, also as true and false; anything between is no single trial. */
export function binary(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  return value === 1 ? true : value === 0 ? false : undefined
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
