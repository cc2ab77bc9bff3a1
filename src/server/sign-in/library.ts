import { randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { symmetricDecrypt } from 'better-auth/crypto'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { Engine } from '../../registry/engine.ts'
import { authDialect } from './dialect.ts'
import { faultOf } from './faults.ts'
import { stepOf, takeStep } from './one-time-code.ts'
import type { SignInOptions } from './options.ts'
import { hashPassword, LONGEST, SHORTEST, verifyPassword } from './passwords.ts'

export const BASE = '/api/auth'

/** Who is signed in by the cookie of a request. */
export interface Signed {
  readonly person: string
  readonly name: string
  readonly email: string
  readonly sessionId: string
  readonly activeOrg: string | null
}

/** What we use of better-auth: sessions, cookies, second factor, OpenID Connect. */
export interface Library {
  handler(request: Request): Promise<Response>
  session(headers: Headers): Promise<Signed | undefined>
}

/** The address of a request in the library's eyes; nothing that a client sends gets there. */
export const ADDRESS_HEADER = 'x-plumbline-address'

export function library(engine: Engine, options: SignInOptions): Library {
  const { secret, origin, providers = [], sessionDays = 7, report = () => {} } = options
  const auth = betterAuth({
    appName: 'Plumbline',
    secret,
    baseURL: origin,
    basePath: BASE,
    trustedOrigins: [origin],
    database: { dialect: authDialect(engine), type: 'postgres' },
    telemetry: { enabled: false },
    // no level: where one is set, it prints refusals past this
    logger: { log: (level, _, ...details) => reportOf(report, level, details) },
    onAPIError: { errorURL: `${origin}/sign-in` },
    emailAndPassword: {
      enabled: true,
      // accounts are made by a set-up or an invitation
      disableSignUp: true,
      minPasswordLength: SHORTEST,
      maxPasswordLength: LONGEST,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    account: { encryptOAuthTokens: true, accountLinking: { trustedProviders: providers.map(({ id }) => id) } },
    session: {
      expiresIn: sessionDays * 24 * 3600,
      additionalFields: { activeOrg: { type: 'string', required: false, input: false } },
    },
    // guesses are counted by us, over accounts too
    rateLimit: { enabled: false },
    advanced: {
      // said, because a run under test turns them off where they are not
      disableOriginCheck: false,
      disableCSRFCheck: false,
      cookiePrefix: 'plumbline',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // as text: a malformed uuid would be an error of the database
      database: { generateId: () => randomUUID() },
    },
    hooks: { before: codesOnce(engine) },
    plugins: [
      twoFactor({ issuer: 'Plumbline' }),
      genericOAuth({
        config: providers.map(({ id, title: _, scopes = ['openid', 'email', 'profile'], ...provider }) => ({
          ...provider,
          providerId: id,
          scopes: [...scopes],
          pkce: true,
          requireIdTokenVerification: true,
          disableSignUp: true,
        })),
      }),
    ],
  })
  return {
    handler: auth.handler,
    session: async (headers) => {
      // what asks here sends no cookie back, so that it must not prolong the session either
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
      if (!found) return undefined
      const { session, user } = found
      return {
        person: user.id,
        name: user.name,
        email: user.email,
        sessionId: session.id,
        activeOrg: session.activeOrg ?? null,
      }
    },
  }
}

/** The library takes a code as often as it comes within its minute and a half; here the second time is refused, before it looks. */
function codesOnce(engine: Engine) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path !== '/two-factor/verify-totp') return
    const code = (ctx.body as { code?: unknown } | undefined)?.code
    if (typeof code !== 'string') return
    for (const person of await personsAsked(ctx)) {
      const factor = await ctx.context.adapter.findOne<{ secret: string }>({
        model: 'twoFactor',
        where: [{ field: 'userId', value: person }],
      })
      if (!factor) continue
      const secret = await symmetricDecrypt({ key: ctx.context.secretConfig, data: factor.secret })
      const now = Date.now() / 1000
      const step = stepOf(secret, code, now)
      if (step !== undefined && !(await takeStep(engine, person, step, now)))
        throw new APIError('UNAUTHORIZED', { code: 'CODE_USED', message: 'This code has been used' })
    }
  })
}

type Asked = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/** Whose code it may be: of the session, and of the sign-in that waits for its second factor. Which of them counts is the library's to say. */
async function personsAsked(ctx: Asked): Promise<ReadonlySet<string>> {
  const { authCookies, createAuthCookie, internalAdapter, secret } = ctx.context
  const token = await ctx.getSignedCookie(authCookies.sessionToken.name, secret)
  const waiting = await ctx.getSignedCookie(createAuthCookie('two_factor').name, secret)
  const persons = [
    token ? (await internalAdapter.findSession(token))?.user.id : undefined,
    waiting ? (await internalAdapter.findVerificationValue(waiting))?.value : undefined,
  ]
  return new Set(persons.filter((person) => person !== undefined))
}

function reportOf(report: NonNullable<SignInOptions['report']>, level: string, details: readonly unknown[]): void {
  const error = details.find((detail) => detail instanceof Error)
  // its own errors tell of a client or a provider: a sign-in that came back too late, a provider that does not answer
  const own = error?.name === 'BetterAuthError' || error?.name === 'APIError'
  if (level === 'error' && error) report({ level: own ? 'warn' : 'error', what: faultOf(error) })
}
