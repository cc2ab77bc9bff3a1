import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'
import { sessionQuery } from '../api/queries.ts'
import { ApiError } from '../api/refused.ts'

/** Where a session has ended meanwhile, the next question says so: then to sign in, and back to the same page. */
export function watchSession(queries: QueryClient, router: AnyRouter): void {
  queries.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'error') return
    const { error } = event.action
    if (!(error instanceof ApiError) || error.status !== 401) return
    const session = queries.getQueryData(sessionQuery.queryKey)
    if (!session?.person) return
    queries.setQueryData(sessionQuery.queryKey, { ...session, principal: null, person: null })
    void router.invalidate()
  })
}
