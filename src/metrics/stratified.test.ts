import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clopperPearsonLower } from './intervals.ts'
import { pcg32 } from './random.ts'
import { type Stratum, stratifiedLower, stratifiedProportion, stratifiedUpper } from './stratified.ts'

const stratum = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, more, share]): Stratum => ({ k: Math.round(share * n), n, N: n + more }))

describe('stratified proportion', () => {
  test('worked by hand: two classes', () => {
    const { estimate, variance, se } = stratifiedProportion([
      { k: 9, n: 10, N: 100 },
      { k: 10, n: 20, N: 300 },
    ])
    expect(estimate).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.5, 15)
    expect(variance).toBeCloseTo(0.0625 * (0.09 / 9) * 0.9 + 0.5625 * (0.25 / 19) * (1 - 1 / 15), 15)
    expect(se).toBeCloseTo(Math.sqrt(variance), 15)
  })

  test('without a failure the bound is that of the weights, not certainty', () => {
    const strata = [
      { k: 20, n: 20, N: 1000 },
      { k: 20, n: 20, N: 1000 },
    ]
    expect(stratifiedUpper(strata, 0.95)).toBe(1)
    expect(stratifiedLower(strata, 0.95)).toBeCloseTo(clopperPearsonLower(40, 40, 0.95), 12)
  })

  test('bounds enclose the estimate', () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), (strata) => {
        const { estimate } = stratifiedProportion(strata)
        expect(stratifiedLower(strata, 0.9)).toBeLessThanOrEqual(estimate + 1e-12)
        expect(stratifiedUpper(strata, 0.9)).toBeGreaterThanOrEqual(estimate - 1e-12)
      }),
    )
  })

  test('the 95 % lower bound covers the truth in at least 94 % of simulated samples', () => {
    const random = pcg32(11n)
    const truth = [0.99, 0.9, 0.97]
    const N = [5000, 500, 2000]
    const n = [60, 40, 40]
    const population = N.reduce((a, b) => a + b)
    const true_ = truth.reduce((sum, p, h) => sum + (p * N[h]!) / population, 0)
    let covered = 0
    for (let i = 0; i < 2000; i++) {
      const strata = truth.map((p, h) => {
        let k = 0
        for (let j = 0; j < n[h]!; j++) if (random.uniform() < p) k++
        return { k, n: n[h]!, N: N[h]! }
      })
      if (stratifiedLower(strata, 0.95) <= true_) covered++
    }
    expect(covered / 2000).toBeGreaterThan(0.94)
  })

  test('a class nobody sampled is refused', () => {
    expect(() => stratifiedProportion([{ k: 0, n: 0, N: 10 }])).toThrow(RangeError)
    expect(() => stratifiedProportion([])).toThrow(RangeError)
  })
})
