import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../language/exact.ts'
import { tailBounds, tailsOf } from '../tails.ts'
import { bitsLost, calibratedPoints, minimumCllr, twoAnswerCllr } from './calibration.ts'
import { clusteredCurve, resampledClusters } from './clustered.ts'
import { type Det, detOf } from './det.ts'
import { leastCostPoint, normalisedCost, ratesAt, weightsOf } from './detection-cost.ts'
import { eer, eerConventions } from './eer.ts'
import { pointAtFmr } from './operating-point.ts'
import { pairSums } from './pair-sums.ts'
import { sortedScores } from './scores.ts'

const fraction = (text: string) => Exact.parse(text)!
const CLUSTERS = 5
const comparison = fc.record({
  score: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  genuine: fc.nat(1),
  a: fc.nat(CLUSTERS - 1),
  b: fc.nat(CLUSTERS - 1),
})
const comparisons = fc.array(comparison, { minLength: 1, maxLength: 40 })
const weightsOfAll = fc.array(fc.nat(3), { minLength: CLUSTERS, maxLength: CLUSTERS })
const given = (of: readonly { score: number; genuine: number; a: number; b: number }[]) => ({
  scores: Float64Array.from(of, (c) => c.score),
  genuine: Uint8Array.from(of, (c) => c.genuine),
  a: Uint32Array.from(of, (c) => c.a),
  b: Uint32Array.from(of, (c) => c.b),
  clusters: CLUSTERS,
})

/** The resample written out: every comparison as many times as it counts. */
function copied(of: readonly { score: number; genuine: number; a: number; b: number }[], w: readonly number[]): Det {
  const times = (c: { a: number; b: number }) => (c.a === c.b ? w[c.a]! : w[c.a]! * w[c.b]!)
  const scores = (kind: number) =>
    Float64Array.from(
      of.filter((c) => c.genuine === kind).flatMap((c) => Array.from({ length: times(c) }, () => c.score)),
    )
  return detOf(sortedScores(scores(1), scores(0)))
}

describe('a resample of clusters', () => {
  test('has the operating points, EERs, costs and calibration of its comparisons written out', () => {
    fc.assert(
      fc.property(comparisons, weightsOfAll, (of, w) => {
        const drawn = clusteredCurve(given(of)).draw(Uint32Array.from(w))
        const whole = copied(of, w)
        expect([drawn.genuine, drawn.impostor]).toEqual([whole.genuine, whole.impostor])
        if (whole.genuine === 0 || whole.impostor === 0) return
        for (const f of ['0.1', '0.3', '0.5'].map(fraction)) {
          const [p, q] = [pointAtFmr(drawn, f), pointAtFmr(whole, f)]
          // the threshold may be one that the resample does not hold; what matters is what it does
          expect(drawn.falseNonMatches[p]).toBe(whole.falseNonMatches[q])
          expect(drawn.falseMatches[p]).toBeLessThanOrEqual(whole.falseMatches[q]!)
        }
        for (const c of eerConventions) {
          const [own, other] = [eer(drawn, c).value?.toString(), eer(whole, c).value?.toString()]
          if (c === 'midpoint' || c === 'convex-hull') expect(own).toBe(other)
        }
        const cost = (d: Det) => {
          const [miss, fa] = ratesAt(d, leastCostPoint(d, [1, 9]))
          return miss.toNumber() + 9 * fa.toNumber()
        }
        expect(cost(drawn)).toBeCloseTo(cost(whole), 12)
      }),
      { numRuns: 1000 },
    )
  })

  test('with every cluster once it is the curve itself', () => {
    fc.assert(
      fc.property(comparisons, (of) => {
        const drawn = clusteredCurve(given(of)).draw(new Uint32Array(CLUSTERS).fill(1))
        const whole = copied(of, [1, 1, 1, 1, 1])
        fc.pre(whole.genuine > 0 && whole.impostor > 0)
        for (const c of eerConventions) expect(eer(drawn, c).value?.toString()).toBe(eer(whole, c).value?.toString())
        expect(minimumCllr(drawn)).toBeCloseTo(minimumCllr(whole), 12)
      }),
      { numRuns: 500 },
    )
  })

  test('sums over pairs are those of adding up', () => {
    const value = fc.integer({ min: -5, max: 5 })
    fc.assert(
      fc.property(fc.array(fc.tuple(comparison, value)), weightsOfAll, (of, w) => {
        const c = given(of.map(([x]) => x))
        const sums = pairSums(
          c.a,
          c.b,
          CLUSTERS,
          Float64Array.from(of, ([, v]) => v),
        )
        const expected = of.reduce((s, [x, v]) => s + v * (x.a === x.b ? w[x.a]! : w[x.a]! * w[x.b]!), 0)
        expect(sums.total(Uint32Array.from(w))).toBe(expected)
      }),
    )
  })

  test('clusters are drawn as many times as there are, and the same way again', () => {
    const draws = () => resampledClusters(7, 50, (w) => [w.reduce((a, b) => a + b, 0), w[0]!])
    expect([...draws()[0]!]).toEqual(Array.from({ length: 50 }, () => 7))
    expect(draws()).toEqual(draws())
  })
})

