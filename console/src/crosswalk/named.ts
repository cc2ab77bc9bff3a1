import type { MappingSet } from '../../../src/crosswalk/mapping.ts'
import type { Network } from '../../../src/crosswalk/network.ts'
import { any, type Possible, spelled } from '../../../src/crosswalk/relation.ts'
import { reviewOf } from '../../../src/crosswalk/review/reviewed.ts'
import type { Say } from '../words/words.ts'

/** How many members of a group are named before the rest is only counted. */
const MOST = 4

/** A node in words: a requirement, or several that are meant together. */
export function nodeSaid({ t, say }: Say, { places, graph }: Network, node: number): string {
  const place = places[node]
  if (place) return `${place.framework.names[0]} ${place.requirement.id} ${say(place.requirement.title)}`
  const { from, to } = graph.membersOf
  const members = [...to.subarray(from[node]!, from[node + 1]!)].flatMap((n) => places[n] ?? [])
  const [first] = members
  // what a requirement says of its own, beside its parts
  if (first === undefined) return t('crosswalk/ownPart')
  const ids = members.slice(0, MOST).map((m) => m.requirement.id)
  const more = members.length > MOST ? t('crosswalk/andMore', { n: members.length - MOST }) : ''
  return `${first.framework.names[0]} ${ids.join(' + ')}${more}${t('crosswalk/together')}`
}

export const possibleSaid = ({ t }: Say, possible: Possible): string =>
  possible === any
    ? t('crosswalk/nothingFollows')
    : spelled(possible)
        .map((r) => t(`relationOf/${r}`))
        .join(t('catalogue/or'))

/** Who looked at a set beside its authors, and where nobody or one person alone did, that. */
export function reviewSaid({ t }: Say, set: MappingSet): string {
  const { reviewed, reviewers } = reviewOf(set)
  if (reviewed === 'by-nobody') return t('crosswalk/noReviewer')
  const names = reviewers.join(', ')
  return reviewed === 'by-one' ? t('crosswalk/oneReviewer', { names }) : names
}
