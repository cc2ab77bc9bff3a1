import type { MappingSet } from '../mapping.ts'

/** How many people who are not its authors looked at every row of a set: a mapping wants two, each by themselves. */
export type Reviewed = 'by-nobody' | 'by-one' | 'by-two'

export interface Review {
  readonly reviewed: Reviewed
  /** without those who are its authors, too */
  readonly reviewers: readonly string[]
}

/** Who reviewed a set, and with it each of its rows. */
export function reviewOf(set: Pick<MappingSet, 'authors' | 'reviewers'>): Review {
  const plain = (name: string) => name.normalize('NFKC').trim().toLowerCase()
  const authors = new Set(set.authors.map(plain))
  const others = new Map(set.reviewers.map((name) => [plain(name), name]))
  const reviewers = [...others].flatMap(([key, name]) => (key === '' || authors.has(key) ? [] : [name]))
  const [none, one] = [reviewers.length === 0, reviewers.length === 1]
  return { reviewed: none ? 'by-nobody' : one ? 'by-one' : 'by-two', reviewers }
}
