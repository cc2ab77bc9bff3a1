import { useQuery } from '@tanstack/react-query'
import { membersQuery, officesQuery, requestsQuery, standardsQuery, subjectsQuery } from '../api/queries.ts'
import { useMay } from '../shell/principal.ts'
import { useWords } from '../words/words.ts'

/** Names for the ids that an assessment holds; where one may not be known, the beginning of its id. */
export function useNames() {
  const { say } = useWords()
  const may = useMay()
  const subjects = useQuery(subjectsQuery)
  // a system of somebody else's is known by what was asked or ordered
  const received = useQuery({ ...requestsQuery('received'), enabled: may('request.answer') })
  const ordered = useQuery({ ...requestsQuery('sent'), enabled: may('inspection.order') })
  const standards = useQuery(standardsQuery(true))
  const members = useQuery(membersQuery)
  const offices = useQuery(officesQuery)
  const others = [...(received.data ?? []), ...(ordered.data ?? [])]
  return {
    system: (id: string) =>
      say(subjects.data?.find((s) => s.id === id)?.title) ||
      say(others.find((r) => r.subject === id)?.subjectTitle ?? undefined) ||
      id.slice(0, 8),
    standard: (hash: string) => say(standards.data?.find((s) => s.hash === hash)?.title) || hash.slice(0, 12),
    /** of an office, or of whoever asked for an assessment */
    organization: (id: string) =>
      say(offices.data?.find((o) => o.id === id)?.name) ||
      say(others.find((r) => r.org === id)?.orgName) ||
      id.slice(0, 8),
    /** who works for another organization is known by that */
    person: (id: string, org?: string) =>
      members.data?.find((m) => m.person === id)?.name ||
      say(offices.data?.find((o) => o.id === org)?.name) ||
      id.slice(0, 8),
  }
}
