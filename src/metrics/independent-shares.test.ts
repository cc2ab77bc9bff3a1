import fc from 'fast-check'
import { expect, test } from 'vitest'
import { independentShareInterval } from './independent-shares.ts'

// Newcombe (1998), table II, method 10, first proportion less the second; ours is the second less the first
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('%i of %i less %i of %i, as published', (a, m, b, n, lower, upper) => {
  const found = independentShareInterval({ k: b, n }, { k: a, n: m }, 0.95)
  expect(found[0]).toBeCloseTo(lower, 4)
  expect(found[1]).toBeCloseTo(upper, 4)
})

test('the other way round it is the same with the other sign, and the difference lies within', () => {
  const share = fc
    .integer({ min: 1, max: 500 })
    .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }))
  fc.assert(
    fc.property(share, share, (first, second) => {
      const [lower, upper] = independentShareInterval(first, second, 0.95)
      const [back, forth] = independentShareInterval(second, first, 0.95)
      expect(lower).toBeCloseTo(-forth, 12)
      expect(upper).toBeCloseTo(-back, 12)
      const difference = second.k / second.n - first.k / first.n
      expect(lower).toBeLessThanOrEqual(difference)
      expect(upper).toBeGreaterThanOrEqual(difference)
      expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12)
      expect(upper).toBeLessThanOrEqual(1 + 1e-12)
    }),
  )
})