describe('both ends of resamples', () => {
  test('percentile bounds are those of all', () => {
    const values = Float64Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 2000) / 2000)
    const tails = tailsOf(values)
    expect(tailBounds(tails, 0.95)).toEqual({ lower: 99 / 2000, upper: 1900 / 2000 })
    expect(tailBounds(tails, 0.99)).toEqual({ lower: 19 / 2000, upper: 1980 / 2000 })
    // further inside than what is kept: wider, never narrower
    expect(tailBounds(tails, 0.5)).toEqual({ lower: 249 / 2000, upper: 1750 / 2000 })
    expect(tailBounds(tails, 0.9999)).toBeNull()
  })

  test('what has no value is the worst of both sides, or left out', () => {
    const values = Float64Array.of(0.5, Number.NaN, 0.4)
    expect(tailsOf(values, [0, 1])).toEqual({ rounds: 3, low: [0, 0.4, 0.5], high: [0.4, 0.5, 1] })
    expect(tailsOf(values)).toEqual({ rounds: 2, low: [0.4, 0.5], high: [0.4, 0.5] })
    expect(tailBounds(tailsOf(new Float64Array()), 0.5)).toBeNull()
  })
})

describe('detection cost', () => {
  test('six genuine and eight impostor scores: minDCF 0.5 at a prior of 0.01', () => {
    const genuine = Float64Array.of(0.9, 0.8, 0.75, 0.6, 0.55, 0.4)
    const impostor = Float64Array.of(0.7, 0.58, 0.5, 0.45, 0.3, 0.2, 0.1, 0.05)
    const det = detOf(sortedScores(genuine, impostor))
    const model = { prior: fraction('0.01'), missCost: Exact.one, falseAlarmCost: Exact.one }
    const [m, f] = weightsOf(model)
    expect([m.toString(), f.toString()]).toEqual(['1', '99'])
    const p = leastCostPoint(det, [m.toNumber(), f.toNumber()])
    expect(normalisedCost(model, ...ratesAt(det, p)).toString()).toBe('0.5')
  })

  test('never above 1: rejecting all, or accepting all, costs that', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(scores, scores, fc.constantFrom('0.01', '0.5', '0.9').map(fraction), (g, i, prior) => {
        const det = detOf(sortedScores(Float64Array.from(g), Float64Array.from(i)))
        const model = { prior, missCost: Exact.one, falseAlarmCost: fraction('2') }
        const [m, f] = weightsOf(model)
        const least = leastCostPoint(det, [m.toNumber(), f.toNumber()])
        const cost = (p: number) => normalisedCost(model, ...ratesAt(det, p))
        expect(cost(least).compare(Exact.one)).toBeLessThanOrEqual(0)
        det.thresholds.forEach((_, p) => {
          expect(cost(least).toNumber()).toBeLessThanOrEqual(cost(p).toNumber() + 1e-12)
        })
      }),
    )
  })
})

