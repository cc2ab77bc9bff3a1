import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Estimate } from '../../judge/evidence.ts'
import type { Instrument, Item, MeasureContext, Reducer, Subject } from '../contract.ts'
import { contentSafety } from './content-safety/index.ts'
import { llmInstruments } from './index.ts'
import { type MockOptions, startMock } from './mock/server.ts'
import { overRefusal } from './over-refusal/index.ts'
import type { AnswerResult, QuestionResult } from './questions/results.ts'
import { llmReducers } from './reducers.ts'
import { refusal } from './refusal/index.ts'

const here = dirname(fileURLToPath(import.meta.url))
const bankRoot = resolve(here, '../../../standards/cn/genai-service-safety')
const cleanup: (() => Promise<unknown>)[] = []
let folder: string
let harmful: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-llm-'))
  const bank = await readFile(join(bankRoot, 'banks/should-refuse.jsonl'), 'utf8')
  harmful = bank
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { prompt: string }).prompt)
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  for (const close of cleanup.splice(0).reverse()) await close()
})

function subjectAt(url: string, endpoint: object = {}): Subject {
  return {
    id: 's',
    title: { zh: '被测', en: 'subject' },
    version: '1',
    facts: {},
    access: { endpoint: { url, model: 'mock', ...endpoint } },
    folder,
  }
}

interface Entry<R> {
  readonly id: string
  readonly result: R
}

/** The road's part of the work: every item is measured, what the set-up failed at is left out. */
async function run<P, I extends Item, R>(instrument: Instrument<P, I, R>, subject: Subject, given: object) {
  const params = instrument.params.parse(given)
  expect((await instrument.check(subject, params)).filter((p) => p.severity === 'error')).toEqual([])
  const shared = new Map<string, Promise<unknown>>()
  const context: MeasureContext = {
    signal: new AbortController().signal,
    subject,
    width: 8,
    shared: <T>(key: string, open: () => Promise<T>, close: (resource: T) => Promise<void> | void) => {
      let resource = shared.get(key) as Promise<T> | undefined
      if (resource === undefined) {
        resource = open()
        shared.set(key, resource)
        const opened = resource
        cleanup.push(async () => close(await opened))
      }
      return resource
    },
  }
  const items: I[] = []
  for await (const item of instrument.items(subject, params)) items.push(item)
  const results: Entry<R>[] = []
  const faults: string[] = []
  await Promise.all(
    items.map((item) =>
      instrument.measure(item, context).then(
        (result) => results.push({ id: item.id, result }),
        () => faults.push(item.id),
      ),
    ),
  )
  return { params, ids: items.map((i) => i.id), results, faults, opened: shared.size }
}

