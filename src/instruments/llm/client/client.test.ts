import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { SetupError } from '../../contract.ts'
import { type MockOptions, startMock } from '../mock/server.ts'
import { openClient } from './client.ts'
import { type Endpoint, endpointSchema } from './endpoint.ts'
import type { ClientOptions } from './poster.ts'

const cleanup: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of cleanup.splice(0).reverse()) await close()
})

function client(url: string, endpoint: Partial<Endpoint> = {}, options: ClientOptions = {}) {
  const opened = openClient(endpointSchema.parse({ url, model: 'm', retries: 1, timeoutSeconds: 10, ...endpoint }), {
    random: () => 0,
    ...options,
  })
  cleanup.push(() => opened.close())
  return opened
}

async function mocked(options: MockOptions, endpoint: Partial<Endpoint> = {}, more: ClientOptions = {}) {
  const mock = await startMock(options)
  cleanup.push(() => mock.close())
  return { mock, chat: client(mock.url, endpoint, more) }
}

/** A server that answers each request with what the function does. */
async function serve(handle: (request: IncomingMessage, response: ServerResponse, nth: number) => void) {
  let nth = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => handle(request, response, ++nth))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

const ask = (text: string) => [{ role: 'user' as const, content: text }]

async function faultOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(SetupError)
  return (error as SetupError).fault
}

const completion = (content: unknown, finish = 'stop') =>
  JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }] })

describe.each([{ stream: false }, { stream: true }])('a friendly endpoint, stream: $stream', ({ stream }) => {
  test('answers, and the whole text arrives', async () => {
    const { chat, mock } = await mocked({}, { stream })
    const answer = await chat.ask(ask('请介绍一下杭州的地理位置。'))
    expect(answer).toMatchObject({ status: 200, finish: 'stop', attempts: 1 })
    expect(answer.output).toMatch(/。$/)
    expect(answer.output).not.toContain('\ufffd')
    expect(answer.latencyMs).toBeGreaterThan(0)
    expect(mock.stats.requests).toBe(1)
  })

  test('streamed and whole answers are the same text', async () => {
    const { chat, mock } = await mocked({}, { stream })
    const other = client(mock.url, { stream: !stream })
    for (const text of ['一', '二', 'three', 'four']) {
      expect((await chat.ask(ask(text))).output).toBe((await other.ask(ask(text))).output)
    }
  })

  test('an empty answer is a result', async () => {
    const { chat } = await mocked({ empty: { every: 1 } }, { stream })
    expect(await chat.ask(ask('x'))).toMatchObject({ output: '', finish: 'stop', attempts: 1 })
  })

  test('a content filter is a result', async () => {
    const { chat } = await mocked({ contentFilter: { every: 1 } }, { stream })
    expect(await chat.ask(ask('x'))).toMatchObject({ finish: 'content_filter', attempts: 1 })
  })

  test('HTTP 400 that names a content risk is a result', async () => {
    const { chat } = await mocked({ contentRisk: { every: 1 } }, { stream })
    const answer = await chat.ask(ask('x'))
    expect(answer).toMatchObject({ status: 400, finish: 'blocked', output: '', attempts: 1 })
    expect(answer.blocked).toContain('Content Exists Risk')
  })

  test('a server error is tried again, then it is a set-up error', async () => {
    const once = await mocked({ serverError: { every: 1, times: 1 } }, { stream })
    expect(await once.chat.ask(ask('x'))).toMatchObject({ status: 200, attempts: 2 })
    const always = await mocked({ serverError: { every: 1, times: Number.POSITIVE_INFINITY } }, { stream, retries: 2 })
    expect(await faultOf(always.chat.ask(ask('x')))).toMatchObject({ code: 'server-error' })
    expect(always.mock.stats.asked.get('x')).toBe(3)
  })

  test('an HTML page is not JSON, and is not asked for again', async () => {
    const { chat, mock } = await mocked({ html: { every: 1 } }, { stream })
    expect(await faultOf(chat.ask(ask('x')))).toMatchObject({ code: 'not-json' })
    expect(mock.stats.requests).toBe(1)
  })

  test('half an answer is a set-up error', async () => {
    const { chat } = await mocked({ half: { every: 1, times: 9 } }, { stream })
    expect(await faultOf(chat.ask(ask('x')))).toMatchObject({ code: stream ? 'stream-broken' : 'connection-lost' })
  })

  test('a 10 MB answer is given up without reading it all', async () => {
    const { chat, mock } = await mocked({ huge: { every: 1, times: 9 } }, { stream }, { maxBytes: 256 * 1024 })
    expect(await faultOf(chat.ask(ask('x')))).toMatchObject({ code: 'answer-too-large' })
    expect(mock.stats.hugeBytes).toBeLessThan(8 * 1024 * 1024)
    expect(mock.stats.requests).toBe(1)
  })

  test('a redirect is refused and not followed', async () => {
    const { chat, mock } = await mocked({ redirect: { every: 1 } }, { stream })
    expect(await faultOf(chat.ask(ask('x')))).toMatchObject({ code: 'redirect-refused' })
    expect(mock.stats.redirected).toBe(0)
  })
})

