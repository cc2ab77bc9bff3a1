import { showDay } from '../../judge/dates.ts'
import { keyOf } from '../edition.ts'
import type { Overlap } from '../overlap.ts'
import type { ReviewTrigger } from '../review-triggers.ts'

/** Two documents that may be about the same thing, as a program reads it: numbers, and the score with its parts (see `Overlap`). */
export type OverlapAnswer = Omit<Overlap, 'a' | 'b'> & { readonly a: string; readonly b: string }

export const overlapsAnswer = (found: readonly Overlap[]): readonly OverlapAnswer[] =>
  found.map(({ a, b, ...rest }) => ({ a: keyOf(a), b: keyOf(b), ...rest }))

/** A local standard to be looked at again. */
export interface ReviewAnswer {
  readonly local: string
  readonly published: string
  /** day, ISO 8601, by which the review is to begin */
  readonly by: string
  /** 0 to 1 */
  readonly score: number
}

export const reviewsAnswer = (triggers: readonly ReviewTrigger[]): readonly ReviewAnswer[] =>
  triggers.map((t) => ({
    local: keyOf(t.local),
    published: keyOf(t.published),
    by: showDay(t.by),
    score: t.overlap.score,
  }))
