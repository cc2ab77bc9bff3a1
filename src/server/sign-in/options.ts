import { done, failed, type Outcome, type Problem, problem } from '../../language/problem.ts'

/** An identity provider of an organization (OpenID Connect). Who signs in by it needs an account here: an invitation that names the address. */
export interface Provider {
  /** stands in addresses: `company-sso` */
  readonly id: string
  /** on its button, such as the name of the organization */
  readonly title: string
  /** `https://…/.well-known/openid-configuration` */
  readonly discoveryUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes?: readonly string[]
}

/** What went wrong inside, for whoever keeps the server: words and codes, never a statement, a value or a secret. */
export interface Fault {
  readonly level: 'warn' | 'error'
  /** the class of the error, and the code of the database where it has one */
  readonly what: string
}

export interface SignInOptions {
  /** signs cookies and encrypts secrets of second factors; 32 characters or more, at random. Who changes it ends all sessions and second factors. */
  readonly secret: string
  /** where people reach the server: `https://plumbline.example.org` */
  readonly origin: string
  readonly providers?: readonly Provider[]
  /** days until a session ends that is not used, default 7 */
  readonly sessionDays?: number
  readonly report?: (fault: Fault) => void
}

export function checkOptions({ secret, origin, providers = [] }: SignInOptions): Outcome<void> {
  const problems: Problem[] = []
  if (secret.length < 32 || new Set(secret).size < 10)
    problems.push(
      problem(
        'secret-weak',
        { zh: '服务的密钥太短或太简单', en: 'The secret of the server is too short or too plain' },
        {
          expected: '≥ 32',
          got: `${secret.length}`,
          next: { zh: '随机生成一个密钥', en: 'make one at random: openssl rand -base64 32' },
        },
      ),
    )
  if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol) || new URL(origin).origin !== origin)
    problems.push(
      problem(
        'origin-malformed',
        { zh: '服务的网址不正确', en: 'The address of the server is not an origin' },
        { expected: 'https://plumbline.example.org', got: origin },
      ),
    )
  for (const { id, discoveryUrl, clientId, clientSecret } of providers)
    if (
      !/^[a-z][a-z0-9-]{0,40}$/.test(id) ||
      id === 'credential' ||
      !URL.canParse(discoveryUrl) ||
      !clientId ||
      !clientSecret
    )
      problems.push(
        problem(
          'provider-malformed',
          {
            zh: '身份提供方缺少客户端标识或密钥，或其网址不正确',
            en: 'An identity provider lacks the id or the secret of its client, or its address is malformed',
          },
          {
            got: `${id} ${discoveryUrl}`,
            next: {
              zh: '设置 PLUMBLINE_OIDC_URL、PLUMBLINE_OIDC_CLIENT_ID 与 PLUMBLINE_OIDC_CLIENT_SECRET',
              en: 'set PLUMBLINE_OIDC_URL, PLUMBLINE_OIDC_CLIENT_ID and PLUMBLINE_OIDC_CLIENT_SECRET',
            },
          },
        ),
      )
  return problems.length > 0 ? failed(...problems) : done(undefined)
}
