import type { RubricId } from './model/rubrics.ts'

/** What a second service does with an answer after the subject gave it; part of what is asked, so it is JSON. */
export type Afterwards =
  | { readonly by: 'classifier' }
  | {
      readonly by: 'judge'
      readonly rubric: RubricId
      /** what the judge must know of the question: the request, or the material that the answer has to keep to */
      readonly about: string
    }

/** Which service that is, by its section of `access`. */
export type SecondService = Afterwards['by']
