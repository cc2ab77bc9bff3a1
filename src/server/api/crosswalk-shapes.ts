import { z } from 'zod'
import { levels } from '../../crosswalk/framework.ts'
import { relations } from '../../crosswalk/relation.ts'
import { list, mapping } from './catalogue-shapes.ts'
import { problem, text } from './shapes.ts'

const words = list(z.string())
/** all relations that are left possible */
const possible = list(z.enum(relations))
/** `framework#id`; null: several requirements taken together */
const node = z.string().nullable()

export const bounds = z.object({
  /** testable requirements */
  of: z.number(),
  /** satisfied at least, and at most */
  proved: z.number(),
  atMost: z.number(),
  failed: z.number(),
  contradicted: z.number(),
})

export const frameworkLine = z.object({
  id: z.string(),
  name: z.string(),
  title: text,
  level: z.enum(levels).nullable(),
  requirements: z.number(),
  testable: z.number(),
  mappings: z.number(),
  source: z.string().nullable(),
})

export const chain = z.object({
  possible,
  /** place of the link that says least, from 0 */
  weakest: z.number(),
  links: list(
    z.object({
      from: z.string(),
      to: z.string(),
      level: z.enum(levels).nullable(),
      possible,
      set: z.string(),
      /** of the set; none: nobody but its authors looked at it */
      reviewers: words,
      mapping,
    }),
  ),
})

/** what the reader has to know beside, such as that the mappings were made for another text of the standard */
const warnings = list(problem)

export const proof = z.object({
  framework: z.string(),
  hops: z.number(),
  bounds,
  requirements: list(
    z.object({
      id: z.string(),
      standing: z.enum(['proved', 'partly', 'failed', 'contradicted', 'unknown']),
      proofs: list(
        z.object({
          says: z.enum(['proved', 'partly', 'failed']),
          findings: list(node),
          steps: list(
            z.object({
              from: node,
              to: node,
              possible,
              /** none: from a whole to its part, or back */
              set: z.string().optional(),
              mapping: z.string().optional(),
            }),
          ),
        }),
      ).optional(),
    }),
  ),
  /** never findings: a person has to look */
  candidates: list(z.object({ from: node, to: node, possible })),
  warnings,
})

export const workPlan = z.object({
  framework: z.string(),
  cost: z.number(),
  /** false: something cheaper may suffice too */
  proven: z.boolean(),
  chosen: list(z.object({ requirement: z.string(), cost: z.number() })),
  /** requirements that no work of the list reaches */
  beyond: words,
  warnings,
})
