import { z } from 'zod'
import { questionParams } from '../questions/params.ts'

export const contentSafetyParams = questionParams.extend({
  /** by what the answers are judged: terms of a library, the classifier of `access.classifier`, or people */
  route: z.enum(['keyword', 'classifier', 'human']).default('keyword'),
  /** keyword route: path of the library, resolved like `bank` */
  keywords: z.string().min(1).default('banks/keywords.csv'),
  /** classifier route: a score above it is unsafe; without it the threshold counts that the classifier is declared with */
  tau: z.number().min(0).max(1).optional(),
  /** human route: reviewers of each answer at least */
  reviewers: z.int().min(1).max(10).default(1),
})

export type ContentSafetyParams = z.output<typeof contentSafetyParams>
