import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exact } from '../language/exact.ts'
import { log10, sqrt } from './irrational.ts'

const positive = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 10n ** 25n }))
  .map(([n, d]) => Exact.ratio(n, d))
const digits = fc.constantFrom(20, 40, 80)

describe('enclosures hold the true value', () => {
  it('square root: the squares of the ends enclose the number, as near as asked', () => {
    fc.assert(
      fc.property(positive, digits, (x, d) => {
        const { lo, hi } = sqrt(x, d)!
        expect(lo.times(lo).compare(x)).toBeLessThanOrEqual(0)
        expect(hi.times(hi).compare(x)).toBeGreaterThanOrEqual(0)
        expect(hi.minus(lo).compare(Exact.ratio(1n, 10n ** BigInt(d)))).toBeLessThanOrEqual(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('square root of a square is exact', () => {
    fc.assert(
      fc.property(positive, (x) => {
        const { lo, hi } = sqrt(x.times(x), 20)!
        expect(lo.equals(x) && hi.equals(x)).toBe(true)
      }),
    )
  })

  // OEIS A007524 (log10 2), A114490 (log10 3), A153268-like published expansions, 60 places
  it.each([
    ['2', '0.301029995663981195213738894724493026768189881462108541310427'],
    ['3', '0.477121254719662437295027903255115309200128864190695864829865'],
    ['7', '0.845098040014256830712216258592636193483572396323965406503835'],
  ])('log10 of %s', (x, known) => {
    const near = Exact.parse(known)!
    const { lo, hi } = log10(Exact.parse(x)!, 50)!
    const slack = Exact.ratio(1n, 10n ** 60n)
    expect(lo.compare(near.plus(slack))).toBeLessThanOrEqual(0)
    expect(hi.compare(near.minus(slack))).toBeGreaterThanOrEqual(0)
    expect(hi.minus(lo).compare(Exact.ratio(3n, 10n ** 50n))).toBeLessThanOrEqual(0)
  })

  it('log10: nearer enclosures lie inside coarser ones, and a product is a sum', () => {
    fc.assert(
      fc.property(positive, positive, (x, y) => {
        const coarse = log10(x, 20)!
        const fine = log10(x, 60)!
        expect(coarse.lo.compare(fine.hi)).toBeLessThanOrEqual(0)
        expect(coarse.hi.compare(fine.lo)).toBeGreaterThanOrEqual(0)
        const [a, b, product] = [log10(x, 40)!, log10(y, 40)!, log10(x.times(y), 40)!]
        expect(a.lo.plus(b.lo).compare(product.hi)).toBeLessThanOrEqual(0)
        expect(a.hi.plus(b.hi).compare(product.lo)).toBeGreaterThanOrEqual(0)
        expect(coarse.lo.toNumber()).toBeCloseTo(Math.log10(x.toNumber()), 9)
      }),
      { numRuns: 300 },
    )
  })

  it('log10 near one and far from one', () => {
    for (const t of ['1.000000000000000000000001', '0.999999999999999999999999', '1e-300', '9.99e300', '1/3']) {
      const x = Exact.parse(t)!
      const { lo, hi } = log10(x, 40)!
      expect(lo.compare(hi)).toBeLessThanOrEqual(0)
      expect(hi.minus(lo).compare(Exact.ratio(1n, 10n ** 38n))).toBeLessThanOrEqual(0)
    }
    // ln(1 + e) / ln 10 = e / ln 10 - ...
    expect(log10(Exact.parse('1.000000000000000000000001')!, 60)!.lo.toNumber()).toBeCloseTo(4.342944819032518e-25, 36)
  })

  it('powers of ten are exact', () => {
    for (let k = -40; k <= 40; k++) {
      const { lo, hi } = log10(k >= 0 ? Exact.whole(10n ** BigInt(k)) : Exact.ratio(1n, 10n ** BigInt(-k)), 20)!
      expect(lo.toString()).toBe(String(k))
      expect(hi.equals(lo)).toBe(true)
    }
  })

  it('there is none below zero', () => {
    expect(sqrt(Exact.parse('-1')!, 20)).toBeUndefined()
    expect(log10(Exact.zero, 20)).toBeUndefined()
    expect(log10(Exact.parse('-1')!, 20)).toBeUndefined()
    expect(sqrt(Exact.zero, 20)!.hi.sign).toBe(0)
  })
})
