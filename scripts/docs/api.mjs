import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../setup.mjs'
import { both, code, page, table } from './markdown.mjs'

const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)

/** A schema in a few words; what has a name stands below by it. */
function kind(schema) {
  if (schema.$ref) return schema.$ref.replace('#/components/schemas/', '')
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(kind).join(' | ')
  if (schema.prefixItems) return `[${schema.prefixItems.map(kind).join(', ')}]`
  if (schema.type === 'array') return `list of ${kind(schema.items ?? {})}`
  if (schema.type === 'object' && schema.properties) return `{ ${fields(schema).join(', ')} }`
  if (schema.type === 'object') return 'map'
  if (schema.pattern === '^[0-9a-f]{64}$') return 'sha256'
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  const { minimum: lo, maximum: hi, maxLength, format, pattern, type = 'any' } = schema
  const limits = [
    lo !== undefined && lo > -(2 ** 53) ? `≥ ${lo}` : '',
    hi !== undefined && hi < 2 ** 53 - 1 ? `≤ ${hi}` : '',
    maxLength === undefined ? '' : `≤ ${maxLength} characters`,
    pattern && !format ? pattern : '',
  ]
  return [format ?? type, ...limits].filter(Boolean).join(' ')
}

/** `name: kind`; with a question mark where it may be left out, and with what it then is. */
function fields(schema) {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, own]) => {
    const otherwise = own.default === undefined ? '' : ` = ${JSON.stringify(own.default)}`
    return `${name}${required.has(name) ? '' : '?'}: ${kind(own)}${otherwise}`
  })
}

const contentOf = (content) => {
  const [type, { schema }] = Object.entries(content)[0]
  return schema ? kind(schema) : type
}

function section({ method, path, summary, needs, problems = [] }, { parameters, requestBody, responses }) {
  const sent = parameters
    .filter(({ name }) => name !== 'Idempotency-Key')
    .map(({ name, in: where, required, schema }) => [
      code(name),
      where,
      required ? 'required' : '',
      schema.default === undefined ? code(kind(schema)) : `${code(kind(schema))}, else ${code(schema.default)}`,
    ])
  return [
    `### ${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
    `${both(summary)}.`,
    `Needs ${needs === 'nothing' ? 'nothing' : code(needs)}.`,
    sent.length > 0 ? table(['parameter', 'in', '', 'kind'], sent) : '',
    requestBody ? `Body: ${code(contentOf(requestBody.content))}` : '',
    `Answer: ${code(contentOf(responses[200].content))}`,
    problems.length > 0
      ? `Problems: ${problems.map((each) => (each === '*' ? 'those of what was sent' : code(each))).join(', ')}.`
      : '',
  ]
}

const general = [
  '请求和答复都是 JSON，路径以 `/api/v1` 开头；机器可读的描述在 `/api/v1/openapi.json`。 Requests and answers are JSON, under `/api/v1`; the description for machines is `/api/v1/openapi.json` (OpenAPI 3.1).',
  '身份：会话 cookie，或 `Authorization: Bearer` 加令牌。用 cookie 做更改时，`Origin` 须是本站。 Who asks: the cookie of a session, or a token as `Authorization: Bearer`. A change by cookie has to come with our own `Origin`.',
  '拒绝：`application/problem+json`（RFC 9457），`problems` 用两种语言说明全部问题。 Refusals: `application/problem+json` (RFC 9457); `problems` says all of it in both languages.',
  '`Idempotency-Key`（更改可带）：同一人用同一键只做一次，再发得到同样的答复；被拒绝的可以再试。 With `Idempotency-Key` a change is done once for each person and key, and sent again gets the same answer; what was refused may be tried again.',
  '`ETag`、`If-None-Match`：没有变化时答 304。评价的标签是 `"v<版本>"`；更改时带 `If-Match`，他人已改动则答 412 `changed-meanwhile`。 Who has what there is gets 304. The tag of an assessment is `"v<version>"`; a change with `If-Match` is refused with 412 `changed-meanwhile` where somebody has changed it since.',
  '分页：`next` 是下一页的 `cursor`，没有则为 null。 Pages: `next` is the `cursor` of the next one, or null.',
  '文字须能保存：没有零字符和半个字符；正文最深 64 层。 Texts are such as can be kept: no character zero, no half of a character; a body is at most 64 levels deep.',
]

/** Every endpoint: who may, what it takes and gives, and how it refuses. */
export async function apiPage() {
  const { endpoints } = await built('server/api/endpoints/index.js')
  const { openapi } = await built('server/api/openapi.js')
  const { paths, components } = openapi()
  const operation = ({ method, path }) => paths[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`][method.toLowerCase()]
  return page('API', 'the endpoints in `src/server/api/endpoints`', [
    general.map((each) => `- ${each}`).join('\n'),
    table(
      ['endpoint', 'needs', '', ''],
      endpoints.map(({ method, path, needs, summary }) => [
        code(`${method} ${path}`),
        code(needs),
        summary.zh,
        summary.en,
      ]),
    ),
    `Every endpoint may refuse with ${['request-malformed', 'request-too-large', 'too-many-requests', 'unexpected'].map(code).join(', ')}; one that needs something with ${['not-signed-in', 'not-allowed'].map(code).join(', ')}; a change with a key with ${['key-used-otherwise', 'request-in-progress'].map(code).join(', ')}. Sentences: [problems](problems.md).`,
    '## Endpoints / 端点',
    ...endpoints.flatMap((at) => section(at, operation(at))),
    '## Kinds / 类型',
    table(
      ['name', 'kind'],
      Object.entries(components.schemas)
        .filter(([name]) => name !== 'Json')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, schema]) => [code(name), code(kind(schema))]),
    ),
  ])
}
