import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairedRatio } from './paired-ratio.ts'
import { pcg32 } from './random.ts'

const of = (...values: number[]) => Float64Array.from(values)

describe('a paired ratio', () => {
  test('nothing lost in n clusters is not certainty: the bound is that of no event in n', () => {
    const ones = new Float64Array(59).fill(1)
    const { value, bounds } = pairedRatio(ones, ones, [0.95])
    expect(value).toBe(1)
    // 1 - 0.05^(1/59) = 0.04951
    expect(bounds(0.95).lower).toBeCloseTo(0.9505, 4)
    expect(bounds(0.95).upper).toBe(1)
  })

  test('better than before is capped', () => {
    expect(pairedRatio(of(2, 2), of(1, 1), [0.95]).value).toBe(1)
  })

  test('bounds enclose the value and widen', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (pairs) => {
        const base = Float64Array.from(pairs, ([b]) => b)
        fc.pre(base.some((b) => b > 0))
        const { value, bounds } = pairedRatio(
          Float64Array.from(pairs, ([, k]) => k),
          base,
          [0.9, 0.99],
        )
        const [near, far] = [bounds(0.9), bounds(0.99)]
        expect(near.lower).toBeLessThanOrEqual(value + 1e-12)
        expect(near.upper).toBeGreaterThanOrEqual(value - 1e-12)
        expect(far.lower).toBeLessThanOrEqual(near.lower + 1e-12)
        expect(far.upper).toBeGreaterThanOrEqual(near.upper - 1e-12)
      }),
      { numRuns: 50 },
    )
  })

  test('the lower bound covers the truth about as often as it says, rare losses too', () => {
    const random = pcg32(11n)
    let missed = 0
    const rounds = 300
    for (let r = 0; r < rounds; r++) {
      const base = new Float64Array(60).fill(10)
      // one input in twenty loses everything: the truth is 0.95
      const kept = base.map((b) => (random.uniform() < 0.05 ? 0 : b))
      if (pairedRatio(kept, base, [0.95]).bounds(0.95).lower > 0.95) missed++
    }
    expect(missed / rounds).toBeLessThan(0.07)
  }, 60_000)
})
