import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderProblem } from '../language/problem.ts'
import type { JsonValue } from './canonical.ts'
import { differenceProblem, firstDifference } from './diff.ts'

describe('first difference', () => {
  it.each<[JsonValue, JsonValue, object | undefined]>([
    [1, 1, undefined],
    [-0, 0, undefined],
    [{ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, undefined],
    [1, '1', { pointer: '', left: 1, right: '1' }],
    [null, {}, { pointer: '', left: null, right: {} }],
    [[], {}, { pointer: '', left: [], right: {} }],
    [
      { b: 1, a: 1 },
      { b: 2, a: 2 },
      { pointer: '/a', left: 1, right: 2 },
    ],
    [{ 'x/y': { '~': [0, 1] } }, { 'x/y': { '~': [0, 2] } }, { pointer: '/x~1y/~0/1', left: 1, right: 2 }],
    [[1], [1, 2], { pointer: '/1', right: 2 }],
    [{ a: 1, z: 2 }, { a: 1 }, { pointer: '/z', left: 2 }],
    [{ a: [{ toString: 1 }] }, { a: [{}] }, { pointer: '/a/0/toString', left: 1 }],
  ])('of %j and %j', (left, right, expected) => {
    expect(firstDifference(left, right)).toEqual(expected)
  })

  it('is none exactly when the values are equal', () => {
    const value = fc.jsonValue() as fc.Arbitrary<JsonValue>
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(firstDifference(a, structuredClone(a))).toBeUndefined()
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
        expect(firstDifference(a, b) === undefined).toBe(same)
      }),
    )
  })

  it('is said in both languages with both values', () => {
    const found = firstDifference({ grades: [{ level: 'AA' }] }, { grades: [{ level: 'B' }] })!
    const p = differenceProblem(
      'judgement-differs',
      found,
      { file: 'judgement.json' },
      { zh: '结论不同', en: 'another result' },
    )
    expect(renderProblem(p, 'en')).toBe(
      'judgement.json /grades/0/level: judgement-differs: another result: the values at /grades/0/level differ\n  expected: "B"\n  got: "AA"',
    )
    expect(renderProblem(p, 'zh')).toContain('结论不同：/grades/0/level 处的值不同')
  })

  it('cuts long values between characters', () => {
    const long = '准'.repeat(500)
    const p = differenceProblem('x', firstDifference(long, '𠀀'.repeat(500))!, {}, { zh: '', en: '' })
    expect([...p.expected!].length).toBe(120)
    expect(p.expected).not.toMatch(/\p{Surrogate}/u)
  })
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, sorted(v), 'entry'])
    .concat([['map', null, 'map']])
}
