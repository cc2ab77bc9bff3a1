import { queryOptions, useQuery } from '@tanstack/react-query'
import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import type { Migration } from '../../../src/catalogue/classification/carry.ts'
import type { Classification } from '../../../src/catalogue/classification/classification.ts'
import { Systems } from '../../../src/catalogue/classification/systems.ts'
import type { Edition } from '../../../src/catalogue/edition.ts'
import type { Relation } from '../../../src/catalogue/relations/relation.ts'
import type { Target } from '../../../src/catalogue/target.ts'
import type { Taxonomy, TaxonomyHeading } from '../../../src/catalogue/taxonomy.ts'
import { ask } from '../api/client.ts'

export interface Opened {
  readonly catalogue: Catalogue
  readonly systems: Systems
  readonly headings: readonly TaxonomyHeading[]
  readonly relations: readonly Relation[]
  readonly targets: readonly Target[]
}

/** The whole catalogue, asked for once: searching and counting happen here. */
const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: async ({ signal }): Promise<Opened> => {
    const all = await ask('GET /catalogue', { signal })
    return {
      catalogue: new Catalogue(all.editions as readonly Edition[], all.relations as readonly Relation[]),
      systems: new Systems(
        all.taxonomies as readonly Taxonomy[],
        all.migrations as unknown as readonly Migration[],
        all.classifications as readonly Classification[],
      ),
      headings: all.headings as readonly TaxonomyHeading[],
      relations: all.relations as readonly Relation[],
      targets: all.targets as readonly Target[],
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
})

export const useCatalogue = () => useQuery(catalogueQuery)
