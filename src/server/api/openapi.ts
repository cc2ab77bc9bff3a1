import { z } from 'zod'
import { toolVersion } from '../../assessment/engine.ts'
import type { Endpoint } from './endpoint.ts'
import { endpoints } from './endpoints/index.ts'
import { refusal } from './shapes.ts'

/** The description of the API, OpenAPI 3.1, made from the schemas that check what is sent. */
export function openapi(of: readonly Endpoint[] = endpoints): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const at of of) {
    const path = `/api/v1${at.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [at.method.toLowerCase()]: operation(at) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Plumbline', version: toolVersion, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operation({ path, method, summary, needs, params, query, body, answer }: Endpoint): object {
  const read = ['GET'].includes(method)
  const sent = schemaOf(body, 'input')
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/:]+(\w)/g, (_, c: string) => c.toUpperCase())}`,
    summary,
    'x-needs': needs,
    ...(needs === 'nothing' ? {} : { security: [{ session: [] }, { token: [] }] }),
    parameters: [
      ...parameters(params, 'path'),
      ...parameters(query, 'query'),
      ...(read
        ? []
        : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 100 } }]),
    ],
    ...(hasFields(sent) ? { requestBody: { required: true, content: { 'application/json': { schema: sent } } } } : {}),
    responses: {
      200: {
        description: 'Done',
        content: answer
          ? { 'application/json': { schema: schemaOf(answer, 'input') } }
          : { 'application/octet-stream': {}, 'text/event-stream': {} },
      },
      default: {
        description: 'Refused (RFC 9457)',
        content: { 'application/problem+json': { schema: schemaOf(refusal, 'output') } },
      },
    },
  }
}

const hasFields = (schema: Record<string, unknown>) => Object.keys((schema['properties'] as object) ?? {}).length > 0

function parameters(shape: z.ZodType, where: 'path' | 'query'): object[] {
  const schema = schemaOf(shape, 'input')
  const required = new Set((schema['required'] as string[] | undefined) ?? [])
  return Object.entries((schema['properties'] as Record<string, object> | undefined) ?? {}).map(([name, own]) => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema: own,
  }))
}

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks; whole in itself, so that a part can be used alone. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', reused: 'inline' }) as Record<
    string,
    unknown
  >
  return schema
}
