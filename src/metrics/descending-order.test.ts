import fc from 'fast-check'
import { expect, test } from 'vitest'
import { descendingOrder } from './descending-order.ts'
import { pcg32 } from './random.ts'

const plain = (values: Float64Array) => [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b)

test('as a stable sort by comparison, few and many, with ties, signs, zeros and ends', () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true }),
    fc.constantFrom(-0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324),
  )
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.constantFrom(1, 40), (few, times) => {
      const values = Float64Array.from({ length: few.length * times }, (_, i) => few[(i * 7) % few.length]!)
      expect([...descendingOrder(values)]).toEqual(plain(values))
    }),
  )
})

test.each([2047, 2048, 10_000])('%d scores of three decimals', (n) => {
  const random = pcg32(5n)
  const values = Float64Array.from({ length: n }, () => random.below(1000) / 1000 - 0.3)
  expect([...descendingOrder(values)]).toEqual(plain(values))
})
