import { describe, expect, test } from 'vitest'
import { cohenKappa, roganGladen } from './agreement.ts'
import { clopperPearsonLower, clopperPearsonUpper } from './intervals.ts'
import { mcNemarExact } from './mcnemar.ts'
import { samplesToDecide } from './sample-size.ts'

describe('agreement', () => {
  test('kappa', () => {
    expect(
      cohenKappa([
        [90, 5],
        [8, 97],
      ]),
    ).toBeCloseTo(0.86987, 6)
    expect(
      cohenKappa([
        [10, 0],
        [0, 10],
      ]),
    ).toBe(1)
    expect(
      cohenKappa([
        [10, 0],
        [0, 0],
      ]),
    ).toBeNull()
    expect(() => cohenKappa([[1, 2]])).toThrow(RangeError)
  })

  test.each([
    [0.93, 0.957895],
    [0.06, 0.042105],
    [0.001, 0],
  ])('Rogan-Gladen of %d', (observed, want) => {
    expect(roganGladen(observed, 0.97, 0.98)).toBeCloseTo(want, 6)
  })

  test('a judge no better than chance corrects nothing', () => {
    expect(roganGladen(0.5, 0.5, 0.5)).toBeNull()
  })

  test.each([
    [12, 3, 0.035156],
    [5, 15, 0.041389],
    [0, 0, 1],
    [4, 4, 1],
    [0, 1, 1],
    [0, 6, 0.03125],
  ])('McNemar %d against %d', (b, c, p) => {
    expect(mcNemarExact(b, c)).toBeCloseTo(p, 6)
    expect(mcNemarExact(c, b)).toBe(mcNemarExact(b, c))
  })
})

describe('samples to decide', () => {
  test.each([
    [0.98, 0.95, 181],
    [0.95, 0.9, 116],
    [0.99, 0.98, 590],
    [0.995, 0.99, 1182],
  ])('observed %d against %d needs %d', (rate, threshold, n) => {
    expect(samplesToDecide(rate, threshold, 0.95, 'at-least')).toBe(n)
    expect(samplesToDecide(1 - rate, 1 - threshold, 0.95, 'at-most')).toBe(n)
  })

  test('agrees with a plain search over n', () => {
    for (const [rate, threshold] of [
      [0.97, 0.9],
      [0.8, 0.7],
      [0.6, 0.55],
      [1, 0.9],
      [0.999, 0.99],
      [0.33, 0.2],
    ] as const) {
      const plain = Array.from({ length: 5000 }, (_, i) => i + 1).find(
        (n) => clopperPearsonLower(Math.floor(rate * n + 1e-9), n, 0.95) >= threshold,
      )
      expect(samplesToDecide(rate, threshold, 0.95, 'at-least')).toBe(plain)
    }
    expect(samplesToDecide(0, 0.01, 0.95, 'at-most')).toBe(299)
    expect(clopperPearsonUpper(0, 299, 0.95)).toBeLessThanOrEqual(0.01)
  })

  test('never, and very many', () => {
    expect(samplesToDecide(0.9, 0.9, 0.95, 'at-least')).toBeNull()
    expect(samplesToDecide(0.2, 0.1, 0.95, 'at-most')).toBeNull()
    expect(samplesToDecide(0.9001, 0.9, 0.95, 'at-least')).toBeGreaterThan(10_000_000)
  })
})
