import { describe, expect, test } from 'vitest'
import { names } from '../attestation/layout.ts'
import { ocrReducer } from '../instruments/recognition/ocr/reduce.ts'
import { trialReducer } from '../instruments/robot/trials/reduce.ts'
import { canonicalText } from '../language/canonical.ts'
import { ProblemError } from '../language/problem.ts'
import { compare } from './compare.ts'
import type { Files } from './files.ts'

interface Line {
  readonly reference: string
  readonly text: string
}

/** What a comparison reads of a bundle: here of a reader of lines. */
function bundle(
  lines: readonly Line[],
  more: { params?: object; measure?: string; ids?: readonly string[]; sha?: string } = {},
): Files {
  const measure = more.measure ?? 'reading'
  const plan = [
    {
      measure,
      instrument: 'recognition/ocr',
      version: ocrReducer.version,
      params: { images: '.', manifest: 'lines.jsonl', normalise: 'raw', ...more.params },
      confidences: [],
    },
  ]
  const results = lines.map(({ reference, text }, i) => ({
    id: more.ids?.[i] ?? `line-${String(i).padStart(3, '0')}`,
    ok: true,
    result: {
      reference,
      text,
      confidence: null,
      latencyMs: 1,
      imageSha256: more.sha ?? `sha-${i}`,
      lang: '',
      font: '',
      condition: 'clean',
    },
  }))
  const bytes = (x: unknown) => new TextEncoder().encode(JSON.stringify(x))
  return new Map([
    [names.plan, bytes(plan)],
    [names.subject, bytes({ id: 's', title: { en: 'reader' }, version: '1' })],
    [names.evidence, bytes({ assessment: { date: '2026-11-22' } })],
    [names.manifest, bytes({ standard: { entry: 'standard/acme/reader.yaml' } })],
    [names.results(measure), new TextEncoder().encode(`${results.map((r) => canonicalText(r)).join('\n')}\n`)],
  ])
}

const lines = (wrong: (i: number) => boolean, n = 100): Line[] =>
  Array.from({ length: n }, (_, i) => ({
    reference: '上海市公共安全',
    text: wrong(i) ? '上海市公共安仝' : '上海市公共安全',
  }))

describe('two assessments compared item by item', () => {
  test('the same results: no difference, nothing significant', () => {
    const one = bundle(lines((i) => i % 4 === 0))
    const { quantities, unpaired, sides } = compare(one, one)
    expect(quantities.map((q) => [q.quantity, q.difference, q.p, q.finding])).toEqual([
      ['cer', 0, 1, 'not-significant'],
      ['exact', 0, 1, 'not-significant'],
    ])
    expect(unpaired).toEqual({ onlyFirst: 0, onlySecond: 0, askedOtherwise: 0 })
    expect(sides[0].standard).toBe('acme/reader')
  })

  test('five against fifteen discordant lines: McNemar p = .041, which Holm still lets stand for two quantities only as it should', () => {
    // 100 lines: the first alone is right on 5, the second alone on 15
    const first = bundle(lines((i) => i >= 5 && i < 20))
    const second = bundle(lines((i) => i < 5))
    const exact = compare(first, second).quantities.find((q) => q.quantity === 'exact')!
    expect(exact.discordant).toEqual([5, 15])
    expect(exact.p).toBeCloseTo(0.041389, 6)
    expect(exact.adjustedP).toBeGreaterThanOrEqual(exact.p)
    expect(exact.difference).toBeCloseTo(0.1, 12)
    expect(exact.finding).toBe(exact.adjustedP < 0.05 ? 'second-better' : 'not-significant')
  })

  test('a clear difference is claimed for the right side, whichever way they are given', () => {
    const [worse, better] = [bundle(lines((i) => i % 2 === 0)), bundle(lines((i) => i % 20 === 0))]
    expect(compare(worse, better).quantities.map((q) => q.finding)).toEqual(['second-better', 'second-better'])
    expect(compare(better, worse).quantities.map((q) => q.finding)).toEqual(['first-better', 'first-better'])
  })

  test('only the same question makes a pair: other images and other ids are counted, not compared', () => {
    const first = bundle(lines(() => false))
    const other = compare(
      first,
      bundle(
        lines(() => true),
        { sha: 'another image' },
      ),
    )
    expect(other.quantities).toEqual([])
    expect(other.apart[0]).toEqual({ measure: 'reading', why: 'no-pairs' })
    const ids = lines(() => false).map((_, i) => (i < 40 ? `line-${String(i).padStart(3, '0')}` : `new-${i}`))
    const some = compare(
      first,
      bundle(
        lines(() => true),
        { ids },
      ),
    )
    expect(some.unpaired).toEqual({ onlyFirst: 60, onlySecond: 60, askedOtherwise: 0 })
    expect(some.quantities[0]!.pairs).toBe(40)
  })

  test.each([
    ['other-params', { params: { normalise: 'zh-basic' } }],
    ['only-one', { measure: 'another' }],
  ])('%s is said and not compared', (why, more) => {
    const { quantities, apart } = compare(
      bundle(lines(() => false)),
      bundle(
        lines(() => false),
        more,
      ),
    )
    expect(quantities).toEqual([])
    expect(apart.map((a) => a.why)).toContain(why)
  })

  test('results that are not what a bundle holds are a problem, never an empty comparison', () => {
    const broken = new Map(bundle(lines(() => false))).set(
      names.results('reading'),
      new TextEncoder().encode('{"id":1}\n'),
    )
    expect(() => compare(broken, bundle(lines(() => false)))).toThrow(ProblemError)
  })
})

describe('trials that each made for itself', () => {
  const trials = (k: number, n: number, params: object = {}): Files => {
    const entry = { measure: 'tasks', instrument: 'robot/trials', version: trialReducer.version, confidences: [] }
    const results = Array.from({ length: n }, (_, i) => ({
      id: `${String(i).padStart(7, '0')}-x`,
      ok: true,
      result: { outcome: i < k ? 'success' : 'failure', cell: '', disturbance: '' },
    }))
    const bytes = (x: unknown) => new TextEncoder().encode(JSON.stringify(x))
    return new Map([
      ...bundle([]),
      [names.plan, bytes([{ ...entry, params: trialReducer.params.parse(params) }])],
      [names.results('tasks'), new TextEncoder().encode(results.map((r) => `${canonicalText(r)}\n`).join(''))],
    ])
  }

  test('are compared by Fisher’s exact test, with an interval of the difference', () => {
    const { quantities, apart } = compare(trials(56, 70), trials(48, 80))
    expect(apart).toEqual([])
    const [success] = quantities
    expect(success).toMatchObject({
      quantity: 'success',
      method: 'fisher',
      pairs: null,
      trials: [70, 80],
      first: 0.8,
      second: 0.6,
    })
    // Newcombe (1998), table II; p from SciPy
    expect([success!.lower, success!.upper].map((x) => x.toFixed(4))).toEqual(['-0.3339', '-0.0524'])
    expect(success!.p).toBeCloseTo(0.012521129749209154, 12)
    expect(success!.finding).toBe('first-better')
    expect(compare(trials(8, 10), trials(6, 10)).quantities[0]!.finding).toBe('not-significant')
  })

  test('other parameters, or no trial at all, are no comparison', () => {
    expect(compare(trials(1, 2), trials(1, 2, { enough: 9 })).apart).toEqual([
      { measure: 'tasks', why: 'other-params' },
    ])
    expect(compare(trials(1, 2), trials(0, 0)).apart).toEqual([{ measure: 'tasks', why: 'nothing-to-divide' }])
  })
})
