import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ahpWeights, entropyWeights } from './indicator-weights.ts'

test('Saaty: three indicators compared 1:3:5', () => {
  // published worked example: weights 0.637, 0.258, 0.105; lambda 3.0385; CR 0.033
  const { weights, lambda, consistencyRatio } = ahpWeights([
    [1, 3, 5],
    [1 / 3, 1, 3],
    [1 / 5, 1 / 3, 1],
  ])
  expect(weights.map((w) => Number(w.toFixed(4)))).toEqual([0.637, 0.2583, 0.1047])
  expect(lambda).toBeCloseTo(3.0385, 4)
  expect(consistencyRatio).toBeCloseTo(0.0332, 4)
})

test('consistent comparisons give back the weights they were made from, with a ratio of nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), (given) => {
      const total = given.reduce((a, b) => a + b, 0)
      const { weights, consistencyRatio } = ahpWeights(given.map((a) => given.map((b) => a / b)))
      for (const [i, w] of weights.entries()) expect(w).toBeCloseTo(given[i]! / total, 12)
      expect(consistencyRatio).toBeLessThan(1e-9)
    }),
  )
})

test('contradictory comparisons are found out', () => {
  const circle = [
    [1, 9, 1 / 9],
    [1 / 9, 1, 9],
    [9, 1 / 9, 1],
  ]
  expect(ahpWeights(circle).consistencyRatio).toBeGreaterThan(1)
})

test.each([
  [[[1, 2]]],
  [
    [
      [1, 2],
      [1, 1],
    ],
  ],
  [
    [
      [1, -2],
      [-0.5, 1],
    ],
  ],
  [[]],
])('%j is no matrix of comparisons', (matrix) => {
  expect(() => ahpWeights(matrix)).toThrow(RangeError)
})

test('an indicator that is the same for all objects weighs nothing; the golden case by hand', () => {
  // column 1: p = 1/4, 3/4: e = 0.8112781; column 2: equal: e = 1; column 3: all in one: e = 0
  const weights = entropyWeights([
    [1, 5, 0],
    [3, 5, 2],
  ])
  const first = 1 - 0.8112781244591328
  expect(weights[0]).toBeCloseTo(first / (first + 1), 12)
  expect(weights[1]).toBe(0)
  expect(weights[2]).toBeCloseTo(1 / (first + 1), 12)
  expect(
    entropyWeights([
      [2, 2],
      [2, 2],
    ]),
  ).toEqual([0.5, 0.5])
})

test('entropy weights sum to 1 and do not depend on the order of objects or the unit of an indicator', () => {
  const table = fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 3, maxLength: 3 }), {
    minLength: 2,
    maxLength: 8,
  })
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, unit) => {
      const weights = entropyWeights(rows)
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
      const other = entropyWeights([...rows].reverse().map(([a, b, c]) => [a! * unit, b!, c!]))
      for (const [i, w] of weights.entries()) expect(other[i]).toBeCloseTo(w, 9)
    }),
  )
})
