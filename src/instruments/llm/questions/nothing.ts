import type { Reduction } from '../../contract.ts'

/** What a reducer says where the results hold no frame, or nothing that counts. */
export function nothingKnown(quantities: readonly string[], reason = 'no-answers'): Reduction {
  return {
    n: 0,
    evidence: 'none',
    quantities: Object.fromEntries(quantities.map((name) => [name, null])),
    detail: { reason },
  }
}
