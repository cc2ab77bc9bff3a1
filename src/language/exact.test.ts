import fc from 'fast-check'
import Fraction from 'fraction.js'
import { describe, expect, it } from 'vitest'
import { Exact } from './exact.ts'

const whole = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const below = fc.bigInt({ min: 1n, max: 10n ** 30n })
const ratio = fc.tuple(
  fc.oneof(whole, fc.bigInt({ min: -20n, max: 20n })),
  fc.oneof(below, fc.bigInt({ min: 1n, max: 20n })),
)
const exact = ratio.map(([n, d]) => Exact.ratio(n, d))
const text = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
    fc.option(fc.stringMatching(/^\d{1,15}$/)),
    fc.option(fc.integer({ min: -30, max: 30 })),
  )
  .map(
    ([sign, n, fraction, power]) =>
      `${sign}${n}${fraction === null ? '' : `.${fraction}`}${power === null ? '' : `e${power}`}`,
  )

const oracle = (x: Exact) => new Fraction(x.n, x.d)
const same = (x: Exact, f: Fraction) => expect(`${x.n}/${x.d}`).toBe(`${f.s * f.n}/${f.d}`)

describe('exact numbers against an oracle (fraction.js)', () => {
  it.each([
    ['plus', (a: Exact, b: Exact) => a.plus(b), (a: Fraction, b: Fraction) => a.add(b)],
    ['minus', (a: Exact, b: Exact) => a.minus(b), (a: Fraction, b: Fraction) => a.sub(b)],
    ['times', (a: Exact, b: Exact) => a.times(b), (a: Fraction, b: Fraction) => a.mul(b)],
    [
      'over',
      (a: Exact, b: Exact) => (b.sign === 0 ? a : a.over(b)),
      (a: Fraction, b: Fraction) => (b.n === 0n ? a : a.div(b)),
    ],
  ])('%s', (_, ours, theirs) => {
    fc.assert(
      fc.property(exact, exact, (a, b) => void same(ours(a, b), theirs(oracle(a), oracle(b)))),
      { numRuns: 2000 },
    )
  })

  it('compare, floor, ceil', () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(a.compare(b)).toBe(Math.sign(oracle(a).compare(oracle(b))))
        expect(a.equals(b)).toBe(a.compare(b) === 0)
        same(a.floor(), oracle(a).floor())
        same(a.ceil(), oracle(a).ceil())
      }),
      { numRuns: 2000 },
    )
  })

  it('is always in lowest terms over a positive denominator', () => {
    const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))
    fc.assert(
      fc.property(ratio, ([n, d]) => {
        for (const x of [Exact.ratio(n, d), Exact.ratio(-n, -d)]) {
          expect(x.d > 0n).toBe(true)
          expect(gcd(x.n, x.d)).toBe(1n)
        }
      }),
    )
  })

  it('reads decimal text as what it says', () => {
    fc.assert(
      fc.property(text, (t) => {
        const [mantissa, power = '0'] = t.replace('+', '').split('e')
        const scale = new Fraction(10).pow(Number(power))!
        same(Exact.parse(t)!, new Fraction(mantissa!).mul(scale))
      }),
      { numRuns: 2000 },
    )
  })

  it('prints what reads back as itself, and the same for every way of writing it', () => {
    fc.assert(
      fc.property(exact, (x) => {
        const printed = x.toString()
        expect(Exact.parse(printed)!.equals(x)).toBe(true)
        expect(Exact.parse(printed)!.toString()).toBe(printed)
        if (!printed.includes('/') && !printed.includes('.'))
          expect(Exact.parse(`${printed}.000`)!.toString()).toBe(printed)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('rounding by GB/T 8170: half to even on the last digit kept', () => {
  it.each([
    ['12.1498', 1, '12.1'],
    ['1.050', 1, '1.0'],
    ['0.35', 1, '0.4'],
    ['2500', -3, '2000'],
    ['3500', -3, '4000'],
    ['0.0325', 3, '0.032'],
    ['32500', -3, '32000'],
    ['15.4546', 0, '15'],
    ['-355', -1, '-360'],
    ['-325', -1, '-320'],
    ['-0.0365', 3, '-0.036'],
    ['10.502', 0, '11'],
    ['0.5', 0, '0'],
    ['1.5', 0, '2'],
    ['-0.5', 0, '0'],
    ['-1.5', 0, '-2'],
    ['2/3', 4, '0.6667'],
  ])('%s at %i digits is %s', (given, digits, wanted) => {
    const rounded = Exact.parse(given)!.round(digits)
    expect(rounded.toString()).toBe(Exact.parse(wanted)!.toString())
    if (digits >= 0) expect(Exact.parse(given)!.toFixed(digits)).toBe(wanted)
  })

  it('is the nearest multiple, the even one of two', () => {
    fc.assert(
      fc.property(exact, fc.integer({ min: -5, max: 8 }), (x, digits) => {
        const unit = digits >= 0 ? Exact.ratio(1n, 10n ** BigInt(digits)) : Exact.whole(10n ** BigInt(-digits))
        const r = x.round(digits)
        const multiple = r.over(unit)
        expect(multiple.whole).toBe(true)
        const off = (x.compare(r) < 0 ? r.minus(x) : x.minus(r)).times(Exact.whole(2n)).compare(unit)
        expect(off).toBeLessThanOrEqual(0)
        if (off === 0) expect(multiple.n % 2n).toBe(0n)
        expect(r.round(digits).equals(r)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('toFixed never prints a negative nothing', () => {
    expect(Exact.parse('-0.001')!.toFixed(2)).toBe('0.00')
    expect(Exact.parse('-0.5')!.toFixed(0)).toBe('0')
  })
})

describe('the nearest double', () => {
  it('of any decimal text is what the engine reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.tuple(whole, fc.integer({ min: -330, max: 300 })).map(([n, p]) => `${n}e${p}`),
        ),
        (t) => {
          const x = Exact.parse(t)
          if (x) expect(x.toNumber()).toBe(x.sign === 0 ? 0 : Number(t))
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('of a ratio is one that no neighbour beats', () => {
    const neighbours = (v: number): number[] => {
      const view = new DataView(new ArrayBuffer(8))
      view.setFloat64(0, v)
      const bits = view.getBigInt64(0)
      return [-1n, 1n].map((step) => {
        view.setBigInt64(0, bits + step)
        return view.getFloat64(0)
      })
    }
    const exactly = (v: number): Exact => {
      const view = new DataView(new ArrayBuffer(8))
      view.setFloat64(0, v)
      const bits = view.getBigUint64(0)
      const power = Number((bits >> 52n) & 0x7ffn)
      const mantissa = power === 0 ? bits & 0xfffffffffffffn : (bits & 0xfffffffffffffn) | 0x10000000000000n
      const shift = (power === 0 ? 1 : power) - 1075
      const size = shift >= 0 ? Exact.whole(mantissa << BigInt(shift)) : Exact.ratio(mantissa, 1n << BigInt(-shift))
      return bits >> 63n ? size.negated() : size
    }
    const distance = (a: Exact, b: Exact) => (a.compare(b) < 0 ? b.minus(a) : a.minus(b))
    fc.assert(
      fc.property(
        fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 60n }), fc.bigInt({ min: 1n, max: 10n ** 60n })),
        ([n, d]) => {
          const x = Exact.ratio(n, d)
          const v = x.toNumber()
          for (const other of neighbours(v))
            expect(distance(x, exactly(v)).compare(distance(x, exactly(other)))).toBeLessThanOrEqual(0)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('what is refused', () => {
  it.each([
    '',
    ' ',
    'abc',
    '1e',
    '--1',
    '.5',
    '5.',
    '1_000',
    '0x10',
    'NaN',
    'Infinity',
    '1/0',
    '1/2/3',
    '½',
    '１',
    '1e999999999',
    '1e-999999999',
    '1e-401',
    `1${'0'.repeat(400)}`,
    `0.${'1'.repeat(400)}`,
  ])('%s', (t) => {
    const start = performance.now()
    expect(Exact.parse(t)).toBeUndefined()
    expect(performance.now() - start).toBeLessThan(50)
  })

  it('a denominator of nothing', () => {
    expect(() => Exact.ratio(1n, 0n)).toThrow(RangeError)
  })

  it('but 400 digits, and white space around, are read', () => {
    expect(Exact.parse('9'.repeat(400))!.n).toBe(10n ** 400n - 1n)
    expect(Exact.parse(' 0.950 ')!.toString()).toBe('0.95')
  })
})

describe('open ends', () => {
  it('stand beyond every number', () => {
    fc.assert(
      fc.property(exact, (x) => {
        expect(Exact.infinity.compare(x)).toBe(1)
        expect(Exact.minusInfinity.compare(x)).toBe(-1)
        expect(x.compare(Exact.infinity)).toBe(-1)
        expect(x.plus(Exact.infinity)).toBe(Exact.infinity)
        expect(x.minus(Exact.infinity).equals(Exact.minusInfinity)).toBe(true)
        expect(x.over(Exact.infinity).sign).toBe(0)
        expect(Exact.infinity.times(x).toString()).toBe(x.sign === 0 ? '0' : x.sign > 0 ? 'inf' : '-inf')
      }),
    )
  })
})
