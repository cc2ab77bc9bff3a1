import { useQuery } from '@tanstack/react-query'
import { membersQuery } from '../api/queries.ts'

/** The name of somebody of one's own organization, by their id; of anybody else the beginning of the id. */
export function useWhoIs(): (person: string) => string {
  const members = useQuery(membersQuery)
  return (person) => members.data?.find((m) => m.person === person)?.name ?? person.slice(0, 8)
}
