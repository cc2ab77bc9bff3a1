import { ApiError, unreachable, waitOf } from './refused.ts'
import type { Invited, Kind, MemberRole, Permission, Problem } from './types.ts'

/** What is under `/api/auth`, which is partly a library's: GET without a body. Throws ApiError. */
export async function auth<T = unknown>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`/api/auth/${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiError(0, [unreachable()])
  })
  const said = (await response.json().catch(() => ({}))) as T & { problems?: readonly Problem[] }
  if (response.ok) return said
  throw new ApiError(response.status, said.problems ?? [], waitOf(response))
}

export interface Newcomer {
  readonly name: string
  readonly email: string
  readonly password: string
}
export interface NewOrganization {
  readonly kind: Kind
  readonly name: { readonly zh: string; readonly en: string }
}

export const signInWith = (email: string, password: string) =>
  auth<{ twoFactorRedirect?: boolean }>('sign-in/email', { email, password })
/** where the provider asks who one is */
export const signInBy = (provider: string, callbackURL: string) =>
  auth<{ url: string }>('sign-in/social', { provider, callbackURL })
export const verifyCode = (code: string) => auth('two-factor/verify-totp', { code })
export const verifyBackupCode = (code: string) => auth('two-factor/verify-backup-code', { code })
export const signOut = () => auth('sign-out', {})
export const setUp = (body: Newcomer & { token: string; organization?: NewOrganization }) => auth('set-up', body)
export const lookInvitation = (token: string) =>
  auth<{ name: { zh: string; en: string }; role: MemberRole; email: string | null }>('invitation/look', { token })
export const joinBy = (body: Newcomer & { token: string }) => auth('invitation/join', body)
export const acceptInvitation = (token: string) => auth('invitation/accept', { token })
export const chooseOrganization = (org: string) => auth('organization/choose', { org })
export const foundOrganization = (body: NewOrganization & { ownerEmail?: string }) =>
  auth<{ org: string; invitation: Invited }>('organization/found', body)
export const invite = (body: { role: MemberRole; email?: string; days: number }) =>
  auth<Invited>('invitation/create', body)
export const withdrawInvitation = (id: string) => auth('invitation/withdraw', { id })
export const changeRole = (person: string, role: MemberRole) => auth('member/role', { person, role })
export const removeMember = (person: string) => auth('member/remove', { person })
export const makeToken = (body: { name: string; scopes: readonly Permission[]; days: number }) =>
  auth<{ id: string; token: string; prefix: string }>('token/create', body)
export const revokeToken = (id: string) => auth('token/revoke', { id })
export const revokeSession = (token: string) => auth('revoke-session', { token })
export const changePassword = (currentPassword: string, newPassword: string) =>
  auth('change-password', { currentPassword, newPassword })
export const enableSecondFactor = (password: string) =>
  auth<{ totpURI: string; backupCodes: readonly string[] }>('two-factor/enable', { password })
export const disableSecondFactor = (password: string) => auth('two-factor/disable', { password })
