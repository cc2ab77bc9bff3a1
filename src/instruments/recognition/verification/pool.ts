import type { Det } from '../../../metrics/verification/det.ts'
import type { VerificationResult } from './params.ts'

/** Files together: the curve at the kept thresholds. */
export interface Pool {
  readonly det: Det
  /** whether no score at all lies between the point and the one before it, so that the point is the one the whole curve has */
  readonly proven: (point: number) => boolean
}

/** What is counted of one file: comparisons, failures among them, and scores at the kept thresholds. */
export type Counted = Pick<
  VerificationResult,
  'genuine' | 'impostor' | 'genuineFailures' | 'impostorFailures' | 'ladder'
>

/** Adds up the counts of files that share their thresholds; undefined where they do not. Integer sums, so order is nothing. */
export function pooled(results: readonly Counted[]): Pool | undefined {
  const thresholds = results[0]?.ladder.thresholds ?? []
  const same = ({ ladder }: Counted) =>
    ladder.thresholds.length === thresholds.length && ladder.thresholds.every((t, i) => t === thresholds[i])
  if (!results.every(same)) return undefined
  const add = (of: (r: Counted) => number) => results.reduce((sum, r) => sum + of(r), 0)
  const [genuine, impostor] = [add((r) => r.genuine), add((r) => r.impostor)]
  const failed = add((r) => r.genuineFailures)
  const scored = { genuine: genuine - failed, impostor: impostor - add((r) => r.impostorFailures) }
  const column = (key: 'genuineBelow' | 'genuineUpTo' | 'impostorBelow' | 'impostorUpTo', end: number) =>
    Uint32Array.from([...thresholds.map((_, i) => add((r) => r.ladder[key][i]!)), end])
  const genuineBelow = column('genuineBelow', scored.genuine)
  const impostorBelow = column('impostorBelow', scored.impostor)
  const genuineUpTo = column('genuineUpTo', scored.genuine)
  const impostorUpTo = column('impostorUpTo', scored.impostor)
  return {
    det: {
      thresholds: Float64Array.from([...thresholds, Number.POSITIVE_INFINITY]),
      falseMatches: impostorBelow.map((below) => scored.impostor - below),
      falseNonMatches: genuineBelow.map((below) => failed + below),
      genuine,
      impostor,
    },
    proven: (p) =>
      p === 0
        ? genuineBelow[0] === 0 && impostorBelow[0] === 0
        : genuineUpTo[p - 1] === genuineBelow[p] && impostorUpTo[p - 1] === impostorBelow[p],
  }
}
