import { type Framework, keyOf } from '../framework.ts'
import type { MappingSet } from '../mapping.ts'
import { contradictions } from './contradictions.ts'
import { ofPairs } from './pairs.ts'
import { ofRow, ofSet } from './row.ts'
import type { Lint, LintOptions } from './told.ts'

/** Looks over mapping sets as a reviewer would, before any of it is believed. By rule, then in the order of the sets. */
export function lint(frameworks: readonly Framework[], sets: readonly MappingSet[], options: LintOptions = {}): Lint[] {
  const requirements = new Map(frameworks.flatMap((f) => f.requirements.map((r) => [keyOf(f.id, r.id), r] as const)))
  const found: Lint[] = []
  for (const set of sets) {
    found.push(...ofSet(set))
    for (const mapping of set.mappings) found.push(...ofRow({ set, mapping }, requirements, options))
  }
  found.push(...ofPairs(sets, requirements), ...contradictions(frameworks, sets, options.hops ?? 2))
  const number = ({ rule }: Lint) => Number(rule.slice(1))
  return found.sort((a, b) => number(a) - number(b))
}
