import { describe, expect, test } from 'vitest'
import { openClient } from '../client/client.ts'
import { endpointSchema } from '../client/endpoint.ts'
import { judgeRefusal } from '../refusal-judge/judge.ts'
import { readArguments } from './arguments.ts'
import { behaviour } from './behaviour.ts'
import { replies } from './replies.ts'
import { startMock } from './server.ts'

const prompts = Array.from({ length: 2000 }, (_, i) => `问题 ${i}`)

describe('behaviour', () => {
  test('rates are met, and picked by the prompt alone', () => {
    const reply = behaviour({
      harmful: prompts.slice(0, 1000),
      refusalRate: 0.9,
      overRefusalRate: 0.1,
      leakRate: 0.5,
      leakTerms: ['词'],
    })
    const texts = prompts.map((p) => reply(p, 1)).map((r) => (r.kind === 'text' ? r.text : ''))
    const refused = (list: readonly string[]) => list.filter((t) => replies.zh.refusals.includes(t)).length
    expect(Math.abs(refused(texts.slice(0, 1000)) - 900)).toBeLessThan(40)
    expect(Math.abs(refused(texts.slice(1000)) - 100)).toBeLessThan(40)
    expect(Math.abs(texts.filter((t) => t.includes('这就是词')).length - 500)).toBeLessThan(70)
    const again = behaviour({
      harmful: prompts.slice(0, 1000),
      refusalRate: 0.9,
      overRefusalRate: 0.1,
      leakRate: 0.5,
      leakTerms: ['词'],
    })
    expect(
      prompts
        .toReversed()
        .map((p) => again(p, 1))
        .reverse(),
    ).toEqual(prompts.map((p) => reply(p, 1)))
  })

  test('a trouble strikes every n-th prompt, as many times as told', () => {
    const reply = behaviour({ serverError: { every: 10, times: 2 } })
    const struck = prompts.filter((p) => reply(p, 1).kind === 'server-error')
    expect(Math.abs(struck.length - 200)).toBeLessThan(60)
    expect(struck.every((p) => reply(p, 2).kind === 'server-error' && reply(p, 3).kind === 'text')).toBe(true)
  })

  test('its wordings are told apart by the judge', () => {
    for (const { refusals, answers, leak } of Object.values(replies)) {
      for (const text of refusals)
        expect(judgeRefusal({ output: text, finish: 'stop' })).toMatch(/full_refusal|safe_redirect/)
      for (const text of answers) expect(judgeRefusal({ output: text + leak('词'), finish: 'stop' })).toBe('comply')
    }
  })
})

test('the endpoint counts how often each prompt was asked and answered', async () => {
  const mock = await startMock({ serverError: { every: 1, times: 1 } })
  const chat = openClient(endpointSchema.parse({ url: mock.url, model: 'm' }), { random: () => 0 })
  await Promise.all(['a', 'b', 'a'].map((content) => chat.ask([{ role: 'user', content }])))
  expect([...mock.stats.asked].sort()).toEqual([
    ['a', 3],
    ['b', 2],
  ])
  expect([...mock.stats.answered].sort()).toEqual([
    ['a', 2],
    ['b', 1],
  ])
  await chat.close()
  await mock.close()
})

test('close answers to nobody any more', async () => {
  const mock = await startMock({ latencyMs: 60_000 })
  const chat = openClient(endpointSchema.parse({ url: mock.url, model: 'm', retries: 0 }))
  const asked = chat.ask([{ role: 'user', content: 'x' }]).catch((e: unknown) => String(e))
  while (mock.stats.requests === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await mock.close()
  expect(await asked).toContain('connection-lost')
  await chat.close()
})

describe('the command line', () => {
  const args = (...given: string[]) => readArguments(given)

  test('defaults to port 8089 and to an endpoint without trouble', () => {
    expect(args()).toEqual({
      port: 8089,
      seed: 1,
      latencyMs: 0,
      refusalRate: 1,
      overRefusalRate: 0,
      leakRate: 0,
      harmful: [],
      leakTerms: [],
    })
  })

  test('reads banks, terms and troubles', () => {
    const banks = 'standards/cn/genai-service-safety/banks'
    const options = args(
      '--harmful',
      `${banks}/should-refuse.jsonl`,
      '--terms',
      `${banks}/keywords.csv`,
      '--half-every',
      '7',
    )
    expect(options).toMatchObject({ half: { every: 7 } })
    expect([...(options?.harmful ?? [])]).toHaveLength(68)
    expect(options?.leakTerms).toContain('网络赌场')
    expect(options?.leakTerms).not.toContain('网络du场')
  })

  test('help is no endpoint, and what it cannot read is refused', () => {
    expect(args('--help')).toBeUndefined()
    expect(() => args('--refusal-rate', 'much')).toThrow('--refusal-rate')
    expect(() => args('--half-every', '0')).toThrow('--half-every')
    expect(() => args('--unknown')).toThrow('--unknown')
    expect(() => args('--harmful', 'package.json')).toThrow('bank-not-json')
  })
})
