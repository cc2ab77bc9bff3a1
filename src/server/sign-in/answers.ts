import { type Problem, ProblemError } from '../../language/problem.ts'
import { type RefusalCode, refusal, statusOf } from './problems.ts'

const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }

export function answer(value: unknown): Response {
  return new Response(JSON.stringify(value ?? {}), { headers })
}

/** Everything wrong, in both languages. `wait`: seconds. */
export function refused(problems: readonly Problem[], wait?: number): Response {
  return new Response(JSON.stringify({ problems }), {
    status: statusOf(problems),
    headers: wait === undefined ? headers : { ...headers, 'retry-after': String(wait) },
  })
}

export const refusedAs = (code: RefusalCode): Response => refused([refusal(code)])

/** undefined for what is no refusal but a fault. */
export function refusedBy(error: unknown): Response | undefined {
  return error instanceof ProblemError ? refused(error.problems) : undefined
}

/** The library's words for what it refuses, in ours. */
const known: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'sign-in-wrong',
  INVALID_EMAIL: 'request-malformed',
  VALIDATION_ERROR: 'request-malformed',
  INVALID_REQUEST_BODY: 'request-malformed',
  INVALID_PASSWORD: 'password-wrong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'password-wrong',
  PASSWORD_TOO_SHORT: 'password-short',
  PASSWORD_TOO_LONG: 'password-long',
  INVALID_ORIGIN: 'origin-foreign',
  MISSING_OR_NULL_ORIGIN: 'origin-foreign',
  CROSS_SITE_NAVIGATION_LOGIN_BLOCKED: 'origin-foreign',
  INVALID_CALLBACK_URL: 'origin-foreign',
  INVALID_REDIRECT_URL: 'origin-foreign',
  INVALID_ERROR_CALLBACK_URL: 'origin-foreign',
  INVALID_NEW_USER_CALLBACK_URL: 'origin-foreign',
  UNAUTHORIZED: 'not-signed-in',
  SESSION_NOT_FRESH: 'not-signed-in',
  CODE_USED: 'code-used',
  INVALID_CODE: 'code-wrong',
  INVALID_BACKUP_CODE: 'code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'challenge-over',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'challenge-over',
  ACCOUNT_TEMPORARILY_LOCKED: 'too-many-attempts',
  TOTP_ALREADY_ENABLED: 'second-factor-on',
  TOTP_NOT_ENABLED: 'second-factor-off',
  TWO_FACTOR_NOT_ENABLED: 'second-factor-off',
  BACKUP_CODES_NOT_ENABLED: 'second-factor-off',
  PROVIDER_NOT_FOUND: 'not-found',
}

/** An answer of the library: as it is where it is one, else as problems; cookies are kept. */
export async function translated(response: Response): Promise<Response> {
  if (response.status < 400) return response
  const text = await response.text()
  const code = codeIn(text)
  const byStatus: RefusalCode =
    response.status >= 500
      ? 'fault'
      : response.status === 401
        ? 'not-signed-in'
        : response.status === 404
          ? 'not-found'
          : response.status === 429
            ? 'too-many-attempts'
            : 'refused'
  const own = refusedAs((code && known[code]) || byStatus)
  for (const cookie of response.headers.getSetCookie()) own.headers.append('set-cookie', cookie)
  return own
}

function codeIn(text: string): string | undefined {
  try {
    const { code } = JSON.parse(text) as { code?: unknown }
    return typeof code === 'string' ? code : undefined
  } catch {
    return undefined
  }
}
