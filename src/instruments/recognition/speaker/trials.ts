import { ProblemError, problem } from '../../../language/problem.ts'
import type { ClusterKind, Intake } from './params.ts'

/** All trials, in the order of their list. Scores as similarities; NaN: no score, Infinity: a non-target trial without a line of its own. */
export interface Trials {
  readonly scores: Float64Array
  readonly genuine: Uint8Array
  /** clusters of both sides */
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly clusters: number
  readonly by: ClusterKind
  readonly missing: { readonly targets: number; readonly nonTargets: number }
  readonly intake: Intake
}

const MOST = 10_000_000

/** Names as numbers, in the order of the names: the order of lines is nothing to a resample. */
export function numbered(sides: readonly (readonly [string, string])[], sorted = true) {
  const all = [...new Set(sides.flat())]
  if (sorted) all.sort()
  const numbers = new Map(all.map((name, i) => [name, i]))
  return {
    a: Uint32Array.from(sides, ([x]) => numbers.get(x)!),
    b: Uint32Array.from(sides, ([, y]) => numbers.get(y)!),
    clusters: all.length,
  }
}

/** ProblemError: speaker-too-many. */
export function within(count: number): void {
  if (count <= MOST) return
  throw new ProblemError([
    problem(
      'speaker-too-many',
      { zh: '试验过多。', en: 'There are too many trials.' },
      {
        expected: `at most ${MOST} trials`,
        next: { zh: '按条件拆分评测。', en: 'Assess them in parts, by condition.' },
      },
    ),
  ])
}
