import { toolVersion } from '../../assessment/engine.ts'
import { type Endpoint, takesJson } from './endpoint.ts'
import { endpoints } from './endpoints/index.ts'
import { propertiesOf, type Schema, schemaBook } from './schema-book.ts'
import { refusal } from './shapes.ts'

/** The description of the API, OpenAPI 3.1, made from the schemas that check what is sent. */
export function openapi(of: readonly Endpoint[] = endpoints): object {
  const book = schemaBook()
  const refused = book.of(refusal, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  for (const at of of) {
    const path = `/api/v1${at.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [at.method.toLowerCase()]: operation(at, book, refused) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Plumbline',
      version: toolVersion,
      description: '标准即软件。 Standards as software.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: book.schemas(),
      securitySchemes: {
        // behind https its name begins with __Secure-
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline.session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

type Book = ReturnType<typeof schemaBook>

function operation(at: Endpoint, book: Book, refused: Schema): object {
  const { method, path, summary, needs, params, query, body, answer, gives, headers = {}, problems = [] } = at
  const own = Object.entries(headers).map(([name, use]) => header(name, use === 'required'))
  const keyed = method !== 'GET' && method !== 'PATCH' && !at.secret
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/:-]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    summary: summary.en,
    description: summary.zh,
    'x-needs': needs,
    'x-problems': problems,
    ...(needs === 'nothing' ? {} : { security: [{ session: [] }, { token: [] }] }),
    parameters: [
      ...parameters(book.of(params, 'input'), 'path'),
      ...parameters(book.of(query, 'input'), 'query'),
      ...own,
      ...(keyed ? [header('Idempotency-Key', false, 100)] : []),
    ],
    ...bodyOf(at, book.of(body, 'input')),
    responses: {
      200: {
        description: '完成 Done',
        content: answer
          ? { 'application/json': { schema: book.of(answer, 'input') } }
          : { [gives ?? 'application/octet-stream']: {} },
      },
      default: {
        description: '被拒绝（RFC 9457） Refused (RFC 9457)',
        content: { 'application/problem+json': { schema: refused } },
      },
    },
  }
}

function bodyOf(at: Endpoint, schema: Schema): object {
  if (takesJson(at)) return { requestBody: { required: true, content: { 'application/json': { schema } } } }
  return at.method === 'PATCH' ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}
}

const header = (name: string, required: boolean, maxLength?: number) => ({
  name,
  in: 'header',
  required,
  schema: { type: 'string', ...(maxLength === undefined ? {} : { maxLength }) },
})

function parameters(schema: Schema, where: 'path' | 'query'): object[] {
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  return Object.entries(propertiesOf(schema)).map(([name, own]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema: own,
  }))
}
