import type { Catalogue } from './catalogue.ts'
import type { Edition } from './edition.ts'
import { type Overlap, overlapCandidates } from './overlap.ts'

/** A local standard that is to be looked at again because a higher level published one that may be on the same thing. */
export interface ReviewTrigger {
  readonly local: Edition
  readonly published: Edition
  /** days, from 1970-01-01, the last on which the review is to begin; where the day of publication is not known, the earliest that it may be */
  readonly by: number
  readonly overlap: Overlap
}

/** Days after publication within which the review begins. Ours (proposed). */
const within = 30

/** National and industry standards published in a time (days from 1970-01-01, both included), and the local ones that they may overlap. Rule SYS-4. */
export function reviewTriggers(catalogue: Catalogue, since: number, until: number): readonly ReviewTrigger[] {
  const isLocal = ({ level }: Edition) => level === 'local'
  const isNew = ({ level, published, status }: Edition) =>
    (level === 'national' || level === 'industry') &&
    status !== 'project' &&
    published !== undefined &&
    published.last >= since &&
    published.first <= until
  const candidates = catalogue.editions.filter((e) => isLocal(e) || isNew(e))
  return overlapCandidates(candidates).flatMap((overlap) => {
    const [local, published] = isLocal(overlap.a) ? [overlap.a, overlap.b] : [overlap.b, overlap.a]
    return isLocal(local) && isNew(published)
      ? [{ local, published, by: published.published!.first + within, overlap }]
      : []
  })
}
