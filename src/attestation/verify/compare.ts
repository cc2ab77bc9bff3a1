import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'
import { equalBytes } from '../bytes.ts'
import { canonical, type JsonValue } from '../canonical.ts'
import { differenceProblem, firstDifference } from '../diff.ts'

/**
 * Compares what the bundle holds with what was computed again, by their canonical bytes. Nothing when they are equal;
 * else the first place where they differ.
 */
export function compare(
  code: string,
  file: string,
  held: JsonValue,
  again: unknown,
  what: { readonly zh: string; readonly en: string },
): Outcome<Problem | undefined> {
  const [left, right] = [canonical(held), canonical(again)]
  if (!left.ok) return left
  if (!right.ok) return failed(...right.problems.map((p) => ({ ...p, place: { ...p.place, file } })))
  if (equalBytes(left.value, right.value)) return done(undefined)
  const difference = firstDifference(held, again as JsonValue)
  return done(
    difference
      ? differenceProblem(code, difference, { file }, what)
      : problem(code, what, { place: { file, path: '/' } }),
  )
}

/** The same, as a list of problems that is empty when all is well. */
export function differences(...args: Parameters<typeof compare>): readonly Problem[] {
  const found = compare(...args)
  return found.ok ? (found.value ? [found.value] : []) : found.problems
}
