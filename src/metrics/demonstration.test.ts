import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demonstrationTrials } from './demonstration.ts'
import { clopperPearsonLower } from './intervals.ts'

describe('trials that show a success rate', () => {
  /** computed with SciPy (binom.cdf), n for 0, 1, … 5 failures */
  test.each([
    [0.8, 0.8, [8, 14, 21, 27, 33, 39]],
    [0.9, 0.9, [22, 38, 52, 65, 78, 91]],
    [0.9, 0.95, [29, 46, 61, 76, 89, 103]],
    [0.95, 0.95, [59, 93, 124, 153, 181, 208]],
    [0.985, 0.95, [199, 315, 418, 515, 608, 699]],
    [0.99, 0.95, [299, 473, 628, 773, 913, 1049]],
  ])('R = %d, C = %d', (r, c, ns) => {
    expect(ns.map((_, f) => demonstrationTrials(r, c, f))).toEqual(ns)
  })

  test.each([
    [0.8, [8, 11, 14, 21]],
    [0.9, [16, 22, 29, 44]],
    [0.95, [32, 45, 59, 90]],
    [0.98, [80, 114, 149, 228]],
    [0.99, [161, 230, 299, 459]],
    [0.995, [322, 460, 598, 919]],
    [0.999, [1609, 2302, 2995, 4603]],
  ])('without failure, R = %d', (r, ns) => {
    expect([0.8, 0.9, 0.95, 0.99].map((c) => demonstrationTrials(r, c, 0))).toEqual(ns)
  })

  test('it is where the Clopper-Pearson bound reaches the rate, and one trial fewer does not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 0.99, noNaN: true }),
        fc.constantFrom(0.8, 0.9, 0.95, 0.99),
        fc.integer({ min: 0, max: 12 }),
        (r, c, f) => {
          const n = demonstrationTrials(r, c, f)
          expect(clopperPearsonLower(n - f, n, c)).toBeGreaterThanOrEqual(r * (1 - 1e-9))
          if (n - 1 > f) expect(clopperPearsonLower(n - 1 - f, n - 1, c)).toBeLessThan(r * (1 + 1e-9))
        },
      ),
    )
  })

  test('no rate, no count', () => {
    expect(() => demonstrationTrials(1, 0.95, 0)).toThrow(RangeError)
    expect(() => demonstrationTrials(0.9, 1, 0)).toThrow(RangeError)
    expect(() => demonstrationTrials(0.9, 0.95, -1)).toThrow(RangeError)
    expect(() => demonstrationTrials(0.9, 0.95, 0.5)).toThrow(RangeError)
  })
})
