import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Engine } from '../../registry/engine.ts'
import { openEmbedded } from '../../registry/engine-embedded.ts'
import { install } from '../../registry/install.ts'
import { type Estate, estateOf } from '../fixtures/estate.ts'
import { judgedReport } from '../fixtures/judged-report.ts'
import { type Town, townOn } from '../fixtures/town.ts'
import { endpoints } from './endpoints/index.ts'
import { openapi } from './openapi.ts'

const named = z.record(z.string(), z.unknown())
const content = z.record(z.string(), z.strictObject({ schema: named.optional() }))
/** What OpenAPI 3.1 says of the parts that we use; nothing beside them but extensions. */
const operation = z
  .object({
    operationId: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    summary: z.string().min(1),
    description: z.string().min(1),
    security: z.array(z.partialRecord(z.enum(['session', 'token']), z.array(z.string()))).optional(),
    parameters: z.array(
      z.strictObject({
        name: z.string().min(1),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        schema: named,
      }),
    ),
    requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
    responses: z.record(
      z.string().regex(/^([1-5]\d\d|default)$/),
      z.strictObject({ description: z.string(), content }),
    ),
  })
  .catchall(z.unknown())
const document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  paths: z.record(
    z.string().regex(/^\/api\/v1(\/[a-z0-9]+(-[a-z0-9]+)*|\/\{\w+\})+$/),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch']), operation),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Z][A-Za-z]*$/), named),
    securitySchemes: z.record(z.string(), named),
  }),
})

const described = document.parse(JSON.parse(JSON.stringify(openapi())))
const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, own]) => ({ path, method, own })),
)

/** A schema of the document, read back. */
function readBack(schema: unknown): z.ZodType {
  const { schemas } = described.components
  const text = JSON.stringify({ ...(schema as object), $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0])
}

describe('the description of the API', () => {
  test('has every endpoint, once, with both languages', () => {
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(
      endpoints.map(({ method, path }) => `${method.toLowerCase()} /api/v1${path.replace(/:(\w+)/g, '{$1}')}`).sort(),
    )
    expect(new Set(operations.map(({ own }) => own.operationId)).size).toBe(endpoints.length)
    for (const { summary } of endpoints) {
      expect(summary.zh).toMatch(/\p{Script=Han}/u)
      expect(summary.en).toMatch(/^[A-Z]/)
    }
  })

  test('names the parameters of each path, and each header that an endpoint reads', () => {
    for (const { path, own } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(own.parameters.filter((p) => p.in === 'path').map(({ name }) => name)).toEqual(inPath)
      expect(own.parameters.every((p) => p.in !== 'path' || p.required)).toBe(true)
      const names = own.parameters.map((p) => `${p.in} ${p.name}`)
      expect(new Set(names).size).toBe(names.length)
    }
    for (const name of ['working', 'bytes', 'endpoints/uploads', 'endpoints/events']) {
      const source = readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8')
      for (const [, header] of source.matchAll(/c\.req\.header\('([a-z-]+)'\)/g))
        expect(operations.some(({ own }) => own.parameters.some((p) => p.name.toLowerCase() === header))).toBe(true)
    }
  })

  test('points at nothing that is not there, and names its refusals', () => {
    for (const [, name] of JSON.stringify(described).matchAll(/"\$ref":"([^"]+)"/g))
      expect(Object.keys(described.components.schemas).map((each) => `#/components/schemas/${each}`)).toContain(name)
    expect(JSON.stringify(described)).not.toContain('$defs')
    for (const { own } of operations)
      expect(own.responses['default']?.content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Refusal' } },
      })
  })

  test('says of a change whether it has a body, and a key', () => {
    for (const { own, method } of operations) {
      if (method === 'get') expect(own.requestBody).toBeUndefined()
      const keyed = own.parameters.some(({ name }) => name === 'Idempotency-Key')
      expect(keyed).toBe((method === 'post' || method === 'put') && own.operationId !== 'putSecretsName')
    }
  })
})

describe('the answers', () => {
  let engine: Engine
  let town: Town
  let estate: Estate
  /** a draft with a comment, which only a committee has */
  let draft: string
  let drafted: string
  let projected: string
  /** with a bundle that can be read */
  let judged: string
  beforeAll(async () => {
    engine = await openEmbedded()
    await install(engine)
    town = await townOn(engine)
    const { company, laboratory } = town.own
    const actor = { org: company.org, person: company.people.owner.id }
    estate = await estateOf(town.house, actor, town.standard, laboratory.org)
    judged = await judgedReport(town.house, actor, estate.selected, town.standard, { LC_G1: true })
    const drafter = { org: town.own.committee.org, person: town.own.committee.people.owner.id }
    const written = await estateOf(town.house, drafter, town.standard, laboratory.org)
    draft = written.draft
    drafted = written.backTest
    projected = written.project
  })
  afterAll(async () => {
    await town?.close()
    await engine?.close()
  })

  test('the description is served, and not again to whoever has it', async () => {
    const got = await town.ask('GET /openapi.json')
    expect(got.body).toEqual(described)
    const headers = { 'if-none-match': got.headers.get('etag')! }
    expect((await town.ask('GET /openapi.json', { headers })).status).toBe(304)
  })

  test('are what the schemas of the description say, read back from it', async () => {
    const ids: Record<string, string> = {
      assessments: estate.attested,
      subjects: estate.subject,
      reports: judged,
      drafts: draft,
    }
    const others: Record<string, string> = {
      register: estate.publication,
      industry: estate.snapshot,
      uploads: estate.upload,
      'back-tests': drafted,
      projects: projected,
    }
    const asks: Record<string, string> = {
      '/api/v1/crosswalks/chain': '?from=iso-42001%239.2',
      '/api/v1/reports/{id}/prove': '?in=iso-42001',
      '/api/v1/reports/{id}/plan': '?in=iso-42001',
    }
    let seen = 0
    for (const { path, method, own } of operations) {
      const schema = own.responses['200']?.content['application/json']?.schema
      if (method !== 'get' || schema === undefined) continue
      const at = path.slice('/api/v1'.length).replace(/\{(\w+)\}/, (_, name: string) => {
        if (name === 'framework') return 'iso-42001'
        if (name === 'hash') return encodeURIComponent(town.standard)
        const what = path.split('/')[3]!
        return ids[what] ?? others[what] ?? ''
      })
      const needs = {
        'inspection.order': town.own.regulator,
        'standard.draft': town.own.committee,
        'draft.read': town.own.committee,
      }
      const who = needs[own['x-needs'] as keyof typeof needs] ?? town.own.company
      const { status, body } = await town.ask(`GET ${at}${asks[path] ?? ''}`, { as: who.people.owner.token })
      expect([at, status]).toEqual([at, 200])
      const read = readBack(schema)
      expect([at, read.safeParse(body).error?.issues]).toEqual([at, undefined])
      // the schema says something: it does not take anything
      expect(read.safeParse({ wrong: 1 }).success, at).toBe(false)
      seen++
    }
    expect(seen).toBeGreaterThan(12)
    const refused = await town.ask('GET /subjects')
    expect(readBack({ $ref: '#/components/schemas/Refusal' }).parse(refused.body)).toEqual(refused.body)
  })
})
