import type { FormulaProblem } from '../formula/parse.ts'
import { type Place, type Problem, type ProblemDetails, problem, warning } from '../problem.ts'
import { find, placeIn, placeOf, type Raw } from '../source.ts'
import type { Text } from '../text.ts'

export type Path = readonly (string | number)[]

/** Collects everything that is wrong, each with its place in the file. */
export class Report {
  readonly problems: Problem[] = []
  readonly raw: Raw

  constructor(raw: Raw) {
    this.raw = raw
  }

  place(path: Path): Place {
    return { ...placeOf(find(this.raw, path).at), path: path.join('.') }
  }

  /** Where the last key of a path itself stands. */
  keyPlace(path: Path): Place {
    const map = find(this.raw, path.slice(0, -1))
    const key = map.kind === 'map' ? map.keys.get(String(path.at(-1))) : undefined
    return key ? { ...placeOf(key), path: path.join('.') } : this.place(path)
  }

  error(path: Path, code: string, text: Text, more: Omit<ProblemDetails, 'place'> = {}): void {
    this.problems.push(problem(code, text, { ...more, place: this.place(path) }))
  }

  /** Something is wrong with a key, not with what stands behind it. */
  keyError(path: Path, code: string, text: Text, more: Omit<ProblemDetails, 'place'> = {}): void {
    this.problems.push(problem(code, text, { ...more, place: this.keyPlace(path) }))
  }

  warn(path: Path, code: string, text: Text, more: Omit<ProblemDetails, 'place'> = {}): void {
    this.problems.push(warning(code, text, { ...more, place: this.place(path) }))
  }

  /** A problem inside a formula, at the very character. */
  formula(path: Path, p: FormulaProblem): void {
    const at = find(this.raw, path)
    const place = at.kind === 'text' ? { ...placeIn(at, p.start), path: path.join('.') } : this.place(path)
    this.problems.push(problem(p.code, p.text, { place, expected: p.expected, got: p.got, next: p.next }))
  }
}