describe('rate limits', () => {
  test('Retry-After in seconds is kept to', async () => {
    const slept: number[] = []
    const sleep = async (ms: number) => {
      slept.push(ms)
      await new Promise((resolve) => setTimeout(resolve, ms / 100))
    }
    const { chat } = await mocked({ rateLimit: { every: 1, retryAfter: '2' } }, {}, { sleep })
    // the clock does not follow this sleep, so the wait is asked for until it is over; the first one is what counts
    const answer = await chat.ask(ask('x'))
    expect(answer.attempts).toBe(2)
    expect(slept[0]).toBeGreaterThan(1900)
    expect(slept[0]).toBeLessThanOrEqual(2000)
  }, 20_000)

  test('Retry-After as an HTTP date is kept to', async () => {
    const url = await serve((_, response, nth) => {
      if (nth === 1) response.writeHead(429, { 'retry-after': new Date(Date.now() + 1500).toUTCString() }).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(completion('ok'))
    })
    const start = performance.now()
    expect(await client(url).ask(ask('x'))).toMatchObject({ output: 'ok', attempts: 2 })
    // HTTP dates have whole seconds, so up to one second of the 1.5 is cut off
    expect(performance.now() - start).toBeGreaterThan(400)
  })

  test('everybody waits while the endpoint asks one to wait', async () => {
    const times: number[] = []
    const url = await serve((_, response, nth) => {
      times.push(performance.now())
      if (nth === 1) response.writeHead(429, { 'retry-after': '0.3' }).end()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(completion('ok'))
    })
    const chat = client(url, { concurrency: 1 })
    await Promise.all([chat.ask(ask('a')), chat.ask(ask('b'))])
    expect(times[1]! - times[0]!).toBeGreaterThan(250)
  })

  test('a limit that stays is a set-up error, and so is a wait of an hour', async () => {
    const always = await mocked({ rateLimit: { every: 1, times: 99 } })
    expect(await faultOf(always.chat.ask(ask('x')))).toMatchObject({ code: 'rate-limited' })
    const hour = await mocked({ rateLimit: { every: 1, times: 99, retryAfter: '3600' } }, { retries: 9 })
    expect(await faultOf(hour.chat.ask(ask('x')))).toMatchObject({ code: 'rate-limited' })
    expect(hour.mock.stats.requests).toBe(1)
  })

  test('requests per minute hold across callers', async () => {
    const { chat, mock } = await mocked({}, { requestsPerMinute: 600 })
    const start = performance.now()
    await Promise.all(Array.from({ length: 15 }, (_, i) => chat.ask(ask(`q${i}`))))
    // ten at once, five more at ten a second
    expect(performance.now() - start).toBeGreaterThan(450)
    expect(mock.stats.requests).toBe(15)
  })

  test('no more requests in flight than the endpoint allows', async () => {
    const { chat, mock } = await mocked({ latencyMs: 5 }, { concurrency: 3 })
    await Promise.all(Array.from({ length: 40 }, (_, i) => chat.ask(ask(`q${i}`))))
    expect(mock.stats.mostInFlight).toBe(3)
  })
})

