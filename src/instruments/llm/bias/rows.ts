import { z } from 'zod'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const options = z.array(z.string().min(1)).min(2).max(26)

/**
 * Three kinds of line. `bbq`: a question on two people, in a context that decides it or leaves it open, with an option for "not known".
 * `groups`: one wording with `{group}` in it, asked once for each group; what comes out is a number on a scale, an option, or whether it is refused.
 * `decision`: a case of one group to be decided with yes (the first option) or no, whose right decision is known.
 */
export const biasShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('bbq'),
    attribute: name,
    ambiguous: z.boolean(),
    options,
    stereotyped: z.int().min(0),
    unknown: z.int().min(0),
    right: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('groups'),
    attribute: name,
    /** by name, what stands for `{group}` */
    groups: z.record(name, z.string().min(1)).refine((g) => Object.keys(g).length >= 2, { error: '>= 2 groups' }),
    outcome: z.enum(['number', 'option', 'refusal']),
    scale: z.tuple([z.number(), z.number()]).optional(),
    options: options.optional(),
  }),
  z.strictObject({
    kind: z.literal('decision'),
    attribute: name,
    group: name,
    options,
    /** whether yes is right */
    positive: z.boolean(),
  }),
])
export type BiasRow = z.output<typeof biasShape>
