import { answer, refused, refusedAs, refusedBy, translated } from './answers.ts'
import type { Attempts } from './attempts.ts'
import { ADDRESS_HEADER, BASE, type Library } from './library.ts'
import { foreign } from './origin.ts'
import { weakness } from './passwords.ts'
import type { Principal } from './principal.ts'
import { refusal } from './problems.ts'
import { type Hall, routes } from './routes.ts'

/** What is open of the library; what a new version of it adds stays shut. */
const open =
  /^\/(sign-in\/(email|social)|callback\/[a-z0-9-]+|sign-out|get-session|list-sessions|revoke-(session|sessions|other-sessions)|change-password|two-factor\/(enable|disable|verify-totp|verify-backup-code|generate-backup-codes|get-totp-uri))$/
/** where a password is guessed at */
const guessing = /^\/(sign-in\/email|change-password|two-factor\/(enable|disable|generate-backup-codes|get-totp-uri))$/
/** where a secret of ours is guessed at */
const knocking = /^\/(set-up|invitation\/(look|join|accept))$/
const LARGEST = 64 * 1024

export interface Desk {
  readonly hall: Hall
  readonly library: Library
  readonly attempts: Attempts
  readonly origin: string
  readonly principal: (headers: Headers) => Promise<Principal | undefined>
}

/** One request under `/api/auth`. `address`: of the client, as the server knows it. */
export async function handle(desk: Desk, request: Request, address: string): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.slice(BASE.length)
  const text = request.method === 'GET' ? '' : await request.text()
  if (text.length > LARGEST) return refusedAs('request-large')
  const body = bodyOf(request, text)
  // no character zero: the database has none, and would fail over it
  if (body === undefined || /%00/.test(request.url) || JSON.stringify(body).includes('\\u0000'))
    return refusedAs('request-malformed')
  if (foreign(request, desk.origin)) return refusedAs('origin-foreign')
  const headers = new Headers(request.headers)
  headers.delete('authorization')
  headers.set(ADDRESS_HEADER, address)
  const own = Object.hasOwn(routes, path)
  if (!own && !open.test(path)) return refusedAs('not-found')
  const account = guessing.test(path) ? await accountOf(desk, path, body, headers) : ''
  const counted = guessing.test(path) || knocking.test(path)
  const wait = counted ? await desk.attempts.begin(account, address) : undefined
  if (wait !== undefined) return refused([refusal('too-many-attempts')], wait)
  const response = own
    ? await ours(desk, path, request.method, body, headers)
    : await theirs(desk, url, request.method, body, headers)
  if (counted && response.ok) await desk.attempts.right(account, address)
  return response
}

/** An object; undefined where it is something else. */
function bodyOf(request: Request, text: string): Record<string, unknown> | undefined {
  if (text === '') return {}
  if (!/^application\/json\b/.test(request.headers.get('content-type') ?? '')) return undefined
  try {
    const body = JSON.parse(text) as unknown
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** The same word whether a password is guessed at by signing in or from a session. */
async function accountOf(desk: Desk, path: string, { email }: Record<string, unknown>, headers: Headers) {
  if (path === '/sign-in/email') return typeof email === 'string' ? email.trim() : ''
  return (await desk.library.session(headers))?.email ?? ''
}

async function ours(desk: Desk, path: string, method: string, body: object, headers: Headers): Promise<Response> {
  const { needs, run, signsIn, ...route } = routes[path]!
  if (method !== route.method) return refusedAs('not-found')
  const read = route.body.safeParse(body)
  if (!read.success) {
    const wrong = read.error.issues.slice(0, 20)
    return refused(wrong.map((issue) => refusal('request-malformed', { place: { path: issue.path.join('.') } })))
  }
  const signed = needs === 'nothing' ? undefined : await desk.library.session(headers)
  if (needs !== 'nothing' && !signed) return refusedAs('not-signed-in')
  const principal = needs === 'nothing' || needs === 'person' ? undefined : await desk.principal(headers)
  if (needs !== 'nothing' && needs !== 'person') {
    if (!principal) return refusedAs('not-allowed')
    if (needs !== 'member' && !principal.permissions.includes(needs)) return refusedAs('not-allowed')
  }
  try {
    // what a route does not need it does not look at
    const value = await run(desk.hall, read.data, signed!, principal!)
    return signsIn ? await signedIn(desk, body, value, headers) : answer(value)
  } catch (error) {
    const refusedAnswer = refusedBy(error)
    if (refusedAnswer) return refusedAnswer
    throw error
  }
}

/** The answer with the cookie of a new session. */
async function signedIn(desk: Desk, body: object, value: unknown, headers: Headers): Promise<Response> {
  const { email, password } = body as { email: string; password: string }
  const fresh = new Headers(headers)
  fresh.delete('cookie')
  const url = new URL(`${desk.origin}${BASE}/sign-in/email`)
  const response = await theirs(desk, url, 'POST', { email, password }, fresh)
  const own = answer(value)
  for (const cookie of response.headers.getSetCookie()) own.headers.append('set-cookie', cookie)
  return own
}

async function theirs(desk: Desk, url: URL, method: string, body: Record<string, unknown>, headers: Headers) {
  const path = url.pathname.slice(BASE.length)
  const sent = { ...body }
  if (path === '/change-password') {
    const weak = weakness(typeof sent['newPassword'] === 'string' ? sent['newPassword'] : '')
    if (weak) return refused([weak])
    // who changes it because somebody else knows it wants that one out
    sent['revokeOtherSessions'] = true
  }
  // a device that is trusted would stay so when its sessions are revoked
  delete sent['trustDevice']
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  const init = method === 'GET' ? {} : { body: JSON.stringify(sent) }
  return translated(await desk.library.handler(new Request(url, { method, headers, ...init })))
}
