import type { Mapping } from '../../../src/crosswalk/mapping.ts'
import type { Network, Row } from '../../../src/crosswalk/network.ts'
import { possibleOf } from '../../../src/crosswalk/network.ts'
import { converse, isDeterminate, type Relation, spelled } from '../../../src/crosswalk/relation.ts'

/** A mapping read from left to right. */
export interface Claim {
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly relation: Mapping['relation']
  readonly row: Row
}

/** ≡ the same, ⊂ within, ⊃ around, ∩ a share, ∅ nothing, ? they share something and nobody said how much. */
export const symbols: Readonly<Record<Mapping['relation'], string>> = {
  equal: '≡',
  subset: '⊂',
  superset: '⊃',
  intersects: '∩',
  none: '∅',
  related: '?',
}

/** What somebody mapped between two frameworks, in either direction; nothing is inferred. */
export function claimsBetween({ rows }: Network, left: string, right: string): readonly Claim[] {
  return rows.flatMap((row): Claim[] => {
    const { set, mapping } = row
    if (set.source === left && set.target === right)
      return [{ left: mapping.source, right: mapping.target, relation: mapping.relation, row }]
    if (set.source !== right || set.target !== left) return []
    return [{ left: mapping.target, right: mapping.source, relation: turned(mapping.relation), row }]
  })
}

function turned(relation: Mapping['relation']): Mapping['relation'] {
  const back = converse(possibleOf(relation))
  return isDeterminate(back) ? (spelled(back)[0] as Relation) : relation
}
