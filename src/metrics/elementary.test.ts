import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exp, expm1, ln, log1p } from './elementary.ts'

const EPS = 2 ** -52

function apart(got: number, want: number): number {
  return got === want ? 0 : Math.abs(got - want) / Math.abs(want) / EPS
}

describe('elementary functions', () => {
  const positive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true })
  const exponent = fc.double({ min: -700, max: 709, noNaN: true })
  const unit = fc.double({ min: -0.9, max: 5, noNaN: true })

  test('ln and exp stay within a few units in the last place of the library', () => {
    fc.assert(
      fc.property(positive, (x) => apart(ln(x), Math.log(x)) <= 2),
      { numRuns: 20000 },
    )
    fc.assert(
      fc.property(exponent, (x) => apart(exp(x), Math.exp(x)) <= 2),
      { numRuns: 20000 },
    )
  })

  test('expm1 and log1p keep their digits near 0', () => {
    fc.assert(
      fc.property(unit, (x) => apart(expm1(x), Math.expm1(x)) <= 5),
      { numRuns: 20000 },
    )
    fc.assert(
      fc.property(unit, (x) => apart(log1p(x), Math.log1p(x)) <= 5),
      { numRuns: 20000 },
    )
    expect(expm1(1e-20)).toBe(1e-20)
    expect(log1p(-1e-20)).toBe(-1e-20)
  })

  test.each([
    [ln(1), 0],
    [ln(0), Number.NEGATIVE_INFINITY],
    [ln(-1), Number.NaN],
    [ln(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY],
    [ln(5e-324), -744.4400719213812],
    [exp(0), 1],
    [exp(-746), 0],
    [exp(-745.1), 5e-324],
    [exp(709.8), Number.POSITIVE_INFINITY],
    [exp(Number.NEGATIVE_INFINITY), 0],
    [exp(Number.NaN), Number.NaN],
  ])('edge %# gives %d', (got, want) => {
    expect(got).toBe(want)
  })
})
