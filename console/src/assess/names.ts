import { useQuery } from '@tanstack/react-query'
import { standardsQuery, subjectsQuery } from '../api/queries.ts'
import { useWords } from '../words/words.ts'

/** Names for the ids that an assessment holds. */
export function useNames() {
  const { say } = useWords()
  const subjects = useQuery(subjectsQuery)
  const standards = useQuery(standardsQuery(true))
  return {
    system: (id: string) => say(subjects.data?.find((s) => s.id === id)?.title) || id.slice(0, 8),
    standard: (hash: string) => say(standards.data?.find((s) => s.hash === hash)?.title) || hash.slice(0, 12),
  }
}
