import { done, type Outcome } from '../../language/problem.ts'
import type { Engine } from '../../registry/engine.ts'
import { refusedAs } from './answers.ts'
import { attempts } from './attempts.ts'
import { faultOf } from './faults.ts'
import { handle } from './handler.ts'
import { library } from './library.ts'
import { checkOptions, type Provider, type SignInOptions } from './options.ts'
import { type Principal, principalOf } from './principal.ts'
import { setUpToken } from './set-up.ts'

export interface SignIn {
  /** Answers every request under `/api/auth`. `address`: of the client, as the server knows it; headers are not believed. */
  handler(request: Request, address?: string): Promise<Response>
  /** Who asks, by cookie or by `Authorization: Bearer`. Whoever changes something by cookie has to be asked for their Origin too. */
  principalOf(headers: Headers): Promise<Principal | undefined>
  /** whose session it is, also where they belong to no organization */
  personOf(
    headers: Headers,
  ): Promise<{ readonly person: string; readonly name: string; readonly email: string } | undefined>
  /** by whom one may sign in instead of a password */
  readonly providers: readonly Pick<Provider, 'id' | 'title'>[]
  /** to print at start, while nobody has an account */
  setUpToken(): Promise<string | undefined>
}

/** Accounts, sessions, organizations and tokens on an engine that is installed. Problems: secret-weak, origin-malformed, provider-malformed. */
export function signIn(engine: Engine, options: SignInOptions): Outcome<SignIn> {
  const checked = checkOptions(options)
  if (!checked.ok) return checked
  const { secret, origin, report, providers = [] } = options
  const own = library(engine, options)
  const principal = (headers: Headers) => principalOf(engine, own, headers)
  const desk = { hall: { engine, secret }, library: own, attempts: attempts(engine), origin, principal }
  return done({
    handler: async (request, address = 'unknown') => {
      try {
        return await handle(desk, request, address)
      } catch (error) {
        report?.({ level: 'error', what: faultOf(error) })
        return refusedAs('fault')
      }
    },
    principalOf: principal,
    personOf: (headers) => own.session(headers),
    providers: providers.map(({ id, title }) => ({ id, title })),
    setUpToken: () => setUpToken(engine, secret),
  })
}
