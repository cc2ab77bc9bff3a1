import { z } from 'zod'
import { done, failed, type Outcome, type Problem, problem, warning } from '../../../language/problem.ts'
import { namedKeyProblems } from './keys.ts'
import { reachProblems } from './reach.ts'

/** The `access.endpoint` section of a subject file: one OpenAI-compatible chat endpoint and how gently to treat it. */
export const endpointSchema = z.strictObject({
  /** base address, up to and including the version segment: `http://127.0.0.1:8080/v1` */
  url: z.string().min(1),
  model: z.string().min(1),
  /** family of the model, such as `qwen`: a judge model of the same family would judge itself */
  family: z.string().min(1).optional(),
  /** name of a key that the organization keeps with its registry, for that host */
  key: z.string().min(1).max(60).optional(),
  /** name of the environment variable that holds the key; the key itself never stands in a file */
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional(),
  stream: z.boolean().default(false),
  /** requests in flight at most */
  concurrency: z.int().min(1).max(4096).default(8),
  requestsPerMinute: z.number().positive().optional(),
  tokensPerMinute: z.number().positive().optional(),
  /** for one attempt, from sending to the last byte */
  timeoutSeconds: z.number().positive().max(3600).default(120),
  /** further attempts after the first one */
  retries: z.int().min(0).max(20).default(3),
  temperature: z.number().min(0).max(2).default(0),
  maxTokens: z.int().min(1).default(512),
  /** system message put before every question */
  system: z.string().optional(),
})

export type Endpoint = z.output<typeof endpointSchema>

const place = { path: 'access.endpoint' }

/**
 * Reads the endpoint section of a subject and says everything that is wrong with it.
 * `env` is where the API key is looked up; only whether it is there is reported, never its value.
 */
export function readEndpoint(section: unknown, env: Readonly<Record<string, string | undefined>>): Outcome<Endpoint> {
  if (section === undefined || section === null) {
    return failed(
      problem(
        'endpoint-missing',
        { zh: '被测对象没有说明模型接口。', en: 'The subject does not say where its chat endpoint is.' },
        {
          place,
          expected: 'access: { endpoint: { url, model } }',
          next: {
            zh: '在被测对象文件的 access 下写明 endpoint。',
            en: 'Write an endpoint under access in the subject file.',
          },
        },
      ),
    )
  }
  const parsed = endpointSchema.safeParse(section)
  if (!parsed.success) return failed(...parsed.error.issues.map((i) => fromIssue(i, place.path, endpointSchema)))
  const problems = addressProblems(parsed.data, env, place.path)
  const errors = problems.filter((p) => p.severity === 'error')
  if (errors.length > 0) return failed(...problems)
  return done(parsed.data, problems)
}

/** An issue with a section of `access` as a problem; `section` is where it stands. */
export function fromIssue(issue: z.core.$ZodIssue, section: string, schema: z.ZodObject): Problem {
  const path = [section, ...issue.path.map(String)].join('.')
  if (issue.code === 'unrecognized_keys') {
    return problem(
      'endpoint-unknown-key',
      { zh: '接口说明里有不认识的键。', en: 'The endpoint section has a key that is not known.' },
      { place: { path }, expected: Object.keys(schema.shape).join(', '), got: issue.keys.join(', ') },
    )
  }
  return problem(
    'endpoint-invalid',
    { zh: '接口说明里有一个值不合规定。', en: 'A value of the endpoint section is not allowed.' },
    { place: { path }, expected: issue.message },
  )
}

type Addressed = Pick<Endpoint, 'url' | 'apiKeyEnv' | 'key'>

/** What is wrong with an address and its key; `section` is where they stand in the subject file. */
export function addressProblems(
  endpoint: Addressed,
  env: Readonly<Record<string, string | undefined>>,
  section: string,
): Problem[] {
  const bad = urlProblems(endpoint, section)
  return [
    ...bad,
    ...(bad.length > 0 ? [] : reachProblems(endpoint, env, section)),
    ...(bad.length > 0 ? [] : namedKeyProblems(endpoint, section)),
    ...keyProblems(endpoint, env, section),
  ]
}

function urlProblems(endpoint: Addressed, section: string): Problem[] {
  const at = { path: `${section}.url` }
  if (!URL.canParse(endpoint.url)) {
    return [
      problem(
        'endpoint-url-invalid',
        { zh: '接口地址不是一个网址。', en: 'The endpoint address is not a URL.' },
        { place: at, expected: 'http://host:port/v1' },
      ),
    ]
  }
  const url = new URL(endpoint.url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return [
      problem(
        'endpoint-url-scheme',
        { zh: '接口地址只能是 http 或 https。', en: 'The endpoint address must be http or https.' },
        { place: at, expected: 'http, https', got: url.protocol.replace(':', '') },
      ),
    ]
  }
  if (url.username !== '' || url.password !== '') {
    return [
      problem(
        'endpoint-url-credentials',
        { zh: '接口地址里不能写用户名或密码。', en: 'The endpoint address must not hold a user name or password.' },
        {
          place: at,
          next: { zh: '改用 apiKeyEnv 指明环境变量。', en: 'Name an environment variable in apiKeyEnv instead.' },
        },
      ),
    ]
  }
  if (url.search !== '' || url.hash !== '') {
    return [
      problem(
        'endpoint-url-query',
        { zh: '接口地址不能带查询串或片段。', en: 'The endpoint address must not have a query or fragment.' },
        { place: at, expected: 'http://host:port/v1' },
      ),
    ]
  }
  return []
}

function keyProblems(
  endpoint: Addressed,
  env: Readonly<Record<string, string | undefined>>,
  section: string,
): Problem[] {
  if (endpoint.apiKeyEnv === undefined) return []
  const at = { path: `${section}.apiKeyEnv` }
  const key = env[endpoint.apiKeyEnv]?.trim()
  if (key === undefined || key === '') {
    return [
      problem(
        'api-key-missing',
        { zh: '指定的环境变量没有设置。', en: 'The named environment variable is not set.' },
        {
          place: at,
          expected: endpoint.apiKeyEnv,
          next: { zh: '先设置该环境变量再运行。', en: 'Set the variable, then run again.' },
        },
      ),
    ]
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return [
      problem(
        'api-key-malformed',
        {
          zh: '环境变量里的密钥含有不能放进请求头的字符。',
          en: 'The key in the environment variable has characters that cannot stand in a header.',
        },
        { place: at, expected: endpoint.apiKeyEnv },
      ),
    ]
  }
  if (!URL.canParse(endpoint.url)) return []
  const { protocol, hostname } = new URL(endpoint.url)
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  if (protocol === 'http:' && !loopback) {
    return [
      warning(
        'api-key-in-clear',
        {
          zh: '密钥会经未加密的 http 发送到另一台机器。',
          en: 'The key would travel to another machine over unencrypted http.',
        },
        { place: at, next: { zh: '改用 https。', en: 'Use https.' } },
      ),
    ]
  }
  return []
}
