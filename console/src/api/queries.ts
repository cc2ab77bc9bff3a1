import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Given } from '../../../src/server/client.ts'
import { ask, bytesOf } from './client.ts'
import { auth } from './sign-in.ts'
import type { AssessmentState, Invitation, Member, Membership, RequestRow, Token } from './types.ts'

const one = <T>(key: readonly unknown[], asked: (beside: { signal: AbortSignal }) => Promise<T>) =>
  queryOptions({ queryKey: key, queryFn: ({ signal }) => asked({ signal }) })
const items = <T>(key: readonly unknown[], asked: (beside: { signal: AbortSignal }) => Promise<{ items: T[] }>) =>
  one<readonly T[]>(key, async (beside) => (await asked(beside)).items)

/** All pages one after the other, for lists that are counted and sorted by other things than time; an organization has no more than some thousands. */
async function everyPage<T>(
  asked: (cursor: { cursor?: string }) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = []
  let cursor: string | null = null
  do {
    const page: { items: T[]; next: string | null } = await asked(cursor === null ? {} : { cursor })
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== null && all.length < 10_000)
  return all
}

export const sessionQuery = one(['session'], (beside) => ask('GET /session', beside))
export const subjectsQuery = items(['subjects'], (beside) => ask('GET /subjects', beside))
export const archivedSubjectsQuery = items(['subjects', 'archived'], (beside) =>
  ask('GET /subjects', { query: { archived: 'only' }, ...beside }),
)
export const subjectQuery = (id: string) =>
  one(['subjects', id], (beside) => ask('GET /subjects/:id', { params: { id }, ...beside }))
export const standardsQuery = (all = false) =>
  items(['standards', { all }], (beside) => ask('GET /standards', { query: all ? { all: 'true' } : {}, ...beside }))
