import type { Text } from '../../language/text.ts'
import type { Framework, Level } from '../framework.ts'
import type { MappingSet } from '../mapping.ts'

/** A framework in a list of them, with how much of it there is. */
export interface FrameworkLine {
  readonly id: string
  readonly name: string
  readonly title: Text
  readonly level: Level | null
  readonly requirements: number
  readonly testable: number
  readonly mappings: number
  readonly source: string | null
}

export const frameworkLines = (
  frameworks: readonly Framework[],
  sets: readonly MappingSet[],
): readonly FrameworkLine[] =>
  frameworks.map((f) => ({
    id: f.id,
    name: f.names[0]!,
    title: f.title,
    level: f.level ?? null,
    requirements: f.requirements.length,
    testable: f.requirements.filter((r) => r.testable).length,
    mappings: sets.filter((s) => s.source === f.id || s.target === f.id).reduce((sum, s) => sum + s.mappings.length, 0),
    source: f.source ?? null,
  }))
