import { useQuery } from '@tanstack/react-query'
import { membersQuery, standardsQuery, subjectsQuery } from '../api/queries.ts'
import { useWords } from '../words/words.ts'

/** Names for the ids that an assessment holds; where one may not be known, the beginning of its id. */
export function useNames() {
  const { say } = useWords()
  const subjects = useQuery(subjectsQuery)
  const standards = useQuery(standardsQuery(true))
  const members = useQuery(membersQuery)
  return {
    system: (id: string) => say(subjects.data?.find((s) => s.id === id)?.title) || id.slice(0, 8),
    standard: (hash: string) => say(standards.data?.find((s) => s.hash === hash)?.title) || hash.slice(0, 12),
    person: (id: string) => members.data?.find((m) => m.person === id)?.name ?? id.slice(0, 8),
  }
}
