import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { assessment, begin, select } from '../../registry/assessments.ts'
import type { Engine } from '../../registry/engine.ts'
import { openEmbedded } from '../../registry/engine-embedded.ts'
import { organization } from '../../registry/fixtures/engines.ts'
import { houseOn, keepFolder } from '../../registry/fixtures/house.ts'
import { install } from '../../registry/install.ts'
import { registerLibrary, standards } from '../../registry/standards.ts'
import { type Telemetry, unobserved } from '../../registry/telemetry.ts'
import { asTenant } from '../../registry/unit.ts'
import { startWorker } from '../../registry/work/worker.ts'
import { app } from '../api/app.ts'
import { type Receiver, receiver } from './fixtures/receiver.ts'
import { telemetryFrom } from './telemetry-from.ts'

let at: Receiver
let telemetry: Telemetry
let engine: Engine
beforeAll(async () => {
  at = await receiver()
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', at.url)
  vi.stubEnv('OTEL_SERVICE_NAME', 'plumbline-test')
  telemetry = await telemetryFrom(process.env)
  engine = await openEmbedded()
  await install(engine)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await engine?.close()
  await at?.stop()
})

test('nothing is observed unless an endpoint is named', async () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }
  expect(await telemetryFrom({})).toBe(unobserved)
  expect(await telemetryFrom({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBe(unobserved)
  expect(await telemetryFrom({ ...endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' })).toBe(
    unobserved,
  )
})

test('a request and the run that it begins are one trace, in which nobody finds a value', async () => {
  const { house, close } = await houseOn(engine, telemetry)
  await registerLibrary(engine)
  const standard = (await standards(engine)).find(({ id }) => id === 'cn/genai-labelling')!.hash
  const actor = { org: await organization(engine), person: 'ann' }
  const { subject } = await keepFolder(house, actor, 'examples/labelled-outputs')
  const made = await asTenant(engine, actor, (unit) =>
    select(unit, { subject, standard, kind: 'self', date: '2026-11-22' }),
  )
  const id = made.ok ? made.value : ''
  // a request under a caller's own span, then what it starts
  const traceId = 'a'.repeat(32)
  const api = app({
    hall: { house, origin: 'https://plumbline.test', principalOf: async () => undefined } as never,
    signIn: async () => {
      await asTenant(house.engine, actor, (unit) => begin(unit, house.jobs, id))
      return new Response('{}')
    },
    addressOf: () => '127.0.0.1',
  })
  const headers = { traceparent: `00-${traceId}-${'b'.repeat(16)}-01`, authorization: 'Bearer plt_a-secret-of-mine' }
  const sent = { method: 'POST', headers, body: '{"password": "body-secret"}' }
  await api.fetch(new Request('https://plumbline.test/api/auth/x?word=query-secret', sent))
  const worker = startWorker(house, { pause: 20 })
  const state = () => asTenant(engine, actor, (unit) => assessment(unit, id))
  await expect.poll(async () => (await state())?.state, { timeout: 20_000 }).toBe('review')
  await worker.stop()
  const odd = { traceparent: `00-${'0'.repeat(32)}-zz` }
  await api.fetch(new Request('https://plumbline.test/api/v1/nothing', { headers: odd }))
  await close()
  await telemetry.close()

  const ours = at.spans.filter((span) => span.traceId === traceId)
  const request = ours.find((span) => span.parentSpanId === 'b'.repeat(16))!
  expect(request).toMatchObject({
    name: 'POST',
    attributes: { 'http.route': '/api/auth/*', 'http.response.status_code': 200 },
  })
  const jobs = ours.filter(({ name }) => name.startsWith('job '))
  expect(jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['job prepare', 'job chunk', 'job conclude']))
  expect(jobs.every(({ attributes }) => attributes['plumbline.assessment'] === id)).toBe(true)
  // every span leads to the caller's
  const byId = new Map(ours.map((span) => [span.spanId, span]))
  for (let span of ours) {
    while (span.parentSpanId !== 'b'.repeat(16)) span = byId.get(span.parentSpanId!)!
    expect(span).toBe(request)
  }
  expect(ours.some(({ name }) => name === 'transaction')).toBe(true)
  expect(at.metrics.get('plumbline.items')).toMatchObject({ '{"plumbline.outcome":"measured"}': 10 })
  expect([...at.metrics.keys()]).toEqual(
    expect.arrayContaining(['http.server.request.duration', 'plumbline.job.duration']),
  )
  expect(at.raw()).toContain('plumbline-test')
  for (const secret of ['a-secret-of-mine', 'body-secret', 'query-secret']) expect(at.raw()).not.toContain(secret)
})
