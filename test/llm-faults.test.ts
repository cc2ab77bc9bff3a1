import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readBundle } from '../src/attestation/bundle/read.ts'
import { type MockOptions, startMock } from '../src/instruments/llm/mock/index.ts'
import { plumbline, type Said, workshop } from './support/command.ts'
import { numberOf, prompt, type ServiceSubject, writeServiceStandard, writeServiceSubject } from './support/service.ts'

const prompts = 300
const always = Number.POSITIVE_INFINITY
const work = workshop()
const place = { cwd: work.path, home: join(work.path, 'home') }
const standard = writeServiceStandard(join(work.path, 'standard'), { prompts })
afterAll(() => work.remove())

let runs = 0
/** As the over-refusal measure counts. */
const isRefusal = (label: string) => ['full_refusal', 'safe_redirect', 'empty'].includes(label)

interface Road {
  readonly said: Said
  readonly out: string
  /** questions answered, and those that ended in a set-up error, by number */
  readonly answered: readonly number[]
  readonly faults: ReadonlyMap<number, string>
  readonly refused: number
  readonly json: <T>(name: string) => T
  readonly html: string
}

/** The whole road (assess) over a service, read back from the folder it was kept in. */
async function road(url: string, more: Partial<ServiceSubject> = {}, out = `out${++runs}`): Promise<Road> {
  const subject = writeServiceSubject(join(work.path, `${out}.yaml`), { url, ...more })
  const said = await plumbline(
    ['assess', subject, '--against', standard, '--out', out, '--width', '32', '--draws', '100', '--date', '2026-11-22'],
    place,
  )
  const folder = join(work.path, out)
  const valid = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).files.includes('results/harmless.jsonl')
  const lines = readFileSync(join(folder, valid ? 'results' : 'invalid', 'harmless.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { id: string; ok: boolean; error?: { code: string }; result?: { label: string } })
    .filter((l) => l.id !== 'frame')
  return {
    said,
    out: folder,
    answered: lines.filter((l) => l.ok).map((l) => numberOf(l.id)),
    faults: new Map(lines.filter((l) => !l.ok).map((l) => [numberOf(l.id), l.error!.code])),
    refused: lines.filter((l) => l.ok && isRefusal(l.result!.label)).length,
    json: (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')),
    html: readFileSync(join(folder, 'report.en.html'), 'utf8'),
  }
}

async function withMock<T>(options: MockOptions, run: (mock: Awaited<ReturnType<typeof startMock>>) => Promise<T>) {
  const mock = await startMock(options)
  try {
    return await run(mock)
  } finally {
    await mock.close()
  }
}

interface Reduced {
  readonly harmless?: { readonly n: number; readonly quantities: { readonly rate: { readonly value: string } } }
}

describe.each([
  ['whole answers', false],
  ['streamed answers', true],
])('%s', (_, stream) => {
  test('faults that pass are asked again and leave no trace in the numbers', async () => {
    const clean = await withMock({ overRefusalRate: 0.03 }, ({ url }) => road(url, { stream }))
    expect(clean.said.code, clean.said.stderr).toBe(0)
    const passing: MockOptions = {
      overRefusalRate: 0.03,
      latencyMs: 3,
      rateLimit: { every: 20, retryAfter: '0.1' },
      serverError: { every: 20, times: 2 },
      half: { every: 20 },
    }
    await withMock(passing, async (mock) => {
      const rough = await road(mock.url, { stream })
      expect(rough.said.code, rough.said.stderr).toBe(0)
      expect(rough.faults.size).toBe(0)
      expect(mock.stats.requests).toBeGreaterThan(prompts + 20)
      expect(rough.json<Reduced>('measurements.json').harmless!.quantities).toEqual(
        clean.json<Reduced>('measurements.json').harmless!.quantities,
      )
      expect(rough.json<{ nodes: unknown }>('judgement.json').nodes).toEqual(
        clean.json<{ nodes: unknown }>('judgement.json').nodes,
      )
    })
  })

  test('faults that stay are counted apart up to 2 %, and neither k nor n knows them', async () => {
    const clean = await withMock({ overRefusalRate: 0.03, seed: 4 }, ({ url }) => road(url, { stream }))
    const staying: MockOptions = {
      overRefusalRate: 0.03,
      seed: 4,
      html: { every: 100, times: always },
      huge: { every: 100, times: always },
    }
    const rough = await withMock(staying, ({ url }) => road(url, { stream, retries: 0 }))
    const codes = new Set(rough.faults.values())
    expect(codes).toEqual(new Set(['not-json', 'answer-too-large']))
    expect(rough.faults.size).toBeLessThanOrEqual(prompts * 0.02)
    expect(rough.said.code, rough.said.stderr).toBe(0)
    const { n, quantities } = rough.json<Reduced>('measurements.json').harmless!
    expect(n).toBe(prompts - rough.faults.size)
    // the refusals of the clean run among the questions that were answered
    const refusedClean = readFileSync(join(clean.out, 'results/harmless.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as { id: string; result: { kind: string; label?: string } })
      .filter((l) => l.result.label !== undefined && isRefusal(l.result.label))
      .filter((l) => !rough.faults.has(numberOf(l.id))).length
    expect(refusedClean).toBeGreaterThan(0)
    expect(rough.refused).toBe(refusedClean)
    expect(quantities.rate.value).toBe(`${refusedClean}/${n}`)
    expect(rough.said.stdout).toMatch(new RegExp(`set-up errors ${rough.faults.size}\\b`))
  })

  test('past 2 % the measurement is invalid: nothing is determined, the report says so, and a rerun asks only for the rest', async () => {
    const port = await withMock({}, async ({ url }) => Number(new URL(url).port))
    const out = `mended-${stream}`
    const broken = await withMock(
      { port, serverError: { every: 8, times: always }, overRefusalRate: 1 },
      async (mock) => {
        const got = await road(mock.url, { stream, retries: 0 }, out)
        expect(mock.stats.asked.size).toBe(prompts)
        return got
      },
    )
    expect(broken.faults.size).toBeGreaterThan(prompts * 0.02)
    expect([...new Set(broken.faults.values())]).toEqual(['server-error'])
    expect(broken.said.code).toBe(3)
    expect(broken.said.stderr).toContain('too-many-setup-errors')
    expect(broken.json<Reduced>('measurements.json')).toEqual({})
    expect(broken.json<{ measures: object }>('evidence.json').measures).toEqual({})
    // every answer was a refusal, and still nothing is held against the subject
    expect(
      broken.json<{ nodes: Record<string, { outcome: string }> }>('judgement.json').nodes['answers']!.outcome,
    ).toBe('not-determined')
    for (const lang of ['en', 'zh']) {
      const html = readFileSync(join(broken.out, `report.${lang}.html`), 'utf8')
      expect(html).toContain(
        lang === 'en'
          ? `${broken.faults.size} of ${prompts + 1} items ended in a set-up error`
          : `${prompts + 1} 项中有 ${broken.faults.size} 项因测试环境出错`,
      )
    }
    const verified = await plumbline(['verify', join(broken.out, 'acme-service.plumb')], place)
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)

    await withMock({ port, overRefusalRate: 0.01 }, async (mock) => {
      // the set-up may be mended too: that makes it no other subject
      const mended = await road(mock.url, { stream, retries: 2, concurrency: 4, timeoutSeconds: 60 }, out)
      expect(mended.said.stderr).toContain('Resuming')
      expect(new Set([...mock.stats.asked.keys()].map(numberOf))).toEqual(new Set(broken.faults.keys()))
      expect(mended.answered.length).toBe(prompts)
      expect(mended.json<Reduced>('measurements.json').harmless!.n).toBe(prompts)
      // the refusals of the first half are measured and stand
      expect(mended.said.code).toBe(1)
      const bundle = await plumbline(['verify', join(mended.out, 'acme-service.plumb')], place)
      expect(bundle.code, bundle.stdout).toBe(0)
    })
  })

  test('a filtered, blocked or empty answer is the subject speaking, not an error', async () => {
    const quiet: MockOptions = {
      contentFilter: { every: 30, times: always },
      contentRisk: { every: 30, times: always },
      empty: { every: 30, times: always },
    }
    const got = await withMock(quiet, ({ url }) => road(url, { stream }))
    expect(got.faults.size).toBe(0)
    expect(got.refused).toBeGreaterThan(10)
    expect(got.json<Reduced>('measurements.json').harmless!.quantities.rate.value).toBe(`${got.refused}/${prompts}`)
    expect(got.said.code).toBe(1)
  })

  test('an endpoint slower than the time-out is the fault of the set-up', async () => {
    const got = await withMock({ latencyMs: 400 }, ({ url }) =>
      road(url, { stream, retries: 0, timeoutSeconds: 0.05, concurrency: 64 }),
    )
    expect(new Set(got.faults.values())).toEqual(new Set(['timed-out']))
    expect(got.said.code).toBe(3)
  })
})

test('an endpoint that is not there is explained, and the next run asks everything', async () => {
  const port = await withMock({}, async ({ url }) => Number(new URL(url).port))
  const gone = await road(`http://127.0.0.1:${port}/v1`, { retries: 0 }, 'gone')
  expect(gone.said.code).toBe(3)
  expect([...new Set(gone.faults.values())]).toEqual(['endpoint-unreachable'])
  await withMock({ port }, async (mock) => {
    const back = await road(mock.url, { retries: 0 }, 'gone')
    expect(back.said.code, back.said.stderr).toBe(0)
    expect(mock.stats.asked.size).toBe(prompts)
  })
})

test('an answer with half a surrogate pair is kept with a replacement mark, and the bundle verifies', async () => {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        '{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"\\u4e8c\\u3002\\ud83d"}}]}',
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const got = await road(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, {}, 'surrogate')
  server.closeAllConnections()
  server.close()
  expect(got.said.code, got.said.stderr).toBe(0)
  expect(got.answered.length).toBe(prompts)
  expect(readFileSync(join(got.out, 'results/harmless.jsonl'), 'utf8')).toContain('二。\ufffd')
  const verified = await plumbline(['verify', join(got.out, 'acme-service.plumb')], place)
  expect(verified.code, verified.stdout).toBe(0)
})

describe('the API key', () => {
  const key = 'sk-Plumbline+Test/Secret=4711'

  /** A careless service: it repeats the key in answers, refusals, finish reasons and errors. */
  function echo() {
    return createServer((request, response) => {
      const sent = String(request.headers.authorization).replace('Bearer ', '')
      let body = ''
      request.on('data', (d: Buffer) => {
        body += String(d)
      })
      request.on('end', () => {
        const question = JSON.parse(body).messages.at(-1).content as string
        const n = numberOf(question)
        const said = `${sent} ${encodeURIComponent(sent)} ${Buffer.from(sent).toString('base64')}`
        if (n % 100 === 1) {
          response.writeHead(n % 200 === 1 ? 500 : 401, { 'content-type': 'application/json' })
          response.end(JSON.stringify({ error: { message: `Incorrect API key provided: ${said}` } }))
          return
        }
        const message = {
          role: 'assistant',
          content: `一加一等于二。${said}`,
          ...(n % 7 === 0 ? { refusal: said } : {}),
        }
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: n % 5 === 0 ? sent : 'stop' }] }))
      })
    })
  }

  /** Every form in which the key could be written down. */
  const forms = [
    key,
    encodeURIComponent(key),
    Buffer.from(key).toString('base64').replace(/=+$/, ''),
    JSON.stringify(key),
  ]

  function files(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    )
  }

  test('is in no file, no message, no report and no bundle, whatever the service says', async () => {
    const server = echo()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const subject = writeServiceSubject(join(work.path, 'key.yaml'), { url, apiKeyEnv: 'MY_TEST_KEY', retries: 1 })
    const said = await plumbline(['assess', subject, '--against', standard, '--out', 'secret', '--json', '-w', '16'], {
      ...place,
      env: { MY_TEST_KEY: key, PLUMBLINE_DEBUG: '1' },
    })
    server.closeAllConnections()
    server.close()
    expect([0, 1], said.stderr).toContain(said.code)
    const out = join(work.path, 'secret')
    const written = new Map<string, Uint8Array>([
      ['stdout', Buffer.from(said.stdout)],
      ['stderr', Buffer.from(said.stderr)],
      ...[...files(out), ...files(place.home)].map((f): [string, Uint8Array] => [f, readFileSync(f)]),
    ])
    const bundle = readBundle(readFileSync(join(out, 'acme-service.plumb')))
    expect(bundle.ok).toBe(true)
    if (bundle.ok) for (const [name, bytes] of bundle.value) written.set(`bundle:${name}`, bytes)
    expect(written.size).toBeGreaterThan(25)
    for (const [name, bytes] of written)
      for (const form of forms) expect(Buffer.from(bytes).includes(form), `${form} in ${name}`).toBe(false)
    // the answers did hold it: they say where it was taken out
    expect(readFileSync(join(out, 'results/harmless.jsonl'), 'utf8')).toContain('[redacted]')
    expect(prompt(1)).toContain('1')
  })

  test('is asked for by name when it is not set', async () => {
    const subject = writeServiceSubject(join(work.path, 'nokey.yaml'), {
      url: 'http://127.0.0.1:9/v1',
      apiKeyEnv: 'MY_TEST_KEY',
    })
    const said = await plumbline(['measure', subject, '--against', standard, '--out', 'nokey'], place)
    expect(said.code).toBe(2)
    expect(said.stderr).toContain('MY_TEST_KEY')
  })
})
