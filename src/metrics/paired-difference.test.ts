import { describe, expect, test } from 'vitest'
import { pairedDifference } from './paired-difference.ts'
import { pairedShareInterval } from './paired-shares.ts'
import { pcg32 } from './random.ts'

const side = (counted: readonly number[], of: readonly number[]) => ({
  counted: Float64Array.from(counted),
  of: Float64Array.from(of),
})

describe('the difference of two systems on the same items', () => {
  test('a system compared with itself differs by nothing, certainly not significantly', () => {
    const random = pcg32(3n)
    const errors = Array.from({ length: 200 }, () => random.below(4))
    const sizes = errors.map(() => 10)
    const { difference, p, interval } = pairedDifference(
      { first: side(errors, sizes), second: side(errors, sizes) },
      0.95,
    )
    expect([difference, p, ...interval(0.95)]).toEqual([0, 1, 0, 0])
  })

  test('a small difference on every item is seen, which two independent samples would not show', () => {
    // hard and easy items: errors from 0 to 9; the second has one more error on every second item
    const first = Array.from({ length: 200 }, (_, i) => i % 10)
    const second = first.map((e, i) => e + (i % 2))
    const sizes = first.map(() => 20)
    const { difference, p, interval } = pairedDifference(
      { first: side(first, sizes), second: side(second, sizes) },
      0.95,
    )
    expect(difference).toBeCloseTo(0.025, 12)
    expect(p).toBeLessThan(0.01)
    expect(interval(0.95)[0]).toBeGreaterThan(0.02)
  })

  test.each([
    [1, 1],
    [4, 0.125],
    [6, 0.03125],
  ])('with %i items that differ, all one way, nothing below %f is claimed', (m, least) => {
    const first = Array.from({ length: 20 }, (_, i) => (i < m ? 9 : 0))
    const second = first.map(() => 0)
    const sizes = first.map(() => 10)
    const { p } = pairedDifference({ first: side(first, sizes), second: side(second, sizes) }, 0.95)
    expect(p).toBeGreaterThanOrEqual(least)
    if (m === 1) expect(p).toBe(1)
  })

  test('turning the two around turns the sign', () => {
    const first = side([1, 0, 3, 2, 0, 1], [5, 5, 6, 4, 5, 5])
    const second = side([0, 0, 1, 2, 1, 0], [5, 5, 6, 4, 5, 5])
    const there = pairedDifference({ first, second }, 0.9)
    const back = pairedDifference({ first: second, second: first }, 0.9)
    expect(back.difference).toBeCloseTo(-there.difference, 15)
    expect(back.interval(0.9)[0]).toBeCloseTo(-there.interval(0.9)[1], 12)
    expect(back.p).toBeCloseTo(there.p, 12)
  })

  test('where nothing differs, about a twentieth of samples is called significant at 5 %', () => {
    const random = pcg32(7n)
    let found = 0
    const trials = 200
    for (let t = 0; t < trials; t++) {
      const draw = () => Array.from({ length: 60 }, () => (random.below(5) === 0 ? 1 : 0))
      const ones = Array.from({ length: 60 }, () => 1)
      if (pairedDifference({ first: side(draw(), ones), second: side(draw(), ones) }, 0.95).p < 0.05) found++
    }
    expect(found).toBeLessThan(0.1 * trials)
  })
})

describe('the difference of two shares of the same items', () => {
  test('is the interval that resampling item by item gives', () => {
    const [onlyFirst, onlySecond, items] = [12, 31, 400]
    const first = Array.from({ length: items }, (_, i) => (i < onlyFirst || i >= 100 ? 1 : 0))
    const second = Array.from({ length: items }, (_, i) =>
      (i >= onlyFirst && i < onlyFirst + onlySecond) || i >= 100 ? 1 : 0,
    )
    const ones = first.map(() => 1)
    const slow = pairedDifference({ first: side(first, ones), second: side(second, ones) }, 0.95).interval(0.95)
    const quick = pairedShareInterval({ onlyFirst, onlySecond, items }, 0.95)
    for (const k of [0, 1] as const) expect(Math.abs(quick[k] - slow[k])).toBeLessThanOrEqual(2 / items)
    // the normal approximation: 19/400 less and more 1.96 times sqrt(43/400 - (19/400)²) / 20
    expect(quick[0]).toBeCloseTo(0.0155, 2)
    expect(quick[1]).toBeCloseTo(0.0795, 2)
  })

  test.each([
    [0, 0, [0, 0]],
    [0, 10, [1, 1]],
    [10, 0, [-1, -1]],
  ])('only the first %i of ten, only the second %i: %j', (onlyFirst, onlySecond, wanted) => {
    expect(pairedShareInterval({ onlyFirst, onlySecond, items: 10 }, 0.95)).toEqual(wanted)
  })
})