describe('calibration', () => {
  const curve = (g: readonly number[], i: readonly number[]) =>
    detOf(sortedScores(Float64Array.from(g), Float64Array.from(i)))

  test('bits lost', () => {
    expect(bitsLost(0)).toBe(1)
    expect(bitsLost(-10)).toBeCloseTo(Math.log2(1 + Math.exp(10)), 12)
    expect(bitsLost(40)).toBeCloseTo(Math.exp(-40) / Math.LN2, 30)
    expect(bitsLost(-1e6)).toBeCloseTo(1e6 / Math.LN2, 6)
  })

  /** Isotonic regression by its min-max formula, at every score, and C_llr of what comes out. */
  function slow(g: readonly number[], i: readonly number[]): number {
    const low = (x: number) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x)
    const all = [...g.map((s) => [low(s), 1] as const), ...i.map((s) => [low(s), 0] as const)]
    const levels = [...new Set(all.map(([s]) => s))].sort((a, b) => a - b)
    const mean = (u: number, v: number) => {
      const own = all.filter(([s]) => s >= levels[u]! && s <= levels[v]!)
      return own.reduce((n, [, t]) => n + t, 0) / own.length
    }
    const fit = levels.map((_, x) => {
      let best = Number.NEGATIVE_INFINITY
      for (let u = 0; u <= x; u++) {
        let least = Number.POSITIVE_INFINITY
        for (let v = x; v < levels.length; v++) least = Math.min(least, mean(u, v))
        best = Math.max(best, least)
      }
      return best
    })
    const odds = (s: number) => {
      const p = fit[levels.indexOf(low(s))]!
      return p / (1 - p) / (g.length / i.length)
    }
    const average = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length
    return (average(g.map((s) => Math.log2(1 + 1 / odds(s)))) + average(i.map((s) => Math.log2(1 + odds(s))))) / 2
  }

  const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 14,
  })

  test('the minimum is that of isotonic regression, failures below every score', () => {
    fc.assert(
      fc.property(scores, scores, (g, i) => {
        expect(minimumCllr(curve(g, i))).toBeCloseTo(slow(g, i), 10)
      }),
      { numRuns: 300 },
    )
  })

  test('the points that decide it are enough to compute it', () => {
    fc.assert(
      fc.property(scores, scores, (g, i) => {
        const det = curve(g, i)
        const last = det.thresholds.length - 1
        const kept = [...new Set([0, ...calibratedPoints(det), last])].filter((p) => p >= 0).sort((a, b) => a - b)
        const at = <T extends Float64Array | Uint32Array>(values: T) => values.filter((_, p) => kept.includes(p)) as T
        const few = {
          ...det,
          thresholds: at(det.thresholds),
          falseMatches: at(det.falseMatches),
          falseNonMatches: at(det.falseNonMatches),
        }
        expect(minimumCllr(few)).toBeCloseTo(minimumCllr(det), 13)
      }),
    )
  })

  test('two answers are never better calibrated than all scores', () => {
    fc.assert(
      fc.property(scores, scores, (g, i) => {
        const det = curve(g, i)
        det.thresholds.forEach((_, p) => {
          const [miss, fa] = ratesAt(det, p)
          expect(twoAnswerCllr(miss.toNumber(), fa.toNumber())).toBeGreaterThanOrEqual(minimumCllr(det) - 1e-12)
        })
      }),
    )
    expect(twoAnswerCllr(0, 0)).toBe(0)
    expect(twoAnswerCllr(0.5, 0.5)).toBe(1)
  })

  test('apart, there is nothing to lose', () => {
    expect(minimumCllr(curve([5, 6], [1, 2]))).toBe(0)
    expect(minimumCllr(curve([1], [1]))).toBe(1)
  })
})
