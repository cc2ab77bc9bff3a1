import { linearKappa } from '../../metrics/agreement.ts'
import type { Relation } from '../relation.ts'

/** How near to the same: none, intersects, one within the other whichever way, equal. Source: Plumbline. */
const step: Readonly<Record<Relation, number>> = { none: 0, intersects: 1, subset: 2, superset: 2, equal: 3 }

/** Which of two relations each reviewer found, pair by pair. */
export type Votes = readonly (readonly [Relation, Relation])[]

/** How far two reviewers agree beyond chance, with linear weights; at most 1, null where there is nothing to tell apart or no vote. */
export function reviewersAgree(votes: Votes): number | null {
  if (votes.length === 0) return null
  const table = Array.from({ length: 4 }, () => [0, 0, 0, 0])
  for (const [a, b] of votes) table[step[a]]![step[b]]!++
  return linearKappa(table)
}

/** The pairs that a third person decides: subset against superset is one of them, though they are on one step. */
export const toSettle = (votes: Votes): number[] => votes.flatMap(([a, b], i) => (a === b ? [] : [i]))
