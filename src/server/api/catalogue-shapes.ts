import { z } from 'zod'
import { adoptions, levels, statuses } from '../../catalogue/edition.ts'
import { relationTypes } from '../../catalogue/relations/relation.ts'
import { levels as reaches } from '../../crosswalk/framework.ts'
import { confidences, rationales, statuses as setStatuses } from '../../crosswalk/mapping.ts'
import { relations } from '../../crosswalk/relation.ts'
import { text } from './shapes.ts'

/** What is answered is not changed: it may be readonly as it is made. */
export const list = <T extends z.ZodType>(of: T) =>
  z.array(of).readonly() as unknown as z.ZodType<readonly z.output<T>[], readonly z.input<T>[]>
/** a day from 1970-01-01 */
const day = z.number().int()
const days = z.object({ first: day, last: day })
export const known = z.enum(['seen', 'recalled', 'proposed'])
const kept = z.record(z.string(), z.unknown()).readonly()

/** The parts of a number, by whose grammar it follows; `adopted` is such a number again. */
const identifier = z.looseObject({ scheme: z.string(), issuer: z.string() })

export const edition = z
  .object({
    identifier,
    title: text,
    level: z.enum(levels),
    status: z.enum(statuses),
    statusRead: z.string(),
    isoStage: z.string().optional(),
    published: days.optional(),
    effective: days.optional(),
    withdrawn: days.optional(),
    body: z.string(),
    class: z.string(),
    adopts: z.object({ degree: z.enum(adoptions), number: z.string(), known }).optional(),
    replacedBy: z.string().optional(),
    source: z.string(),
    known,
    note: z.string(),
  })
  .meta({ id: 'Edition' })

const titled = { title: text, known, note: z.string() }

export const heading = z.object({
  id: z.string(),
  issuedBy: text,
  issued: z.string(),
  status: z.enum(['draft', 'in-force', 'superseded']),
  ...titled,
})

export const classOf = z.object({ code: z.string(), parent: z.string().optional(), ...titled })

export const target = z.object({
  id: z.string(),
  policy: text,
  indicator: text,
  levels: list(z.enum(levels)),
  since: day,
  until: day,
  target: z.number(),
  countable: z.boolean(),
  known,
  note: z.string(),
})

export const wholeCatalogue = z.object({
  editions: list(edition),
  headings: list(heading),
  taxonomies: list(
    z.object({
      id: z.string(),
      classes: list(classOf),
    }),
  ),
  migrations: list(z.object({ from: z.string(), to: z.string(), mappings: list(z.looseObject({ id: z.string() })) })),
  classifications: list(
    z.object({
      number: z.string(),
      taxonomy: z.string(),
      class: z.string(),
      primary: z.boolean(),
      by: z.string(),
      known,
      note: z.string(),
    }),
  ),
  relations: list(
    z.object({
      from: z.string(),
      to: z.string(),
      type: z.enum(relationTypes),
      detail: z.string(),
      source: z.string(),
      known,
    }),
  ),
  targets: list(target),
})

const words = list(z.string())

const requirement = z.object({
  id: z.string(),
  parent: z.string().optional(),
  kind: z.string(),
  title: text,
  testable: z.boolean(),
  whole: z.boolean().optional(),
  known,
  note: z.string().optional(),
  kept: kept.optional(),
})

export const framework = z
  .object({
    id: z.string(),
    names: words,
    title: text,
    publisher: z.string().optional(),
    version: z.string().optional(),
    licence: z.string().optional(),
    source: z.string().optional(),
    level: z.enum(reaches).optional(),
    hash: z.string().optional(),
    kept: kept.optional(),
    requirements: list(requirement),
  })
  .meta({ id: 'Framework' })

export const mapping = z
  .object({
    id: z.string(),
    source: words,
    target: words,
    relation: z.enum([...relations, 'related']),
    rationale: z.enum(rationales).optional(),
    note: text.optional(),
    strength: z.number().optional(),
    confidence: z.enum(confidences),
    titles: z.object({ source: z.string().optional(), target: z.string().optional() }).optional(),
    known,
    from: z.string().optional(),
    kept: kept.optional(),
  })
  .meta({ id: 'Mapping' })

export const wholeCrosswalk = z.object({
  frameworks: list(framework),
  sets: list(
    z.object({
      id: z.string(),
      title: text,
      source: z.string(),
      target: z.string(),
      version: z.string(),
      status: z.enum(setStatuses),
      method: z.enum(['human', 'automation', 'hybrid']),
      author: z.enum(['official', 'plumbline', 'imported']),
      authors: words,
      reviewers: words,
      licence: z.string().optional(),
      publishable: z.boolean(),
      kept: kept.optional(),
      mappings: list(mapping),
    }),
  ),
})
