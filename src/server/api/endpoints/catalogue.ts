import { z } from 'zod'
import { keyOf, levels } from '../../../catalogue/edition.ts'
import { edition, wholeCatalogue } from '../catalogue-shapes.ts'
import { endpoint } from '../endpoint.ts'
import { words } from '../shapes.ts'
import { shippedCatalogue } from '../shipped.ts'

export const catalogue = [
  endpoint({
    method: 'GET',
    path: '/catalogue',
    summary: {
      zh: '整部标准目录：版本、标准体系、归类、关系、政策目标；每行带来源与确知程度',
      en: 'The whole catalogue: editions, systems of standards, classes, relations, targets; each row with its source and how sure it is',
    },
    needs: 'nothing',
    answer: wholeCatalogue,
    run: async ({ c }) => {
      const { catalogue: all, systems, headings, migrations, classifications, relations, targets } = shippedCatalogue()
      // kept by browsers, asked for again by its tag
      c.header('cache-control', 'no-cache')
      const { taxonomies } = systems
      return {
        editions: all.editions,
        taxonomies,
        headings,
        migrations,
        classifications,
        relations,
        targets,
      } as unknown as z.input<typeof wholeCatalogue>
    },
  }),
  endpoint({
    method: 'GET',
    path: '/catalogue/search',
    summary: {
      zh: '按名称或编号在目录中查找，中英文互通，容许错字；最相符的在前',
      en: 'Finds editions by title or number, either language by the other, mistakes allowed; best first',
    },
    needs: 'nothing',
    query: z.object({
      q: words(200).default(''),
      level: z.enum(levels).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(20),
    }),
    answer: z.object({ items: z.array(z.object({ number: z.string(), edition })) }),
    run: async ({ query: { q, level, limit } }) => ({
      items: shippedCatalogue()
        .catalogue.search(q, limit, (e) => level === undefined || e.level === level)
        .map((e) => ({ number: keyOf(e), edition: { ...e, identifier: { ...e.identifier } } })),
    }),
  }),
]
