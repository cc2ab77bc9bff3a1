import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { bytesOf, get } from './client.ts'
import type {
  Assessment,
  AssessmentState,
  AuditEntry,
  Invitation,
  Items,
  Member,
  Membership,
  Office,
  Page,
  Plan,
  Publication,
  ReportRow,
  RequestRow,
  SessionAnswer,
  StandardFull,
  StandardRow,
  Subject,
  SubjectVersion,
  Token,
} from './types.ts'

const v1 = '/api/v1'
const search = (given: Readonly<Record<string, string | undefined>>) => {
  const kept = Object.entries(given).filter((e): e is [string, string] => e[1] !== undefined && e[1] !== '')
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`
}
const one = <T>(key: readonly unknown[], path: string) =>
  queryOptions({ queryKey: key, queryFn: ({ signal }) => get<T>(path, signal) })
const items = <T>(key: readonly unknown[], path: string) =>
  queryOptions({ queryKey: key, queryFn: async ({ signal }) => (await get<Items<T>>(path, signal)).items })

export const sessionQuery = one<SessionAnswer>(['session'], `${v1}/session`)
export const subjectsQuery = items<Subject>(['subjects'], `${v1}/subjects`)
export const subjectQuery = (id: string) =>
  one<Subject & Items<SubjectVersion>>(['subjects', id], `${v1}/subjects/${id}`)
export const standardsQuery = (all = false) =>
  items<StandardRow>(['standards', { all }], `${v1}/standards${search({ all: all ? 'true' : undefined })}`)
export const standardQuery = (hash: string) =>
  queryOptions({
    ...one<StandardFull>(['standards', hash], `${v1}/standards/${hash}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const assessmentsQuery = (filter: { state?: AssessmentState; subject?: string } = {}) =>
  infiniteQueryOptions({
    queryKey: ['assessments', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Assessment>>(`${v1}/assessments${search({ ...filter, cursor: pageParam, limit: '50' })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
export const assessmentQuery = (id: string) => one<Assessment>(['assessments', id], `${v1}/assessments/${id}`)
export const planQuery = (id: string) => one<Plan>(['assessments', id, 'plan'], `${v1}/assessments/${id}/plan`)
export const reportsQuery = (assessment: string) =>
  items<ReportRow>(['assessments', assessment, 'reports'], `${v1}/assessments/${assessment}/reports`)
export const reportQuery = (id: string) => one<ReportRow>(['reports', id], `${v1}/reports/${id}`)
const bundle = (key: readonly unknown[], path: string) =>
  queryOptions({ queryKey: key, queryFn: () => bytesOf(path), staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 })
export const bundleQuery = (id: string) => bundle(['reports', id, 'bundle'], `${v1}/reports/${id}/bundle`)
export const officesQuery = items<Office>(['offices'], `${v1}/offices`)
export const requestsQuery = (side: 'sent' | 'received') =>
  queryOptions({
    ...items<RequestRow>(['requests', side], `${v1}/requests?side=${side}`),
    // what happens in another organization's space is in no event of one's own
    refetchInterval: 30_000,
  })
export const registerQuery = (words: string) =>
  infiniteQueryOptions({
    queryKey: ['register', 'list', words],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Publication>>(`${v1}/register${search({ search: words, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
export const publicationQuery = (id: string) => one<Publication>(['register', id], `${v1}/register/${id}`)
export const publicationBundleQuery = (id: string) => bundle(['register', id, 'bundle'], `${v1}/register/${id}/bundle`)
export const auditQuery = (after: number) => items<AuditEntry>(['audit', after], `${v1}/audit?after=${after}`)

const plain = <T>(key: readonly unknown[], path: string) => one<readonly T[]>(key, `/api/auth/${path}`)
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
