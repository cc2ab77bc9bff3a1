import type { Place, Systems } from '../../../../src/catalogue/classification/systems.ts'
import type { Edition } from '../../../../src/catalogue/edition.ts'
import type { Taxonomy } from '../../../../src/catalogue/taxonomy.ts'

/** Editions of which every place in the system has to be confirmed first. */
export const toConfirm = (systems: Systems, tree: Taxonomy, editions: readonly Edition[]): readonly Edition[] =>
  editions.filter((e) => {
    const places: readonly Place[] = systems.placesOf(e, tree)
    return places.length > 0 && places.every((p) => !p.sure)
  })
