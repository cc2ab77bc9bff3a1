import { useQuery } from '@tanstack/react-query'
import { requestsQuery } from '../api/queries.ts'
import { usePrincipal } from '../shell/principal.ts'

/** Inspections of one's own side: a regulator's are those that it performs, a company's those that were ordered of it. */
export function useInspections(enabled = true) {
  const { kind } = usePrincipal()
  const isRegulator = kind === 'regulator'
  const query = useQuery({
    ...requestsQuery(isRegulator ? 'sent' : 'received'),
    select: (all) => all.filter((r) => r.kind === 'inspection'),
    enabled,
  })
  return { isRegulator, query }
}
