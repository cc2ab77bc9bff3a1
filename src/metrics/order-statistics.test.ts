import { expect, test } from 'vitest'
import { quantile, quantileBounds } from './order-statistics.ts'
import { pcg32 } from './random.ts'

const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1)

test.each([
  [100, 0.95, 95],
  [120, 0.95, 114],
  [20, 0.95, 19],
  [1, 0.95, 1],
  [7, 0.5, 4],
  [10, 1, 10],
])('of 1..%d the %d-quantile is %d', (n, p, want) => {
  expect(quantile(upTo(n), p)).toBe(want)
})

test.each([
  // upper: 0.95^58 > 0.05 >= 0.95^59, the number of values that first bounds a 95th percentile from above
  [58, 0.95, null],
  [59, 0.95, 59],
  [100, 0.95, 99],
])('of %d values the upper 95 %% bound of the %d-quantile is %s', (n, p, want) => {
  expect(quantileBounds(upTo(n), p, 0.95).upper).toBe(want)
})

test('the median of 5 has no bound at 0.99, the bounds of 20 are mirrored', () => {
  expect(quantileBounds(upTo(5), 0.5, 0.99)).toEqual({ lower: null, upper: null })
  expect(quantileBounds(upTo(20), 0.5, 0.95)).toEqual({ lower: 6, upper: 15 })
})

test('bounds cover the true quantile as often as promised', () => {
  const random = pcg32(17n)
  let above = 0
  let below = 0
  for (let run = 0; run < 2000; run++) {
    const values = Float64Array.from({ length: 120 }, () => random.uniform()).sort()
    const { lower, upper } = quantileBounds(values, 0.95, 0.9)
    if (upper !== null && upper >= 0.95) above++
    if (lower !== null && lower <= 0.95) below++
  }
  expect(above / 2000).toBeGreaterThan(0.88)
  expect(below / 2000).toBeGreaterThan(0.88)
})

test('nothing has no quantile', () => {
  expect(() => quantile(new Float64Array(0), 0.5)).toThrow(RangeError)
})
