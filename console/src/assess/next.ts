import type { Assessment, Permission } from '../api/types.ts'
import type { WordKey } from '../words/words.ts'

/** What somebody can do next with an assessment, in a word. */
export function nextOf(
  { state, activity, determinedBy }: Assessment,
  person: string,
  permissions: readonly Permission[],
): WordKey {
  if (activity === 'failed') return 'home/nextFix'
  if (activity === 'paused') return 'home/nextResume'
  if (activity !== 'idle') return 'home/nextWatch'
  const apart = !determinedBy.includes(person)
  switch (state) {
    case 'selection':
    case 'determination':
      return 'home/nextDescribe'
    case 'review':
      return apart && permissions.includes('assessment.review') ? 'home/nextReview' : 'home/nextReport'
    case 'decision':
      return apart && permissions.includes('assessment.decide') ? 'home/nextDecide' : 'home/nextReport'
    default:
      return 'home/nextReport'
  }
}
