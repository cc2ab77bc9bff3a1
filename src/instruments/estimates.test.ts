import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { availabilityOf, meanShare, rateOf, timeBetween } from './estimates.ts'

const at = ({ bounds }: ReturnType<typeof rateOf>, i = 0) => [Number(bounds![i]!.lower), Number(bounds![i]!.upper)]

describe('rates', () => {
  /** exact Poisson, computed with SciPy; two-sided 95 % is one-sided 97.5 % */
  test.each([
    [110, 1454.137, 0.062172, 0.091174],
    [2, 41, 0.005908, 0.176212],
    [0, 100, 0, 0.036889],
  ])('%d in %d', (k, exposure, lower, upper) => {
    const [lo, hi] = at(rateOf(k, exposure, ['0.975']))
    expect([lo!.toFixed(6), hi!.toFixed(6)]).toEqual([lower.toFixed(6), upper.toFixed(6)])
  })

  test('110 interventions in 1 454 137 miles are one in 13 219.43', () => {
    expect(Number(timeBetween(110, 1_454_137, ['0.95']).value).toFixed(2)).toBe('13219.43')
  })

  test.each([
    [1, 179.4803, 39497.8902],
    [2, 138.4143, 4128.661],
    [5, 85.7021, 615.9584],
  ])('time between %d events in 1000 h, two-sided 95 %', (r, lower, upper) => {
    const [lo, hi] = at(timeBetween(r, 1000, ['0.975']))
    expect(lo).toBeCloseTo(lower, 3)
    expect(hi).toBeCloseTo(upper, 3)
  })
})

describe('availability', () => {
  test('six outages of 0.3 h in 24 h: F(12, 12) at 95 % is 2.68664', () => {
    const [lower, upper] = at(availabilityOf(23.7, 0.3, 6, 8, ['0.95']))
    expect(lower).toBeCloseTo(1 / (1 + (0.3 / 23.7) * 2.686637), 6)
    expect(upper).toBeCloseTo(1 / (1 + 0.3 / 23.7 / 2.686637), 6)
  })

  test('without an outage the next one is taken to last as long as the standard says', () => {
    const [lower, upper] = at(availabilityOf(100, 0, 0, 8, ['0.95']))
    // -ln 0.05 in 100 h, 8 h each
    expect([lower!.toFixed(6), upper]).toEqual([(1 / (1 + (2.995732 / 100) * 8)).toFixed(6), 1])
  })

  test('bounds enclose the value and widen with confidence', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        (up, down, outages) => {
          const { value, bounds } = availabilityOf(up, down, outages, 8, ['0.9', '0.95', '0.99'])
          const lowers = bounds!.map((b) => Number(b.lower))
          const uppers = bounds!.map((b) => Number(b.upper))
          expect(lowers[0]).toBeLessThanOrEqual(Number(value) + 1e-9)
          expect(uppers[0]).toBeGreaterThanOrEqual(Number(value) - 1e-9)
          expect([...lowers].sort((a, b) => b - a)).toEqual(lowers)
          expect([...uppers].sort((a, b) => a - b)).toEqual(uppers)
        },
      ),
    )
  })
})

test('the bound of a mean share is that of as many yes-no trials', () => {
  const { bounds } = meanShare(95, 100, ['0.95'])
  expect(Number(bounds![0]!.lower)).toBeCloseTo(0.897747, 6)
  expect(meanShare(12.5, 20, ['0.95']).value).toBe('0.625')
})
