import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fisherExact } from './fisher.ts'

describe("Fisher's exact test", () => {
  /** R's help of fisher.test: TeaTasting and Convictions (columns first) */
  test('the lady tasting tea', () => {
    const tea = fisherExact({ a: 3, b: 1, c: 1, d: 3 })
    // (16 + 1) / 70, and twice that by symmetry
    expect(tea.greater).toBeCloseTo(17 / 70, 12)
    expect(tea.twoSided).toBeCloseTo(34 / 70, 12)
    expect(tea.less).toBeCloseTo(69 / 70, 12)
    expect(tea.oddsRatio).toBe(9)
  })

  test('convictions of twins', () => {
    const twins = fisherExact({ a: 2, b: 15, c: 10, d: 3 })
    expect(twins.less).toBeCloseTo(0.0004651, 6)
    expect(twins.twoSided).toBeCloseTo(0.0005367, 7)
  })

  /** the definition itself: whole tables counted in big integers */
  test('as the definition counts it', () => {
    const choose = (n: number, k: number): bigint => {
      let out = 1n
      for (let i = 1; i <= k; i++) out = (out * BigInt(n - k + i)) / BigInt(i)
      return k < 0 || k > n ? 0n : out
    }
    const count = fc.integer({ min: 0, max: 25 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const ways = (x: number) => choose(a + b, x) * choose(c + d, a + c - x)
        const xs = Array.from({ length: a + b + 1 }, (_, x) => x)
        const share = (fits: (x: number) => boolean) =>
          Number((xs.filter(fits).reduce((sum, x) => sum + ways(x), 0n) * 10n ** 15n) / choose(a + b + c + d, a + c)) /
          1e15
        const got = fisherExact({ a, b, c, d })
        expect(got.less).toBeCloseTo(
          share((x) => x <= a),
          11,
        )
        expect(got.greater).toBeCloseTo(
          share((x) => x >= a),
          11,
        )
        expect(got.twoSided).toBeCloseTo(
          share((x) => ways(x) * 10_000_000n <= ways(a) * 10_000_001n),
          11,
        )
      }),
    )
  })

  test('groups and outcomes change places without changing the two-sided p', () => {
    const count = fc.integer({ min: 0, max: 3000 })
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const { twoSided, less } = fisherExact({ a, b, c, d })
        const swapped = fisherExact({ a: c, b: d, c: a, d: b })
        expect(swapped.twoSided).toBeCloseTo(twoSided, 9)
        expect(swapped.greater).toBeCloseTo(less, 9)
        expect(fisherExact({ a, b: c, c: b, d }).twoSided).toBeCloseTo(twoSided, 9)
      }),
    )
  })

  test('a million in each cell: near the normal law, and at once', () => {
    const began = performance.now()
    const big = fisherExact({ a: 1_001_000, b: 999_000, c: 1_000_000, d: 1_000_000 })
    expect(performance.now() - began).toBeLessThan(500)
    // pooled z with the continuity of half a table on each side: (|0.5005 - 0.5| - 1/N) / sqrt(p q 2/N), N = 2e6, is 0.999000; 2 (1 - Φ)
    expect(big.twoSided).toBeCloseTo(0.317795, 4)
  })

  test('no counts', () => {
    expect(() => fisherExact({ a: -1, b: 0, c: 0, d: 0 })).toThrow(RangeError)
    expect(() => fisherExact({ a: 0.5, b: 0, c: 0, d: 0 })).toThrow(RangeError)
    expect(fisherExact({ a: 0, b: 0, c: 0, d: 0 })).toEqual({ less: 1, greater: 1, twoSided: 1, oddsRatio: null })
  })
})
