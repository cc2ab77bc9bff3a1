import { describe, expect, test } from 'vitest'
import { bootstrapRatio, errorRatioBounds, percentileLower, percentileUpper, roundsFor, thinned } from './bootstrap.ts'
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
})
