import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIFFERENTIALS, differentials, gini } from './differentials.ts'
import { holm, normalTest } from './holm.ts'

describe('three groups: FMR 1e-4, 3e-4, 2e-5, FNMR 0.01, 0.02, 0.015', () => {
  const fmr = [10, 30, 2].map((errors) => ({ errors, trials: 100_000 }))
  const fnmr = [10, 20, 15].map((errors) => ({ errors, trials: 1000 }))

  test('FDR, Gini coefficients, GARBE, INEQUITY, ratios', () => {
    const of = differentials(fmr, fnmr, 0.5)
    expect(of.fdr).toBeCloseTo(0.99486, 10)
    expect(gini([1e-4, 3e-4, 2e-5])).toBeCloseTo(0.666667, 6)
    expect(gini([0.01, 0.02, 0.015])).toBeCloseTo(0.222222, 6)
    expect(of.garbe).toBeCloseTo(0.444444, 6)
    expect(of.inequity).toBeCloseTo(5.477226, 6)
    expect(of.fmrRatio).toBeCloseTo(3.556893, 6)
    expect(of.fnmrRatio).toBeCloseTo(1.386723, 6)
    expect(of.fmrMaxMin).toBeCloseTo(15, 10)
  })

  test('a group without errors gets half of one for ratios', () => {
    const of = differentials(
      [
        { errors: 0, trials: 99 },
        { errors: 1, trials: 100 },
      ],
      fnmr.slice(0, 2),
      0.5,
    )
    expect(of.fmrMaxMin).toBeCloseTo(0.01 / 0.005, 12)
    expect(of.garbe).toBeCloseTo(0.5 * 1 + 0.5 * gini([0.01, 0.02]), 12)
    expect(gini([0, 0])).toBe(0)
  })

  test('equal groups: 1, 0; the order of groups is nothing', () => {
    const rate = fc.record({ errors: fc.nat(50), trials: fc.integer({ min: 50, max: 60 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(rate, rate), { minLength: 2, maxLength: 6 }), (groups) => {
        const of = (all: typeof groups) =>
          differentials(
            all.map(([x]) => x),
            all.map(([, y]) => y),
            0.3,
          )
        const [one, turned] = [of(groups), of([...groups].reverse())]
        for (const name of DIFFERENTIALS) expect(turned[name]).toBeCloseTo(one[name], 10)
        const same = of(groups.map(() => groups[0]!))
        for (const name of DIFFERENTIALS) expect(same[name]).toBeCloseTo(name === 'garbe' ? 0 : 1, 10)
        expect(one.garbe).toBeGreaterThanOrEqual(0)
        expect(one.garbe).toBeLessThanOrEqual(1 + 1e-12)
      }),
    )
  })
})

describe('many comparisons', () => {
  test('Holm: the smallest times all, the next times one fewer, never falling', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([0.6, 0.7])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  test('a difference of 1.96 standard errors', () => {
    expect(normalTest(1.959963984540054, 1)).toBeCloseTo(0.05, 12)
    expect(normalTest(-0.5, 0.25)).toBeCloseTo(0.0455002638963584, 12)
    expect([normalTest(0, 0), normalTest(1, 0)]).toEqual([1, 0])
  })
})
