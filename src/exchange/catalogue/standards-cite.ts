import { findStandard, listStandards } from '../../assessment/library.ts'
import { citedIn } from '../../catalogue/identifier/cited.ts'
import { formatIdentifier } from '../../catalogue/identifier/format.ts'
import type { Relation } from '../../catalogue/relations/relation.ts'

/** What the standards that this product runs name among their sources, as informative references: a number without a year means the latest. */
export function citationsOfStandards(): readonly Relation[] {
  return listStandards().flatMap(({ id }) => {
    const found = findStandard(id)
    if (!found.ok) return []
    return [...found.value.standard.sources].flatMap(([key, { title }]) =>
      citedIn(title).map(
        ({ identifier }): Relation => ({
          from: id,
          to: formatIdentifier(identifier),
          type: 'mentions',
          detail: key,
          source: id,
          known: 'seen',
        }),
      ),
    )
  })
}