export const standardQuery = (hash: string) =>
  queryOptions({
    ...one(['standards', hash], (beside) => ask('GET /standards/:hash', { params: { hash }, ...beside })),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const assessmentsQuery = (filter: { state?: AssessmentState; subject?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ['assessments', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /assessments', { query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}), limit: 50 }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
export const assessmentQuery = (id: string) =>
  one(['assessments', id], (beside) => ask('GET /assessments/:id', { params: { id }, ...beside }))
export const planQuery = (id: string) =>
  one(['assessments', id, 'plan'], (beside) => ask('GET /assessments/:id/plan', { params: { id }, ...beside }))
export const reportsQuery = (assessment: string) =>
  items(['assessments', assessment, 'reports'], (beside) =>
    ask('GET /assessments/:id/reports', { params: { id: assessment }, ...beside }),
  )
export const evidenceQuery = (assessment: string) =>
  items(['assessments', assessment, 'evidence'], (beside) =>
    ask('GET /assessments/:id/evidence', { params: { id: assessment }, ...beside }),
  )
export const sheetsQuery = (assessment: string) =>
  items(['assessments', assessment, 'sheets'], (beside) =>
    ask('GET /assessments/:id/sheets', { params: { id: assessment }, ...beside }),
  )
export type ReportFilter = Omit<NonNullable<Given<'GET /reports'>['query']>, 'cursor' | 'limit'>
export const allReportsQuery = (filter: ReportFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /reports', { query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
export const reportQuery = (id: string) =>
  one(['reports', id], (beside) => ask('GET /reports/:id', { params: { id }, ...beside }))
const bundle = (key: readonly unknown[], asked: () => Promise<Response>) =>
  queryOptions({
    queryKey: key,
    queryFn: () => bytesOf(asked()),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
export const bundleQuery = (id: string) =>
  bundle(['reports', id, 'bundle'], () => ask('GET /reports/:id/bundle', { params: { id } }))
export const officesQuery = items(['offices'], (beside) => ask('GET /offices', beside))
export const requestsQuery = (side: 'sent' | 'received') =>
  queryOptions({
    ...one<readonly RequestRow[]>(['requests', side], (beside) =>
      everyPage((cursor) => ask('GET /requests', { query: { side, limit: 200, ...cursor }, ...beside })),
    ),
    // what happens in another organization's space is in no event of one's own
    refetchInterval: 30_000,
  })
export const backTestsQuery = infiniteQueryOptions({
  queryKey: ['back-tests', 'list'],
  queryFn: ({ pageParam, signal }) => ask('GET /back-tests', { query: pageParam ? { cursor: pageParam } : {}, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})
export const backTestQuery = (id: string) =>
  queryOptions({
    ...one(['back-tests', id], (beside) => ask('GET /back-tests/:id', { params: { id }, ...beside })),
    // how far it is comes with no event of its own
    refetchInterval: ({ state }) => (state.data && ['queued', 'running'].includes(state.data.state) ? 1500 : false),
  })
export const projectsQuery = one(['projects'], (beside) => ask('GET /projects', beside))
export const projectQuery = (id: string, on?: string) =>
  one(['projects', id, on ?? ''], (beside) =>
    ask('GET /projects/:id', { params: { id }, query: on === undefined ? {} : { on }, ...beside }),
  )
export const proceduresQuery = queryOptions({
  ...items(['procedures'], (beside) => ask('GET /procedures', beside)),
  staleTime: Number.POSITIVE_INFINITY,
})
export const committeeQuery = one(['committee'], (beside) => ask('GET /committee', beside))
export const commentDraftsQuery = items(['comment-drafts'], (beside) => ask('GET /comment-drafts', beside))
export const companiesQuery = items(['companies'], (beside) => ask('GET /companies', beside))
export type ActionFilter = Omit<NonNullable<Given<'GET /corrective-actions'>['query']>, 'cursor' | 'limit'>
export const correctiveActionsQuery = (filter: ActionFilter) =>
  infiniteQueryOptions({
    queryKey: ['corrective-actions', filter],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /corrective-actions', { query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: 30_000,
  })
export const industriesQuery = infiniteQueryOptions({
  queryKey: ['industry', 'list'],
  queryFn: ({ pageParam, signal }) => ask('GET /industry', { query: pageParam ? { cursor: pageParam } : {}, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})
export const industryQuery = (id: string) =>
  one(['industry', id], (beside) => ask('GET /industry/:id', { params: { id }, ...beside }))
export const registerQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: ['register', 'list', words],
    queryFn: ({ pageParam, signal }) =>
      ask('GET /register', {
        query: { ...(words ? { search: words } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
export const publicationQuery = (id: string) =>
  one(['register', id], (beside) => ask('GET /register/:id', { params: { id }, ...beside }))
export const publicationBundleQuery = (id: string) =>
  bundle(['register', id, 'bundle'], () => ask('GET /register/:id/bundle', { params: { id } }))
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices'],
  queryFn: ({ pageParam, signal }) => ask('GET /notices', { query: pageParam ? { cursor: pageParam } : {}, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next,
})
/** the newest without a number, else those before it; in order */
export const auditQuery = (before = 2_147_483_647) =>
  items(['audit', before], (beside) => ask('GET /audit', { query: { before, limit: 100 }, ...beside }))

export const draftsQuery = items(['drafts'], (beside) => ask('GET /drafts', beside))
export const draftQuery = (id: string) =>
  queryOptions({
    ...one(['drafts', id, 'text'], (beside) => ask('GET /drafts/:id', { params: { id }, ...beside })),
    // what is being written is not read again over the writer
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
/** A version never changes. */
export const draftVersionQuery = (id: string, version: number) =>
  queryOptions({
    ...one(['drafts', id, 'text', version], (beside) =>
      ask('GET /drafts/:id', { params: { id }, query: { version }, ...beside }),
    ),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const draftVersionsQuery = (id: string) =>
  items(['drafts', id, 'versions'], (beside) =>
    ask('GET /drafts/:id/versions', { params: { id }, query: { limit: 200 }, ...beside }),
  )
export const draftCommentsQuery = (id: string) =>
  items(['drafts', id, 'comments'], (beside) => ask('GET /drafts/:id/comments', { params: { id }, ...beside }))

export const secretsQuery = items(['secrets'], (beside) => ask('GET /secrets', beside))

const plain = <T>(key: readonly unknown[], path: string) =>
  one(key, ({ signal }) => auth<readonly T[]>(path, undefined, signal))
export const membershipsQuery = plain<Membership>(['memberships'], 'organization/list')
export const membersQuery = plain<Member>(['members'], 'member/list')
export const invitationsQuery = plain<Invitation>(['invitations'], 'invitation/list')
export const tokensQuery = plain<Token>(['tokens'], 'token/list')
export const sessionsQuery = plain<{
  readonly token: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly ipAddress?: string | null
  readonly userAgent?: string | null
}>(['sessions'], 'list-sessions')