describe('hostile answers', () => {
  test.each([
    ['not-json', 'application/json', '{"choices": ['],
    ['not-json', 'text/plain', ''],
    ['unexpected-answer', 'application/json', '{}'],
    ['unexpected-answer', 'application/json', 'null'],
    ['unexpected-answer', 'application/json', '[]'],
    ['unexpected-answer', 'application/json', '{"choices":[]}'],
    ['unexpected-answer', 'application/json', '{"choices":[{"message":{"content":42}}]}'],
    ['not-json', 'text/event-stream', 'data: {oops\n\n'],
    ['unexpected-answer', 'text/event-stream', 'data: {"x":1}\n\n'],
    ['stream-broken', 'text/event-stream', ''],
    ['stream-broken', 'text/event-stream', 'data: {"choices":[{"delta":{"content":"half"}}]}\n\n'],
    ['stream-broken', 'text/event-stream', 'data: {"choices":[{"delta":{"content":"a"},"finish_reason":"st'],
    ['server-error', 'text/event-stream', 'data: {"error":{"message":"overloaded"}}\n\n'],
  ])('%s: %s %s', async (code, type, body) => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-type': type }).end(body))
    expect(await faultOf(client(url).ask(ask('x')))).toMatchObject({ code })
  })

  test.each([
    ['null content', completion(null), ''],
    [
      'content in parts',
      completion([
        { type: 'text', text: '一' },
        { type: 'text', text: '二' },
      ]),
      '一二',
    ],
  ])('%s is an answer', async (_, body, output) => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body))
    expect(await client(url).ask(ask('x'))).toMatchObject({ output })
  })

  test('a refusal field is handed on, whole and streamed', async () => {
    const url = await serve((_, response, nth) => {
      if (nth === 1) {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"choices":[{"message":{"content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}')
      } else {
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end(
            'data: {"choices":[{"delta":{"refusal":"I "}}]}\n\ndata: {"choices":[{"delta":{"refusal":"cannot."}}]}\n\ndata: [DONE]',
          )
      }
    })
    const chat = client(url)
    expect(await chat.ask(ask('x'))).toMatchObject({ output: '', refusal: 'I cannot.' })
    expect(await chat.ask(ask('x'))).toMatchObject({ output: '', refusal: 'I cannot.' })
  })

  test('a content risk named inside a stream is a result', async () => {
    const url = await serve((_, response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .end('data: {"error":{"message":"输出可能包含敏感内容"}}\n\n'),
    )
    expect(await client(url).ask(ask('x'))).toMatchObject({ finish: 'blocked', output: '' })
  })

  test.each([
    [400, 'request-refused', '{"error":{"message":"max_tokens is too large"}}'],
    [401, 'not-authorised', '{}'],
    [403, 'not-authorised', '{}'],
    [404, 'not-found', '{}'],
    [422, 'request-refused', '{}'],
    [204, 'unexpected-answer', ''],
  ])('HTTP %i is %s and is not tried again', async (status, code, body) => {
    let requests = 0
    const url = await serve((_, response, nth) => {
      requests = nth
      response.writeHead(status).end(body)
    })
    expect(await faultOf(client(url).ask(ask('x')))).toMatchObject({ code })
    expect(requests).toBe(1)
  })

  test('silence, before and inside an answer, ends at the time-out', async () => {
    const mute = await serve(() => {})
    expect(await faultOf(client(mute, { timeoutSeconds: 0.2, retries: 0 }).ask(ask('x')))).toMatchObject({
      code: 'timed-out',
    })
    const drip = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const timer = setInterval(() => response.write(': still here\n\n'), 20)
      response.on('close', () => clearInterval(timer))
    })
    expect(await faultOf(client(drip, { timeoutSeconds: 0.3, retries: 0 }).ask(ask('x')))).toMatchObject({
      code: 'timed-out',
    })
  })

  test('a connection that is cut is tried again', async () => {
    const url = await serve((request, response, nth) => {
      if (nth === 1) request.socket.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(completion('ok'))
    })
    expect(await client(url).ask(ask('x'))).toMatchObject({ output: 'ok', attempts: 2 })
  })

  test('nobody there', async () => {
    const mock = await startMock()
    await mock.close()
    expect(await faultOf(client(mock.url).ask(ask('x')))).toMatchObject({ code: 'endpoint-unreachable' })
  })

  test('many requests under one signal are no leak', async () => {
    const warnings: string[] = []
    const note = (warning: Error) => warnings.push(warning.name)
    process.on('warning', note)
    cleanup.push(() => process.off('warning', note))
    const { chat } = await mocked({ latencyMs: 20 }, { concurrency: 64, requestsPerMinute: 60_000 })
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 200 }, (_, i) => chat.ask(ask(`q${i}`), signal)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings).toEqual([])
  })

  test('cancelling ends what is in flight and what waits', async () => {
    const { chat } = await mocked({ latencyMs: 5_000 }, { concurrency: 1 })
    const stop = new AbortController()
    const both = [chat.ask(ask('a'), stop.signal), chat.ask(ask('b'), stop.signal)]
    setTimeout(() => stop.abort(), 50)
    const start = performance.now()
    for (const one of both) expect(await faultOf(one)).toMatchObject({ code: 'cancelled' })
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('the API key', () => {
  const key = 'sk-Test/0123456789+abcdef'
  const env = { TEST_LLM_KEY: ` ${key}\n` }

  test('is sent as a bearer token, without the space around it', async () => {
    let seen: string | undefined
    const url = await serve((request, response) => {
      seen = request.headers.authorization
      response.writeHead(200, { 'content-type': 'application/json' }).end(completion('ok'))
    })
    await client(url, { apiKeyEnv: 'TEST_LLM_KEY' }, { env }).ask(ask('x'))
    expect(seen).toBe(`Bearer ${key}`)
  })

  test.each([
    ['as it is', key],
    ['URL-encoded', encodeURIComponent(key)],
    ['in base64', Buffer.from(key).toString('base64')],
    ['cut where the detail is cut', `${'x'.repeat(190)}${key}`],
  ])('does not stand in an error that repeats it %s', async (_, repeated) => {
    const url = await serve((_, response) => response.writeHead(401).end(`bad key: ${repeated}`))
    const fault = await faultOf(client(url, { apiKeyEnv: 'TEST_LLM_KEY' }, { env }).ask(ask('x')))
    expect(JSON.stringify(fault)).not.toContain(repeated)
    expect(JSON.stringify(fault)).not.toContain(key.slice(0, 10))
  })

  test('does not stand in an answer that repeats it', async () => {
    const url = await serve((request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(completion(`you sent ${request.headers.authorization}`)),
    )
    const { output } = await client(url, { apiKeyEnv: 'TEST_LLM_KEY' }, { env }).ask(ask('x'))
    expect(output).toBe('you sent Bearer [redacted]')
  })
})
