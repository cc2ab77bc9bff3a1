import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimal, decimalDown, decimalUp } from './decimal.ts'

/** exact comparison of a decimal text with a double, by scaling both to whole numbers */
function compare(text: string, x: number): number {
  const [whole = '0', tail = ''] = text.replace('-', '').split('.')
  const places = tail.length
  let value = BigInt(whole + tail) * (text.startsWith('-') ? -1n : 1n)
  let exponent = 0
  let scaled = x
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    exponent++
  }
  value *= 1n << BigInt(exponent)
  const other = BigInt(scaled) * 10n ** BigInt(places)
  return value < other ? -1 : value > other ? 1 : 0
}

describe('decimal text', () => {
  test.each([
    [0.1, '0.1', '0.100000000001', '0.1'],
    [0.3, '0.299999999999', '0.3', '0.3'],
    [1 / 3, '0.333333333333', '0.333333333334', '0.333333333333'],
    [2 / 3, '0.666666666666', '0.666666666667', '0.666666666667'],
    [-1 / 3, '-0.333333333334', '-0.333333333333', '-0.333333333333'],
    [0, '0', '0', '0'],
    [-0, '0', '0', '0'],
    [1, '1', '1', '1'],
    [0.9999999999999, '0.999999999999', '1', '1'],
    [1234567890123456, '1234567890120000', '1234567890130000', '1234567890120000'],
    [1e21, '1000000000000000000000', '1000000000000000000000', '1000000000000000000000'],
    [
      5e-324,
      `0.${'0'.repeat(323)}494065645841`,
      `0.${'0'.repeat(323)}494065645842`,
      `0.${'0'.repeat(323)}494065645841`,
    ],
  ])('%d', (x, down, up, near) => {
    expect(decimalDown(x)).toBe(down)
    expect(decimalUp(x)).toBe(up)
    expect(decimal(x)).toBe(near)
  })

  test('outward rounding encloses the double, tightly, in any size', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 17 }), (x, digits) => {
        expect(compare(decimalDown(x, digits), x)).toBeLessThanOrEqual(0)
        expect(compare(decimalUp(x, digits), x)).toBeGreaterThanOrEqual(0)
        expect([decimalDown(x, digits), decimalUp(x, digits)]).toContain(decimal(x, digits))
        expect(decimalUp(x, digits)).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
        expect(Number(decimal(x, 17))).toBe(x + 0)
      }),
      { numRuns: 3000 },
    )
  })

  test('nothing is made of what is not a number', () => {
    expect(() => decimal(Number.NaN)).toThrow(RangeError)
    expect(() => decimalUp(Number.POSITIVE_INFINITY)).toThrow(RangeError)
    expect(() => decimalDown(1, 0)).toThrow(RangeError)
  })
})
