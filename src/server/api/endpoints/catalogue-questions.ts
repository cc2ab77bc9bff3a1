import { z } from 'zod'
import { gapsAnswer, mapAnswer } from '../../../catalogue/answers/map.ts'
import { overlapsAnswer, reviewsAnswer } from '../../../catalogue/answers/overlaps.ts'
import { referencesAnswer } from '../../../catalogue/answers/references.ts'
import { targetsAnswer } from '../../../catalogue/answers/targets.ts'
import { standings } from '../../../catalogue/as-of.ts'
import { ownSystem } from '../../../catalogue/classification/systems.ts'
import { noSystem } from '../../../catalogue/no-system.ts'
import { overlapCandidates } from '../../../catalogue/overlap.ts'
import { resolve } from '../../../catalogue/relations/resolve.ts'
import { reviewTriggers } from '../../../catalogue/review-triggers.ts'
import { nothingInForce, placedIn, systemMap, unplaced, withoutRecord } from '../../../catalogue/system-map.ts'
import { parseDay } from '../../../judge/dates.ts'
import { classOf, heading, known, list, target } from '../catalogue-shapes.ts'
import { endpoint } from '../endpoint.ts'
import { Refused } from '../refusals.ts'
import { text, words, day as written } from '../shapes.ts'
import { shippedCatalogue, shippedReferences } from '../shipped.ts'
import { chinaToday } from '../today.ts'

const day = written.refine((d) => parseDay(d) !== undefined, 'no such day')
/** as of which day; today in China where none is given */
const on = day.optional()
const numberOf = (asked: string | undefined) => {
  const written = asked ?? chinaToday()
  return { on: written, day: parseDay(written)! }
}
const inSystem = z.object({
  system: words(100).default(ownSystem),
  on,
  /** also places that somebody has to confirm first */
  suggested: z.enum(['true', 'false']).default('false'),
})

const counts = { editions: z.number(), series: z.number() }

function classesOf({ system, on: asked, suggested }: z.output<typeof inSystem>) {
  const { catalogue, systems, headings } = shippedCatalogue()
  const found = headings.find((h) => h.id === system)
  const tree = found && systems.find(system)
  if (found === undefined || tree === undefined) throw new Refused([noSystem(system, headings)])
  const { on, day } = numberOf(asked)
  const placed = placedIn(systems, tree, suggested === 'true')
  return { catalogue, heading: found, tree, on, placed, cells: systemMap(catalogue, tree, day, placed) }
}

/** What the commands of the same names say with `--json`, of the catalogue that ships with this version. */
export const catalogueQuestions = [
  endpoint({
    method: 'GET',
    path: '/catalogue/map',
    summary: {
      zh: '标准体系各类目截至某日记录了多少版本，按层级与状态分列',
      en: 'Each class of a system of standards as of a day: how many editions are recorded, by level and by what they are',
    },
    problems: ['system-unknown'],
    needs: 'nothing',
    query: inSystem,
    answer: z.object({
      on: day,
      system: heading,
      /** editions without a place in the system */
      unplaced: z.number(),
      classes: list(
        z.object({
          code: z.string(),
          title: text,
          known,
          ...counts,
          levels: z.record(z.string(), z.number()),
          /** `not-told`: of which the catalogue cannot tell */
          standings: z.record(z.string(), z.number()),
        }),
      ),
    }),
    run: async ({ query, c }) => {
      const { catalogue, heading, tree, placed, cells, on } = classesOf(query)
      c.header('cache-control', 'no-cache')
      return {
        on,
        system: heading,
        unplaced: unplaced(catalogue, tree, placed).length,
        classes: mapAnswer(cells),
      }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/catalogue/gaps',
    summary: {
      zh: '本目录没有记录的类目（不等于没有标准），以及有记录而都不现行的类目',
      en: 'Classes of which this catalogue has no record (not: no standard exists), and those in which nothing is in force',
    },
    problems: ['system-unknown'],
    needs: 'nothing',
    query: inSystem,
    answer: z.object({
      on: day,
      system: z.string(),
      noRecord: list(classOf),
      nothingInForce: list(classOf.extend(counts)),
    }),
    run: async ({ query, c }) => {
      const { tree, cells, on } = classesOf(query)
      c.header('cache-control', 'no-cache')
      return {
        on,
        system: tree.id,
        ...gapsAnswer(withoutRecord(cells, tree), nothingInForce(cells, tree)),
      }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/catalogue/targets',
    summary: {
      zh: '政策目标：要求多少，截至某日记录了多少，由哪些版本构成',
      en: 'Targets of policies as of a day: how many are wanted, and the editions that count',
    },
    needs: 'nothing',
    query: z.object({ on }),
    answer: z.object({
      on: day,
      /** an edition counts that is of one of the `levels` and was published from `since` on, by `until` and by the day asked for */
      items: list(
        target.extend({
          /** null: this catalogue cannot count it */
          certain: list(z.string()).nullable(),
          /** of which the day of publication is not known well enough */
          possible: list(z.string()).nullable(),
        }),
      ),
    }),
    run: async ({ query, c }) => {
      const { catalogue, targets } = shippedCatalogue()
      const { on, day } = numberOf(query.on)
      c.header('cache-control', 'no-cache')
      return { on, items: targetsAnswer(catalogue, targets, day) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/catalogue/references',
    summary: {
      zh: '引用截至某日指向哪里，哪些已失效：目录所记与本产品各标准所引',
      en: 'Where references lead on a day and which are broken: those of the catalogue and of the standards that run here',
    },
    needs: 'nothing',
    query: z.object({ on, broken: z.enum(['true', 'false']).optional() }),
    answer: z.object({
      on: day,
      items: list(
        z.object({
          from: z.string(),
          to: z.string(),
          dated: z.boolean(),
          standings: list(z.enum(standings)),
          broken: z.boolean(),
          leadsTo: z.string().optional(),
          successor: z.string().optional(),
        }),
      ),
    }),
    run: async ({ query, c }) => {
      const { on, day } = numberOf(query.on)
      const all = referencesAnswer(resolve(shippedCatalogue().catalogue, shippedReferences(), day))
      c.header('cache-control', 'no-cache')
      return { on, items: all.filter((r) => query.broken === undefined || r.broken === (query.broken === 'true')) }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/catalogue/overlaps',
    summary: {
      zh: '可能重复的标准（候选，须由人判断）；给出 since 时，另列此日以来发布的标准触及的地方标准',
      en: 'Standards that may overlap: candidates for somebody to judge; with `since` also the local ones touched by what was published since',
    },
    needs: 'nothing',
    query: z.object({ on, since: day.optional() }),
    answer: z.object({
      on: day,
      since: day.nullable(),
      pairs: list(
        z.object({
          a: z.string(),
          b: z.string(),
          title: z.number(),
          scope: z.number().optional(),
          terms: z.number().optional(),
          score: z.number(),
          /** how much of the whole weight the score rests on, 0 to 1 */
          basis: z.number(),
          verdict: z.enum(['review', 'block']),
        }),
      ),
      reviews: list(z.object({ local: z.string(), published: z.string(), by: day, score: z.number() })),
    }),
    run: async ({ query: { on: asked, since = null }, c }) => {
      const { catalogue } = shippedCatalogue()
      const { on, day } = numberOf(asked)
      const triggers = since === null ? [] : reviewTriggers(catalogue, parseDay(since)!, day)
      c.header('cache-control', 'no-cache')
      return {
        on,
        since,
        pairs: overlapsAnswer(overlapCandidates(catalogue.editions)),
        reviews: reviewsAnswer(triggers),
      }
    },
  }),
]
