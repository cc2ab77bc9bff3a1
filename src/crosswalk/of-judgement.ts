import type { Standard } from '../language/standard.ts'
import type { Finding } from './evidence.ts'

/** A judged node, as far as it is needed here; `outcome` as a judgement writes it. */
export interface Judged {
  readonly id: string
  readonly outcome?: string
}

/**
 * What a judgement found of the requirements of its standard, by their ids. A requirement that was judged several times, once a task, is satisfied
 * where each of them is that applies, and failed where one is. What is left open or waived is no finding.
 */
export function findingsOf(standard: Standard, judged: Iterable<Judged>): ReadonlyMap<string, Finding> {
  const outcomes = new Map<string, Set<string>>()
  for (const { id, outcome = 'inconclusive' } of judged) {
    if (standard.nodes.get(id)?.part !== 'requirements' || outcome === 'not-applicable') continue
    outcomes.set(id, (outcomes.get(id) ?? new Set()).add(outcome))
  }
  const found = new Map<string, Finding>()
  for (const [id, all] of outcomes) {
    if (all.has('not-satisfied')) found.set(id, 'failed')
    else if (all.size === 1 && all.has('satisfied')) found.set(id, 'satisfied')
  }
  return found
}
