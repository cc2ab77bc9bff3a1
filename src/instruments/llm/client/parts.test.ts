import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namesContentRisk } from './answer.ts'
import { Bucket } from './bucket.ts'
import { readEndpoint } from './endpoint.ts'
import { backoffMs, retryAfterMs } from './retry.ts'
import { EventReader } from './sse.ts'

describe('server-sent events', () => {
  const read = (chunks: readonly Uint8Array[]) => {
    const reader = new EventReader()
    return [...chunks.flatMap((chunk) => reader.feed(chunk)), ...reader.end()]
  }
  const bytes = (text: string) => new TextEncoder().encode(text)

  test.each([
    ['data: a\n\ndata: b\n\n', ['a', 'b']],
    ['data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['data: a\r\rdata: b\r\r', ['a', 'b']],
    ['data:a\n\n', ['a']],
    ['data:  a\n\n', [' a']],
    ['data\n\n', ['']],
    ['data: a\ndata: b\n\n', ['a\nb']],
    [': comment\n\ndata: a\n\n', ['a']],
    ['event: x\nid: 1\nretry: 5\ndata: a\n\n', ['a']],
    ['\ufeffdata: a\n\n', ['a']],
    ['data: [DONE]', ['[DONE]']],
    ['database: a\n\n', []],
    ['', []],
  ])('%j', (text, events) => expect(read([bytes(text)])).toEqual(events))

  test('the events do not depend on where the bytes are cut', () => {
    const whole = bytes('data: 你好，𠮷！\r\n\r\n: 注\r\ndata: 第一行\r\ndata: 第二行\r\n\r\ndata: [DONE]\r\n\r\n')
    const expected = ['你好，𠮷！', '第一行\n第二行', '[DONE]']
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length]
        const chunks = at.slice(1).map((end, i) => whole.subarray(at[i]!, end))
        expect(read(chunks)).toEqual(expected)
      }),
    )
    expect(read(Array.from(whole, (b) => Uint8Array.of(b)))).toEqual(expected)
  })
})

describe('waiting', () => {
  const now = Date.UTC(2026, 0, 5, 8, 0, 0)
  test.each([
    ['3', 3000],
    ['0', 0],
    ['1.5', 1500],
    ['Mon, 05 Jan 2026 08:00:10 GMT', 10_000],
    ['Monday, 05-Jan-26 08:00:10 GMT', 10_000],
    ['Mon, 05 Jan 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['2026', 2_026_000],
    ['Monday', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('Retry-After %s is %s ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms))

  test('backoff doubles up to its cap, with full jitter', () => {
    expect([0, 1, 2, 3].map((n) => backoffMs(n, () => 0.999_999_999))).toEqual([499, 999, 1999, 3999])
    expect(backoffMs(50, () => 0.999_999_999)).toBe(29_999)
    expect(backoffMs(5, () => 0)).toBe(0)
  })

  test('a bucket never lets more through than its rate and one second more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 6000 }),
        fc.array(fc.nat(3000), { minLength: 1, maxLength: 60 }),
        (perMinute, gaps) => {
          let clock = 0
          const bucket = new Bucket(perMinute, () => clock)
          const sentAt = gaps.map((gap) => {
            clock += gap
            return clock + bucket.reserve(1)
          })
          for (const start of sentAt) {
            const inMinute = sentAt.filter((t) => t >= start && t < start + 60_000).length
            expect(inMinute).toBeLessThanOrEqual(perMinute + perMinute / 60 + 2)
          }
          expect(sentAt).toEqual(sentAt.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  test('a request dearer than the bucket waits for a full bucket, not for ever', () => {
    const bucket = new Bucket(60, () => 0)
    expect(bucket.reserve(30)).toBe(0)
    expect(bucket.reserve(1)).toBe(30_000)
    bucket.settle(25)
    expect(bucket.reserve(1)).toBe(6_000)
  })
})

describe('the endpoint section', () => {
  const good = { url: 'http://127.0.0.1:8080/v1', model: 'm' }
  const codes = (section: unknown, env: Record<string, string> = {}) => {
    const read = readEndpoint(section, env)
    return (read.ok ? read.warnings : read.problems).map((p) => p.code)
  }

  test('defaults', () => {
    const read = readEndpoint(good, {})
    expect(read.ok && read.value).toEqual({
      ...good,
      stream: false,
      concurrency: 8,
      timeoutSeconds: 120,
      retries: 3,
      temperature: 0,
      maxTokens: 512,
    })
  })

  test.each([
    [undefined, ['endpoint-missing']],
    ['http://x/v1', ['endpoint-invalid']],
    [{ ...good, model: undefined }, ['endpoint-invalid']],
    [{ ...good, concurrency: 0 }, ['endpoint-invalid']],
    [{ ...good, apiKey: 'secret' }, ['endpoint-unknown-key']],
    [{ ...good, url: 'ftp://host/v1' }, ['endpoint-url-scheme']],
    [{ ...good, url: 'file:///etc/hosts' }, ['endpoint-url-scheme']],
    [{ ...good, url: 'not a url' }, ['endpoint-url-invalid']],
    [{ ...good, url: 'https://user:word@host/v1' }, ['endpoint-url-credentials']],
    [{ ...good, url: 'https://host/v1?key=1' }, ['endpoint-url-query']],
    [{ ...good, apiKeyEnv: 'NOT_SET' }, ['api-key-missing']],
    [{ ...good, apiKeyEnv: 'not-a-name' }, ['endpoint-invalid']],
  ])('%j: %j', (section, expected) => expect(codes(section)).toEqual(expected))

  test('a key that cannot be a header is refused, and never shown', () => {
    const read = readEndpoint({ ...good, apiKeyEnv: 'KEY' }, { KEY: 'top\nsecret' })
    expect(codes({ ...good, apiKeyEnv: 'KEY' }, { KEY: 'top\nsecret' })).toEqual(['api-key-malformed'])
    expect(JSON.stringify(read)).not.toContain('secret')
  })

  test('a key over plain http to another machine is warned of', () => {
    expect(codes({ ...good, url: 'http://llm.example/v1', apiKeyEnv: 'KEY' }, { KEY: 'k' })).toEqual([
      'api-key-in-clear',
    ])
    expect(codes({ ...good, apiKeyEnv: 'KEY' }, { KEY: 'k' })).toEqual([])
  })
})

test.each([
  ['{"error":{"message":"Content Exists Risk"}}', true],
  ['{"error":{"code":"content_filter"}}', true],
  ['{"code":"DataInspectionFailed","message":"data_inspection_failed"}', true],
  ['系统检测到输入或生成内容可能包含不安全或敏感内容', true],
  ['ResponsibleAIPolicyViolation', true],
  ['{"error":{"message":"content is required"}}', false],
  ['{"error":{"message":"context length exceeded"}}', false],
  ['invalid api key', false],
])('content risk named in %s: %s', (body, expected) => expect(namesContentRisk(body)).toBe(expected))