async function mocked(options: MockOptions) {
  const mock = await startMock({ harmful, ...options })
  cleanup.push(() => mock.close())
  return mock
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const estimate = (quantity: unknown) => quantity as Estimate

describe('against the mock endpoint', () => {
  test('a careful service: everything harmful refused, nothing else, nothing leaked', async () => {
    const mock = await mocked({})
    const subject = subjectAt(mock.url)
    const a = await run(refusal, subject, { bank: 'should-refuse', bankRoot })
    expect(refusal.reduce(a.results, a.params, ['0.95'])).toMatchObject({
      n: 68,
      evidence: 'measured',
      quantities: { rate: { value: '68/68', n: 68 } },
    })
    const b = await run(overRefusal, subject, { bank: 'banks/should-not-refuse.jsonl', bankRoot })
    expect(overRefusal.reduce(b.results, b.params, ['0.95'])).toMatchObject({
      n: 52,
      quantities: { rate: { value: '0/52' } },
    })
    const c = await run(contentSafety, subject, { bank: 'content', bankRoot })
    expect(contentSafety.reduce(c.results, c.params, ['0.95'])).toMatchObject({
      n: 125,
      quantities: { pass: { value: '125/125' }, unsafe: 0 },
    })
    expect(mock.stats.requests).toBe(68 + 52 + 125)
    expect(Math.max(...mock.stats.asked.values())).toBe(1)
    expect(a.opened).toBe(1)
  })

  test('a careless one: the rates are those that the answers show, counted independently', async () => {
    const mock = await mocked({
      refusalRate: 0.7,
      overRefusalRate: 0.2,
      leakRate: 0.3,
      leakTerms: ['网络赌场'],
      seed: 5,
    })
    const subject = subjectAt(mock.url, { stream: true })
    const apologises = ({ result }: Entry<QuestionResult>) =>
      result.kind === 'answer' && /抱歉|对不起|sorry|apologi/i.test(result.output)

    const a = await run(refusal, subject, { bank: 'should-refuse', bankRoot })
    const refused = a.results.filter(apologises).length
    expect(refused).toBeGreaterThan(34)
    expect(refused).toBeLessThan(60)
    expect(estimate(refusal.reduce(a.results, a.params, ['0.95']).quantities['rate']).value).toBe(`${refused}/68`)

    const b = await run(overRefusal, subject, { bank: 'should-not-refuse', bankRoot })
    const wrongly = b.results.filter(apologises).length
    expect(wrongly).toBeGreaterThan(2)
    expect(estimate(overRefusal.reduce(b.results, b.params, ['0.95']).quantities['rate']).value).toBe(`${wrongly}/52`)

    const c = await run(contentSafety, subject, { bank: 'content', bankRoot })
    const leaks = c.results.filter(({ result }) => result.kind === 'answer' && /网络赌场/.test(result.output)).length
    expect(leaks).toBeGreaterThan(10)
    const { quantities, detail } = contentSafety.reduce(c.results, c.params, ['0.95'])
    expect(estimate(quantities['pass']).value).toBe(`${125 - leaks}/125`)
    expect(quantities['unsafe']).toBe(leaks)
    // a report shows where, never what
    expect(JSON.stringify(detail)).not.toContain('网络赌场')
  })

  test('filtered answers are refusals, empty ones only where that is the question, faults are neither', async () => {
    const mock = await mocked({
      refusalRate: 0,
      contentFilter: { every: 4 },
      contentRisk: { every: 5 },
      empty: { every: 6, times: 9 },
      html: { every: 9, times: 9 },
      serverError: { every: 7, times: 1 },
    })
    const subject = subjectAt(mock.url, { retries: 1 })
    const { results, params, faults, ids } = await run(refusal, subject, { bank: 'should-refuse', bankRoot })
    const answers = results.flatMap(({ result }) => (result.kind === 'answer' ? [result] : []))
    const filtered = answers.filter((r) => r.finish === 'content_filter' || r.status === 400).length
    const empty = answers.filter((r) => r.output === '' && r.finish === 'stop').length
    expect(Math.min(filtered, empty, faults.length)).toBeGreaterThan(0)
    expect(ids.length).toBe(1 + answers.length + faults.length)
    const reduction = refusal.reduce(results, params, ['0.95'])
    expect(reduction).toMatchObject({
      n: answers.length,
      detail: { k: filtered, sample: { withoutAnswer: faults.length } },
    })
    expect(overRefusal.reduce(results, params, ['0.95'])).toMatchObject({ detail: { k: filtered + empty } })
  })

  test('ids are stable and name the question and the repetition', async () => {
    const mock = await mocked({})
    const given = { bank: 'should-refuse', bankRoot, sample: 20, perClass: 1, repeats: 2, seed: 3 }
    const first = await run(refusal, subjectAt(mock.url), given)
    const second = await run(refusal, subjectAt(mock.url), given)
    expect(first.ids).toEqual(second.ids)
    expect(first.ids).toHaveLength(41)
    expect(first.ids[0]).toBe('frame')
    expect(first.ids[1]).toMatch(/^R-A\.1\.a-\d#1$/)
    expect(new Set(first.ids).size).toBe(41)
    expect(refusal.reduce(first.results, first.params, ['0.95'])).toEqual({
      ...refusal.reduce(second.results, second.params, ['0.95']),
      detail: expect.objectContaining({ k: 20 }) as unknown,
    })
  })
})

describe('what stops a run before it starts', () => {
  const codes = async (given: object, endpoint: unknown = { url: 'http://127.0.0.1:1/v1', model: 'm' }) => {
    const subject = { ...subjectAt(''), access: { endpoint } }
    return (await refusal.check(subject, refusal.params.parse(given))).map((p) => p.code)
  }

  test.each([
    [{ bank: 'should-refuse' }, ['bank-missing']],
    [{ bank: 'should-refuse', bankRoot }, []],
    [{ bank: 'content', bankRoot }, ['bank-wrong-type']],
    [{ bank: 'should-refuse', bankRoot, sample: 10, perClass: 1 }, ['sample-too-small']],
    [{ bank: 'should-refuse', bankRoot, sample: 300 }, ['bank-smaller-than-sample']],
    [{ bank: 'should-refuse', bankRoot, classes: ['A.5.a'] }, ['bank-without-classes']],
  ])('%j: %j', async (given, expected) => expect(await codes(given)).toEqual(expected))

  test('no endpoint', async () =>
    expect(await codes({ bank: 'should-refuse', bankRoot }, null)).toEqual(['endpoint-missing']))

  test("the subject's own bank goes before the sample", async () => {
    await writeFile(join(folder, 'should-refuse.jsonl'), 'broken')
    expect(await codes({ bank: 'should-refuse', bankRoot })).toEqual(['bank-not-json'])
    await rm(join(folder, 'should-refuse.jsonl'))
  })

  test.each([{ bank: '' }, {}, { bank: 'b', sample: 0 }, { bank: 'b', repeats: 0 }, { bank: 'b', other: 1 }])(
    'params %j are refused',
    (given) => {
      expect(refusal.params.safeParse(given).success).toBe(false)
    },
  )
})

const answer = (output: string, more: Partial<AnswerResult> = {}): AnswerResult => ({
  kind: 'answer',
  label: 'comply',
  finish: 'stop',
  status: 200,
  latencyMs: 1,
  attempts: 1,
  output,
  outputSha256: sha256(output),
  ...more,
})
const REFUSED = '抱歉，我无法提供这方面的内容。'
const ANSWERED = '好的，下面是您要的文字。'

/** A run by hand: the frame has `of` questions a class, of which the first `asked` (in drawn order) are answered, `refused` of them with a refusal. */
async function made(
  classes: readonly { id: string; of: number }[],
  given: object,
  refusedOf: (index: number, classId: string) => boolean,
) {
  const items = classes.flatMap(({ id, of }) => Array.from({ length: of }, (_, i) => [`${id}-${i}`, id] as const))
  const params = refusal.params.parse({ bank: 'b', ...given })
  const lines = items.map(([id, classId]) =>
    JSON.stringify({ id, lang: 'zh', classId, type: 'should_refuse', prompt: id }),
  )
  await writeFile(join(folder, 'b.jsonl'), lines.join('\n'))
  const results: Entry<QuestionResult>[] = []
  const nth = new Map<string, number>()
  for await (const { id, work } of refusal.items(subjectAt('http://127.0.0.1:1/v1'), params)) {
    if ('frame' in work) results.push({ id, result: work.frame })
    else {
      const classId = id.replace(/-\d+#\d+$/, '')
      const index = nth.get(classId) ?? 0
      nth.set(classId, index + 1)
      results.push({ id, result: answer(refusedOf(index, classId) ? REFUSED : ANSWERED) })
    }
  }
  return { params, results }
}

describe('reducing', () => {
  test.each([
    [300, 285, '0.919153', '0.969468'],
    [300, 15, '0.030532', '0.080847'],
    [1000, 900, '0.879848', '0.917091'],
    [20, 0, '0', '0.161125'],
  ])('golden Wilson interval of %i questions, %i refused', async (n, k, low, high) => {
    const { params, results } = await made([{ id: 'A', of: n }], {}, (i) => i < k)
    const { quantities, detail } = refusal.reduce(results, params, ['0.95'])
    expect(estimate(quantities['rate']).value).toBe(`${k}/${n}`)
    const [lower, upper] = (detail as { wilson95: [string, string] }).wilson95.map(Number) as [number, number]
    expect(Math.abs(lower - Number(low))).toBeLessThan(1.5e-6)
    expect(Math.abs(upper - Number(high))).toBeLessThan(1.5e-6)
  })

  test('bounds for every confidence, one-sided, exact; a Jeffreys distribution', async () => {
    const { params, results } = await made([{ id: 'A', of: 59 }], {}, () => true)
    const rate = estimate(refusal.reduce(results, params, ['0.95', '0.9']).quantities['rate'])
    expect(rate.bounds?.map((b) => [b.confidence, b.upper])).toEqual([
      ['0.95', '1'],
      ['0.9', '1'],
    ])
    // no failure in 59: the lower bound is 0.05^(1/59)
    expect(Number(rate.bounds?.[0]?.lower)).toBeCloseTo(0.05 ** (1 / 59), 11)
    expect(Number(rate.bounds?.[0]?.lower)).toBeLessThanOrEqual(0.05 ** (1 / 59))
    expect(rate.distribution).toEqual({ kind: 'beta', a: '59.5', b: '0.5' })
  })

  test('a sample with unequal weights is weighted, worked by hand', async () => {
    // 100 and 300 questions, ten of each: nine refused of the first, five of the second
    const { params, results } = await made(
      [
        { id: 'A', of: 100 },
        { id: 'B', of: 300 },
      ],
      { sample: 20, perClass: 10 },
      (i, c) => i < (c === 'A' ? 9 : 5),
    )
    const { quantities, detail, n } = refusal.reduce(results, params, ['0.95'])
    const rate = estimate(quantities['rate'])
    // (100 * 9/10 + 300 * 5/10) / 400
    expect(rate.value).toBe('3/5')
    expect(n).toBe(20)
    const variance = 0.0625 * (0.09 / 9) * (1 - 0.1) + 0.5625 * (0.25 / 9) * (1 - 10 / 300)
    expect(detail).toMatchObject({ estimator: 'stratified', pooled: '14/20' })
    expect(Number((detail as { variance: string }).variance)).toBeCloseTo(variance, 12)
    expect(Number(rate.bounds?.[0]?.lower)).toBeLessThan(0.6)
    expect(Number(rate.bounds?.[0]?.upper)).toBeGreaterThan(0.6)
  })

  test('repetitions do not narrow the bounds', async () => {
    const once = await made([{ id: 'A', of: 40 }], {}, (i) => i < 30)
    const thrice = await made([{ id: 'A', of: 40 }], { repeats: 3 }, (i) => Math.floor(i / 3) < 30)
    const a = estimate(refusal.reduce(once.results, once.params, ['0.95']).quantities['rate'])
    const b = estimate(refusal.reduce(thrice.results, thrice.params, ['0.95']).quantities['rate'])
    expect(b).toEqual({ ...a, value: '3/4' })
    // wavering answers: the mean is the mean of shares, the bounds hold for the worst and the best reading
    const wavering = await made([{ id: 'A', of: 40 }], { repeats: 2 }, (i) => i % 2 === 0)
    const c = estimate(refusal.reduce(wavering.results, wavering.params, ['0.95']).quantities['rate'])
    expect(c).toMatchObject({ value: '1/2', n: 40, bounds: [{ lower: '0', upper: '1' }] })
  })

  test('params as a standard writes them, without the defaults, mean the same', async () => {
    const { params, results } = await made([{ id: 'A', of: 30 }], { sample: 10 }, (i) => i < 4)
    const written = { bank: 'b', sample: 10 } as typeof params
    expect(refusal.reduce(results, written, ['0.95'])).toEqual(refusal.reduce(results, params, ['0.95']))
  })

  test('the stored label is not believed', async () => {
    const { params, results } = await made([{ id: 'A', of: 10 }], {}, () => false)
    const forged = results.map(({ id, result }) => ({
      id,
      result: result.kind === 'answer' ? { ...result, label: 'full_refusal' as const } : result,
    }))
    expect(refusal.reduce(forged, params, ['0.95'])).toEqual(refusal.reduce(results, params, ['0.95']))
    expect(estimate(refusal.reduce(forged, params, ['0.95']).quantities['rate']).value).toBe('0/10')
  })

  test('answers outside the sample, and second answers to one id, are not counted', async () => {
    const { params, results } = await made([{ id: 'A', of: 50 }], { sample: 10 }, () => false)
    const known = new Set(results.map((r) => r.id))
    const extra = Array.from({ length: 50 }, (_, i) => ({ id: `A-${i}#1`, result: answer(REFUSED) })).filter(
      (e) => !known.has(e.id),
    )
    const again = { id: results[1]!.id, result: answer(ANSWERED) }
    const second = { id: results[1]!.id.replace('#1', '#2'), result: answer(REFUSED) }
    const { quantities, detail } = refusal.reduce([...extra, ...results, again, second], params, ['0.95'])
    expect(estimate(quantities['rate']).value).toBe('0/10')
    expect(detail).toMatchObject({ sample: { outside: extra.length + 2 } })
  })

  test('without a frame, or without answers, nothing is determined', async () => {
    const { params, results } = await made([{ id: 'A', of: 5 }], {}, () => true)
    for (const some of [results.slice(1), results.slice(0, 1), []]) {
      expect(refusal.reduce(some, params, ['0.95'])).toMatchObject({
        n: 0,
        evidence: 'none',
        quantities: { rate: null },
      })
    }
    const content = contentSafety.params.parse({ bank: 'b' })
    expect(contentSafety.reduce(results, content, ['0.95'])).toMatchObject({
      n: 0,
      quantities: { pass: null, unsafe: null },
    })
  })

  test('the same results in any order give the same bytes', async () => {
    const { params, results } = await made(
      [
        { id: 'A', of: 9 },
        { id: 'B', of: 40 },
        { id: 'C', of: 3 },
      ],
      { sample: 20, perClass: 3, repeats: 2 },
      (i) => i % 3 === 0,
    )
    const bytes = JSON.stringify(refusal.reduce(results, params, ['0.95', '0.9']))
    fc.assert(
      fc.property(fc.shuffledSubarray(results, { minLength: results.length }), (shuffled) => {
        expect(JSON.stringify(refusal.reduce(shuffled, params, ['0.95', '0.9']))).toBe(bytes)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the family', () => {
  test('every instrument has its reducer, with the same name, version and arithmetic', () => {
    expect(llmReducers.map((r) => r.name)).toEqual(llmInstruments.map((i) => i.name))
    llmReducers.forEach((reducer: Reducer, i) => {
      const instrument = llmInstruments[i]!
      expect([instrument.name, instrument.version]).toEqual([reducer.name, reducer.version])
      expect(instrument.reduce).toBe(reducer.reduce)
    })
  })

  test('the versions of this set of rules; when this fails, the rules changed: raise LOGIC if their code did too', () => {
    const ruled = llmReducers.filter((r) => r.version.includes('+'))
    expect(Object.fromEntries(ruled.map((r) => [r.name, r.version]))).toMatchInlineSnapshot(`
      {
        "llm/bias": "1.0.0+R1.2-9b482a3a",
        "llm/content-safety": "1.0.0+M02.1-f8f1dfb7.R1.2-9b482a3a",
        "llm/jailbreak": "1.0.0+R1.2-9b482a3a",
        "llm/over-refusal": "1.0.0+R1.2-9b482a3a",
        "llm/refusal": "1.0.0+R1.2-9b482a3a",
        "llm/toxicity": "1.0.0+R2.1-dba47dcd",
      }
    `)
  })

  test('reducers load neither Node nor the network, however deep one looks', async () => {
    const seen = new Set<string>()
    const outside = new Set<string>()
    const visit = async (file: string): Promise<void> => {
      if (seen.has(file)) return
      seen.add(file)
      const source = await readFile(file, 'utf8')
      // type-only imports leave nothing behind
      for (const [, from] of source.matchAll(/^(?:import|export)(?! type\b)[^;'"]*?from '([^']+)'/gm)) {
        if (from!.startsWith('.')) await visit(resolve(dirname(file), from!))
        else outside.add(from!)
      }
    }
    await visit(join(here, 'reducers.ts'))
    expect(seen.size).toBeGreaterThan(15)
    expect([...outside].sort()).toEqual(['@noble/hashes/sha2.js', '@noble/hashes/utils.js', 'zod'])
  })
})
