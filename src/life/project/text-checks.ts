import type { Project } from './project.ts'

/** Checks that are made by reading the text: of a text that is kept with the registry they are run, and not declared. */
export const textChecks = ['lint', 'not-looser'] as const
export type TextCheck = (typeof textChecks)[number]

export const isTextCheck = (check: string): check is TextCheck => textChecks.some((c) => c === check)

/** Whether a check was passed by what is worked on now: one that was run on an earlier text says nothing of it. */
export function hasPassed({ checks, text }: Project, check: string): boolean {
  const found = checks.get(check)
  return found?.passed === true && (text === undefined || !isTextCheck(check) || found.of === text.sha256)
}
