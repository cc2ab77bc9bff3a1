import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcg32 } from './random.ts'
import { sortNumbers } from './sort-numbers.ts'

const random = pcg32(3n)
const of = (n: number, draw: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => draw(i) + 0)

describe('sorting numbers', () => {
  test.each<[string, Float64Array]>([
    ['scores', of(20_000, () => random.uniform())],
    ['both signs', of(20_000, () => random.uniform() - 0.5)],
    ['few levels', of(20_000, () => random.below(20) / 10 - 1)],
    ['all the same', of(20_000, () => 0.5)],
    ['one upper half, as a hostile file has it', of(20_000, () => 0.5 + random.below(1000) * 1e-13)],
    ['every magnitude', of(20_000, () => (random.uniform() - 0.5) * 10 ** (random.below(600) - 300))],
    [
      'infinities and the least numbers',
      of(20_000, (i) => [Number.POSITIVE_INFINITY, -5e-324, 5e-324, 0, Number.NEGATIVE_INFINITY][i % 5]!),
    ],
    ['descending', of(20_000, (i) => -i)],
  ])('%s', (_, values) => {
    const expected = values.slice().sort()
    const sorted = sortNumbers(values)
    expect(sorted).toBe(values)
    expect(Buffer.from(sorted.buffer).equals(Buffer.from(expected.buffer))).toBe(true)
  })

  test('a part of an array leaves the rest alone', () => {
    const whole = of(30_000, (i) => 30_000 - i)
    sortNumbers(whole.subarray(1000, 29_000))
    expect([whole[999], whole[29_000]]).toEqual([29_001, 1000])
    expect(whole.subarray(1000, 29_000)).toEqual(whole.slice(1000, 29_000).sort())
  })

  test('any numbers', () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { maxLength: 50 })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 300 }), (some, times) => {
        const values = Float64Array.from(Array.from({ length: times }, () => some).flat(), (x) => x + 0)
        expect(sortNumbers(values.slice())).toEqual(values.sort())
      }),
      { numRuns: 60 },
    )
  })
})
