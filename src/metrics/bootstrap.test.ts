import { describe, expect, test } from 'vitest'
import {
  bootstrapRatio,
  bootstrapRatios,
  errorRatioBounds,
  GROUPED_ABOVE,
  percentileLower,
  percentileUpper,
  roundsFor,
  thinned,
} from './bootstrap.ts'
import { clopperPearsonUpper } from './intervals.ts'
import { pcg32 } from './random.ts'

const lengths = (n: number) => Float64Array.from({ length: n }, (_, i) => 8 + (i % 5))

describe('cluster bootstrap of a ratio', () => {
  test('agrees with the normal approximation where that holds', () => {
    const random = pcg32(3n)
    const n = 800
    const bottom = lengths(n)
    const top = bottom.map((l) => {
      let errors = 0
      for (let i = 0; i < l; i++) if (random.uniform() < 0.1) errors++
      return errors
    })
    const ratio = top.reduce((a, b) => a + b) / bottom.reduce((a, b) => a + b)
    const se = Math.sqrt((0.1 * 0.9) / bottom.reduce((a, b) => a + b))
    const resamples = bootstrapRatio(top, bottom, { seed: 1n })
    expect(percentileLower(resamples, 0.95)).toBeCloseTo(ratio - 1.645 * se, 2.5)
    expect(percentileUpper(resamples, 0.95)).toBeCloseTo(ratio + 1.645 * se, 2.5)
    expect(thinned(resamples)).toHaveLength(200)
  })

  test('the same seed gives the same bits, another seed does not', () => {
    const top = Float64Array.from([1, 0, 2, 0, 5])
    const a = bootstrapRatio(top, lengths(5), { seed: 9n }).sorted
    expect(bootstrapRatio(top, lengths(5), { seed: 9n }).sorted).toEqual(a)
    expect(bootstrapRatio(top, lengths(5), { seed: 10n }).sorted).not.toEqual(a)
  })

  test('without a single error the bound is that of zero failures by line', () => {
    const top = new Float64Array(120)
    const bounds = errorRatioBounds(top, lengths(120), bootstrapRatio(top, lengths(120)), 0.95)
    expect(bounds.lower).toBe(0)
    expect(bounds.upper).toBe(clopperPearsonUpper(0, 120, 0.95))
  })

  test('95 % upper bounds cover the truth in at least 93 % of simulated runs, even with few bad lines', () => {
    const random = pcg32(5n)
    const n = 60
    let covered = 0
    for (let run = 0; run < 400; run++) {
      const top = Float64Array.from({ length: n }, () => (random.uniform() < 0.05 ? 1 + random.below(4) : 0))
      const bottom = new Float64Array(n).fill(10)
      const resamples = bootstrapRatio(top, bottom, { rounds: 400, seed: BigInt(run) })
      if (errorRatioBounds(top, bottom, resamples, 0.95).upper >= (0.05 * 2.5) / 10) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.93)
  })

  test('too few resamples for a confidence is said, not hidden', () => {
    const resamples = bootstrapRatio(Float64Array.of(1, 0), Float64Array.of(1, 1), { rounds: 100 })
    expect(() => percentileUpper(resamples, 0.999)).toThrow(/roundsFor/)
    expect(roundsFor(0.95)).toBe(2000)
    expect(roundsFor(0.999)).toBe(10000)
    expect(() => bootstrapRatio(new Float64Array(2), new Float64Array(2))).toThrow(RangeError)
  })

  test('several ratios over the same clusters are what each is alone, also where one has to be drawn again', () => {
    const [numerators, some] = [Float64Array.of(1, 0, 2, 5), Float64Array.of(0, 3, 0, 0)]
    const ratios = [
      { numerators, denominators: lengths(4) },
      { numerators, denominators: some },
    ]
    const apart = ratios.map((r) => bootstrapRatio(r.numerators, r.denominators, { rounds: 300 }).sorted)
    expect(bootstrapRatios(ratios, { rounds: 300 }).map((r) => r.sorted)).toEqual(apart)
    expect(() => bootstrapRatios([ratios[0]!, { numerators: some.slice(1), denominators: some.slice(1) }])).toThrow()
  })

  // the golden draws of small sets: Σ over the first resamples written out with the stream itself
  test('up to the limit clusters are drawn one by one in the order of the seed', () => {
    const [top, bottom] = [Float64Array.of(1, 0, 2, 0, 5), lengths(5)]
    const random = pcg32(9n)
    const values = Array.from({ length: 50 }, () => {
      const drawn = Array.from({ length: 5 }, () => random.below(5))
      const sum = (of: Float64Array) => drawn.reduce((s, j) => s + of[j]!, 0)
      return sum(top) / sum(bottom)
    })
    expect([...bootstrapRatio(top, bottom, { seed: 9n, rounds: 50 }).sorted]).toEqual(values.sort((a, b) => a - b))
  })

  test.each([
    ['alike clusters', 4],
    ['hardly two alike', 5000],
    ['both', 90],
  ])('above the limit: %s, the mean and the spread of the ratio, and no matter in what order', (_, kinds) => {
    const n = GROUPED_ABOVE + 2000
    const random = pcg32(4n)
    const top = Float64Array.from({ length: n }, () => random.below(kinds) * random.below(2))
    const bottom = Float64Array.from(top, () => kinds + random.below(kinds))
    const { sorted } = bootstrapRatio(top, bottom)
    const [sum, all] = [top.reduce((a, b) => a + b), bottom.reduce((a, b) => a + b)]
    const ratio = sum / all
    // the variance of a ratio of sums, to first order
    const variance = top.reduce((s, t, i) => s + (t - ratio * bottom[i]!) ** 2, 0) / all ** 2
    const mean = sorted.reduce((a, b) => a + b) / sorted.length
    const spread = sorted.reduce((s, x) => s + (x - mean) ** 2, 0) / sorted.length
    expect(Math.abs(mean - ratio)).toBeLessThan(5 * Math.sqrt(variance / sorted.length))
    expect(Math.abs(spread / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / sorted.length))
    expect(bootstrapRatio(top.toReversed(), bottom.toReversed()).sorted).toEqual(sorted)
  })
})
