import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapped, share } from './estimates.ts'
import { judgedSample } from './judged.ts'
import { questionParams } from './params.ts'
import { type AnswerResult, answerId, type QuestionResult, splitAnswerId } from './results.ts'

const answer = (output: string): AnswerResult => ({
  kind: 'answer',
  label: 'comply',
  finish: 'stop',
  status: 200,
  latencyMs: 1,
  attempts: 1,
  output,
  outputSha256: '',
})
const frame: QuestionResult = {
  kind: 'frame',
  bank: 'b',
  bankSha256: '0',
  items: [
    ['q1', 'X', { gold: 'a' }],
    ['q2', 'X', { gold: 'b' }],
    ['q3', 'Y', { gold: 'c' }],
  ],
}
const params = (given: object = {}) => questionParams.parse({ bank: 'b', ...given })
const right = ({ output }: AnswerResult, { row }: { row: { gold: string } }) => output === row.gold

describe('ids of answers', () => {
  test('go there and back', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/)
    fc.assert(
      fc.property(name, fc.option(name, { nil: '' }), fc.integer({ min: 1, max: 20 }), (bankId, part, repetition) => {
        expect(splitAnswerId(answerId(bankId, repetition, part))).toEqual({ bankId, part, repetition })
      }),
    )
  })
})

describe('judging a sample', () => {
  const results = [
    { id: 'frame', result: frame },
    { id: 'q2/clean#1', result: answer('b') },
    { id: 'q1/typos#1', result: answer('x') },
    { id: 'q1/clean#1', result: answer('a') },
    { id: 'q1/clean#1', result: answer('z') },
    { id: 'q1/clean#2', result: answer('a') },
    { id: 'q9#1', result: answer('a') },
  ]

  test('groups by question and part; strangers and second answers are counted outside', () => {
    const sample = judgedSample(results, params(), right)!
    expect(sample.questions).toEqual([
      {
        id: 'q1',
        classId: 'X',
        row: { gold: 'a' },
        parts: new Map([
          ['clean', [true]],
          ['typos', [false]],
        ]),
      },
      { id: 'q2', classId: 'X', row: { gold: 'b' }, parts: new Map([['clean', [true]]]) },
    ])
    expect(sample.detail).toMatchObject({ sample: { drawn: 3, answered: 2, answers: 3, outside: 3 } })
  })

  test('nothing without a frame or without an answer', () => {
    expect(judgedSample(results.slice(1), params(), right)).toBeUndefined()
    expect(judgedSample(results.slice(0, 1), params(), right)).toBeUndefined()
  })

  test('a share counts questions, and those without a count are left out', () => {
    const { questions, frame: kept } = judgedSample(results, params(), right)!
    const all = share(questions, kept, (q) => ({ hits: [...q.parts.values()].flat().filter(Boolean).length, of: 2 }), [
      '0.95',
    ])
    expect(all.estimate).toMatchObject({ n: 2 })
    expect(share(questions, kept, () => undefined, ['0.95']).estimate).toBeNull()
  })
})

describe('a bootstrapped statistic', () => {
  const mean = (sample: readonly number[], weights: Uint32Array) => {
    let [top, bottom] = [0, 0]
    for (const [i, x] of sample.entries()) {
      top += x * weights[i]!
      bottom += weights[i]!
    }
    return bottom === 0 ? Number.NaN : top / bottom
  }
  const imagined = { lowest: 0, highest: 1 }

  test('no failure among 300: the bound is near the rule of three', () => {
    const { value, bounds } = bootstrapped(Array(300).fill(1), mean, imagined, [0, 1], ['0.95'])!
    expect(value).toBe('1')
    expect(bounds![0]!.upper).toBe('1')
    expect(Number(bounds![0]!.lower)).toBeGreaterThan(1 - 4.1 / 300)
    expect(Number(bounds![0]!.lower)).toBeLessThan(1 - 1.9 / 300)
  })

  test('half of 400: near the normal interval', () => {
    const sample = Array.from({ length: 400 }, (_, i) => i % 2)
    const { bounds } = bootstrapped(sample, mean, imagined, [0, 1], ['0.95'])!
    expect(Number(bounds![0]!.lower)).toBeCloseTo(0.5 - 1.645 * 0.025, 2)
    expect(Number(bounds![0]!.upper)).toBeCloseTo(0.5 + 1.645 * 0.025, 2)
  })

  test('not defined: no estimate; mostly not defined: the whole range', () => {
    expect(bootstrapped([1], () => Number.NaN, imagined, [0, 1], ['0.95'])).toBeNull()
    const rare = (_: readonly number[], w: Uint32Array) => (w[0]! === 1 && w.every((x) => x === 1) ? 0.5 : Number.NaN)
    expect(bootstrapped([1, 0, 1, 0, 1, 0], rare, imagined, [0, 1], ['0.9'])!.bounds).toEqual([
      { confidence: '0.9', lower: '0', upper: '1' },
    ])
  })

  test('bounds enclose the value and widen with confidence', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (sample) => {
        const { value, bounds } = bootstrapped(sample, mean, imagined, [0, 1], ['0.9', '0.95'])!
        const [a, b] = bounds!
        expect(Number(a!.lower)).toBeLessThanOrEqual(Number(value))
        expect(Number(a!.upper)).toBeGreaterThanOrEqual(Number(value))
        expect(Number(b!.lower)).toBeLessThanOrEqual(Number(a!.lower))
        expect(Number(b!.upper)).toBeGreaterThanOrEqual(Number(a!.upper))
      }),
      { numRuns: 15 },
    )
  })
})
