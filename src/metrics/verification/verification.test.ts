import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../language/exact.ts'
import { type Det, detCurve, detOf } from './det.ts'
import { detCurveOf } from './det-stream.ts'
import { type EerConvention, eer, eerConventions } from './eer.ts'
import { pointAtFmr } from './operating-point.ts'
import { countBelow, countUpTo, sortedScores } from './scores.ts'
import { areaUnderRoc, dPrime, joined, momentsOf } from './separation.ts'

interface Golden {
  readonly name: string
  readonly labels: readonly number[]
  readonly scores: readonly number[]
  readonly fmr: readonly number[]
  readonly fnmr: readonly number[]
  readonly thresholds: readonly number[]
  readonly auc: number
}
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/sklearn-curves.json', import.meta.url), 'utf8'),
) as readonly Golden[]

const scoresOf = (genuine: readonly number[], impostor: readonly number[], polarity?: 'distance') =>
  sortedScores(Float64Array.from(genuine), Float64Array.from(impostor), polarity)
const det = (genuine: readonly number[], impostor: readonly number[]) => detOf(scoresOf(genuine, impostor))
const fraction = (text: string) => Exact.parse(text)!
const rounded = (d: Det, convention: EerConvention) => Number(eer(d, convention).value!.toNumber().toFixed(6))

const g4 = {
  genuine: [0.9, 0.8, 0.75, 0.6, 0.55, 0.4],
  impostor: [0.7, 0.58, 0.5, 0.45, 0.3, 0.2, 0.1, 0.05],
}

describe('against scikit-learn', () => {
  test.each(golden)('$name: the arrays of det_curve, value for value', (g) => {
    const of = (label: number) => g.scores.filter((_, i) => g.labels[i] === label)
    const curve = detCurve(det(of(1), of(0)))
    expect([...curve.thresholds]).toEqual(g.thresholds)
    expect([...curve.falseMatchRate]).toEqual(g.fmr)
    expect([...curve.falseNonMatchRate]).toEqual(g.fnmr)
    expect(areaUnderRoc(det(of(1), of(0)))).toBeCloseTo(g.auc, 14)
  })
})

describe('equal error rate', () => {
  test('six genuine, eight impostors: each convention has its own answer', () => {
    const d = det(g4.genuine, g4.impostor)
    expect(eerConventions.map((c) => [c, eer(d, c).value!.toString()])).toEqual([
      ['midpoint', '7/24'],
      ['fvc', '5/24'],
      ['linear', '0.25'],
      ['convex-hull', '3/14'],
      ['max', '1/3'],
    ])
  })

  test('a perfect algorithm has none, a reversed one has all', () => {
    for (const c of eerConventions) {
      expect(rounded(det([2, 3], [0, 1]), c)).toBe(0)
    }
    expect(rounded(det([0, 1], [2, 3]), 'midpoint')).toBe(1)
  })

  test('without a class there is none', () => {
    for (const c of eerConventions) expect(eer(det([1], []), c).value).toBeNull()
  })

  test('where failures keep the curves apart, lines do not cross and nothing is invented', () => {
    const d = det([Number.NaN, Number.NaN, 0.5], [Number.NaN, Number.NaN, 0.1])
    expect(eer(d, 'linear').value).toBeNull()
    expect(eer(d, 'convex-hull').value).toBeNull()
    expect(eer(d, 'midpoint').value!.toString()).toBe('0.5')
  })

  test('the hull is never above the lines, and all lie between the rates at the crossing', () => {
    fc.assert(
      fc.property(levels, levels, (genuine, impostor) => {
        const d = det(genuine, impostor)
        const value = (c: EerConvention) => eer(d, c).value!
        expect(value('convex-hull').compare(value('linear'))).toBeLessThanOrEqual(0)
        expect(value('fvc').compare(value('midpoint').times(fraction('2')))).toBeLessThanOrEqual(0)
        expect(value('midpoint').compare(value('max'))).toBeLessThanOrEqual(0)
      }),
    )
  })
})

const levels = fc.array(
  fc.integer({ min: 0, max: 9 }).map((x) => x / 10),
  { minLength: 1, maxLength: 40 },
)
const withFailures = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN)), {
  minLength: 1,
  maxLength: 40,
})

