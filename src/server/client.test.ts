import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { Engine } from '../registry/engine.ts'
import { openEmbedded } from '../registry/engine-embedded.ts'
import { install } from '../registry/install.ts'
import { type Client, clientOf } from './client.ts'
import { describing, type Estate, estateOf, must } from './fixtures/estate.ts'
import { type Town, townOn } from './fixtures/town.ts'

let engine: Engine
let town: Town
let estate: Estate
let client: Client
const sent: { url: string; init: RequestInit }[] = []

beforeAll(async () => {
  engine = await openEmbedded()
  await install(engine)
  town = await townOn(engine)
  const { company, laboratory } = town.own
  const actor = { org: company.org, person: company.people.owner.id }
  estate = await estateOf(town.house, actor, town.standard, laboratory.org)
  client = clientOf({
    fetch: (url, init) => {
      sent.push({ url, init })
      return town.fetch(url, init)
    },
    headers: { authorization: `Bearer ${company.people.owner.token}` },
  })
})
afterAll(async () => {
  await town?.close()
  await engine?.close()
})

test('asks, changes and reads, with the types of the endpoints', async () => {
  const kept = must(await client('POST /subjects', { body: { description: describing('by-client'), files: [] } }))
  expectTypeOf(kept.subject).toEqualTypeOf<string>()
  const chosen = { subject: kept.subject, standard: town.standard, date: '2026-11-22' }
  const { id } = must(await client('POST /assessments', { body: chosen }))
  const seen = must(await client('GET /assessments/:id', { params: { id } }))
  expectTypeOf(seen.state).toEqualTypeOf<
    'selection' | 'determination' | 'review' | 'decision' | 'attestation' | 'surveillance' | 'closed'
  >()
  expect(seen).toMatchObject({ id, subject: kept.subject, state: 'selection', rowVersion: 1 })
  const listed = must(await client('GET /assessments', { query: { limit: 1, subject: kept.subject } }))
  expect(listed.items.map((each) => each.id)).toEqual([id])
  expect(must(await client('GET /offices')).items.length).toBeGreaterThan(0)
  expect(must(await client('GET /standards/:hash', { params: { hash: town.standard } })).hash).toBe(town.standard)
})

test('what does not fit does not compile', () => {
  const wrong = () => [
    // @ts-expect-error there is no such endpoint
    client('GET /nothing'),
    // @ts-expect-error it has an id
    client('GET /subjects/:id'),
    // @ts-expect-error of this name
    client('GET /subjects/:id', { params: { name: 'x' } }),
    // @ts-expect-error a number is no day
    client('POST /assessments', { body: { subject: 'x', standard: 'y', date: 7 } }),
    // @ts-expect-error the method belongs to the path
    client('POST /audit'),
  ]
  expect(wrong).toBeInstanceOf(Function)
})

test('a refusal is a value, in both languages', async () => {
  const none = { id: '00000000-0000-4000-8000-000000000000' }
  const refused = await client('GET /subjects/:id', { params: none })
  expect(refused).toMatchObject({
    ok: false,
    problems: [{ code: 'not-found', text: { zh: expect.any(String), en: expect.any(String) } }],
  })
  const away = clientOf({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
  expect(await away('GET /session')).toMatchObject({ ok: false, problems: [{ code: 'server-unreachable' }] })
  const broken = clientOf({ fetch: async () => new Response('<html>', { status: 502 }) })
  expect(await broken('GET /session')).toMatchObject({
    ok: false,
    problems: [{ code: 'answer-unreadable', got: 'HTTP 502' }],
  })
})

test('a change has a key of its own, or the one that it is given; reading has none', async () => {
  const body = { subject: estate.subject, standard: town.standard, date: '2026-11-22' }
  const first = must(await client('POST /assessments', { body, key: 'once' }))
  expect(must(await client('POST /assessments', { body, key: 'once' }))).toEqual(first)
  expect(must(await client('POST /assessments', { body }))).not.toEqual(first)
  await client('GET /subjects')
  const keys = sent.slice(-4).map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])
  expect(keys).toEqual(['once', 'once', expect.stringMatching(/^[0-9a-f]{32}$/), undefined])
})

test('a change is held against what was seen', async () => {
  const params = { id: estate.selected }
  const { rowVersion } = must(await client('GET /assessments/:id', { params }))
  const change = { params, body: { answers: [] }, match: rowVersion }
  expect((await client('PUT /assessments/:id/answers', change)).ok).toBe(true)
  expect(await client('PUT /assessments/:id/answers', change)).toMatchObject({
    problems: [{ code: 'changed-meanwhile' }],
  })
})

test('bytes go and come as they are', async () => {
  const bytes = new TextEncoder().encode('0123456789')
  const begun = must(await client('POST /uploads', { body: { name: 'a b.txt', size: 10 } }))
  const params = { id: begun.upload! }
  const headers = { 'upload-offset': '0' }
  const { stored } = must(await client('PATCH /uploads/:id', { params, bytes, headers }))
  const file = must(await client('GET /evidence/:sha256', { params: { sha256: stored!.sha256 } }))
  expectTypeOf(file).toEqualTypeOf<Response>()
  expect(await file.text()).toBe('0123456789')
})

test('a page that uses it has nothing of the server', async () => {
  const bundle = await rolldown({ input: 'src/server/client.ts', platform: 'browser', logLevel: 'silent' })
  const { output } = await bundle.generate()
  await bundle.close()
  expect(output).toHaveLength(1)
  const modules = output[0].moduleIds.map((id) => id.replace(/.*\/src\//, ''))
  expect(modules.filter((id) => !id.startsWith('language/')).filter((id) => !id.startsWith('\0'))).toEqual([
    'server/client.ts',
  ])
  expect(output[0].code.length).toBeLessThan(10_000)
})