describe('laws', () => {
  test('counts are those of counting, failures are errors of genuine and never a match', () => {
    fc.assert(
      fc.property(withFailures, withFailures, (genuine, impostor) => {
        const d = det(genuine, impostor)
        d.thresholds.forEach((t, p) => {
          expect(d.falseMatches[p]).toBe(impostor.filter((s) => s >= t).length)
          expect(d.falseNonMatches[p]).toBe(genuine.filter((s) => !(s >= t)).length)
        })
        expect([d.genuine, d.impostor]).toEqual([genuine.length, impostor.length])
        expect(d.thresholds.at(-1)).toBe(Number.POSITIVE_INFINITY)
      }),
    )
  })

  test('the order of the input is nothing', () => {
    fc.assert(
      fc.property(withFailures, withFailures, (genuine, impostor) => {
        expect(det([...genuine].reverse(), [...impostor].reverse())).toEqual(det(genuine, impostor))
      }),
    )
  })

  test('a distance is a similarity upside down', () => {
    fc.assert(
      fc.property(withFailures, withFailures, (genuine, impostor) => {
        const negated = (xs: readonly number[]) => xs.map((x) => -x)
        expect(detOf(scoresOf(negated(genuine), negated(impostor), 'distance'))).toEqual(det(genuine, impostor))
      }),
    )
  })

  test('the operating point keeps to its target, and the point before it does not', () => {
    const target = fc.constantFrom('0', '0.001', '0.1', '0.25', '1/3', '0.5', '1').map(fraction)
    fc.assert(
      fc.property(withFailures, withFailures, target, (genuine, impostor, f) => {
        const d = det(genuine, impostor)
        const p = pointAtFmr(d, f)
        const fmr = (q: number) => Exact.ratio(BigInt(d.falseMatches[q]!), BigInt(d.impostor))
        expect(fmr(p).compare(f)).toBeLessThanOrEqual(0)
        if (p > 0) expect(fmr(p - 1).compare(f)).toBe(1)
      }),
    )
  })

  test('the area is that of all pairs', () => {
    fc.assert(
      fc.property(withFailures, withFailures, (genuine, impostor) => {
        const low = (x: number) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x)
        let twice = 0
        for (const g of genuine.map(low)) for (const i of impostor.map(low)) twice += g > i ? 2 : g === i ? 1 : 0
        expect(areaUnderRoc(det(genuine, impostor))).toBeCloseTo(twice / 2 / genuine.length / impostor.length, 14)
      }),
    )
  })

  test('the curve of a stream is that of all scores, value for value', () => {
    const some = fc.array(fc.tuple(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(Number.NaN)), fc.boolean()), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 20 }), fc.boolean(), (pairs, size, flipped) => {
        const of = (kind: boolean) => pairs.filter(([, same]) => same === kind).map(([s]) => s)
        fc.pre(of(true).some((s) => !Number.isNaN(s)) && of(false).some((s) => !Number.isNaN(s)))
        const scores = Float64Array.from(pairs, ([s]) => (flipped ? -s : s))
        const labels = Uint8Array.from(pairs, ([, same]) => Number(same))
        const chunks = function* () {
          for (let i = 0; i < scores.length; i += size)
            yield { scores: scores.subarray(i, i + size), labels: labels.subarray(i, i + size) }
        }
        expect(detCurveOf(chunks, flipped ? 'distance' : 'similarity')).toEqual(detCurve(det(of(true), of(false))))
      }),
      { numRuns: 500 },
    )
  })

  test('a sample that misleads about the overlap costs a walk more, not a number', () => {
    // every 64th impostor lies below all genuine scores, all others among them
    const n = 20_000
    const scores = Float64Array.from({ length: n }, (_, i) => (i % 64 === 0 ? -5 : ((i * 7919) % n) / n))
    const labels = Uint8Array.from({ length: n }, (_, i) => (i % 10 === 1 ? 1 : 0))
    let walks = 0
    const chunks = function* () {
      walks++
      for (let i = 0; i < n; i += 1024)
        yield { scores: scores.subarray(i, i + 1024), labels: labels.subarray(i, i + 1024) }
    }
    const of = (kind: number) => [...scores].filter((_, i) => labels[i] === kind)
    expect(detCurveOf(chunks)).toEqual(detCurve(det(of(1), of(0))))
    expect(walks).toBeGreaterThan(2)
  })

  test('joined moments are those of all together', () => {
    fc.assert(
      fc.property(levels, levels, (a, b) => {
        const of = (xs: readonly number[]) => momentsOf(Float64Array.from(xs).sort())
        const [two, one] = [joined(of(a), of(b)), of([...a, ...b])]
        expect(two.mean).toBeCloseTo(one.mean, 12)
        expect(two.squares).toBeCloseTo(one.squares, 10)
      }),
    )
  })
})

describe('corners', () => {
  test('-0 and 0 are one score', () => {
    const d = det([-0, 0], [0, -0])
    expect(d.thresholds).toHaveLength(2)
    expect(Object.is(d.thresholds[0], 0)).toBe(true)
  })

  test('a share that no double holds is compared exactly: 3 of 10 keep to 0.3', () => {
    const d = det([5], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(d.falseMatches[pointAtFmr(d, fraction('0.3'))]).toBe(3)
  })

  test('nothing at all', () => {
    const d = det([], [])
    expect(d.thresholds).toHaveLength(1)
    expect(areaUnderRoc(d)).toBeNull()
    expect(() => detCurve(d)).toThrow(RangeError)
    expect(dPrime(momentsOf(new Float64Array()), momentsOf(new Float64Array()))).toBeNull()
  })

  test("d' of two pairs", () => {
    const of = (...xs: number[]) => momentsOf(Float64Array.from(xs))
    expect(dPrime(of(2, 4), of(0, 2))).toBe(2)
    expect(dPrime(of(2, 2), of(1, 1))).toBeNull()
  })

  test('counting in a sorted array', () => {
    const xs = Float64Array.of(1, 2, 2, 3)
    expect([countBelow(xs, 2), countUpTo(xs, 2), countBelow(xs, 0), countUpTo(xs, 9)]).toEqual([1, 3, 0, 4])
  })
})
