import { describe, expect, test } from 'vitest'
import { binomialDraw } from './binomial-draw.ts'
import { binomialRejection } from './binomial-rejection.ts'
import { multinomialDraws } from './multinomial-draw.ts'
import { binomialMass } from './point-mass.ts'
import { pcg32, type Random } from './random.ts'

/** Pearson's statistic of draws against the masses of the law, cells with an expected count below 5 put together. */
type Draw = (random: Random, n: number, p: number) => number
function chiSquare(draw: Draw, n: number, p: number, draws: number): { statistic: number; freedom: number } {
  const random = pcg32(9n)
  const seen = new Float64Array(n + 1)
  for (let i = 0; i < draws; i++) seen[draw(random, n, p)]!++
  let [statistic, freedom, expected, observed] = [0, -1, 0, 0]
  for (let k = 0; k <= n; k++) {
    expected += draws * binomialMass(k, n - k, p, 1 - p)
    observed += seen[k]!
    if (expected < 5 && k < n) continue
    if (expected > 0) statistic += (observed - expected) ** 2 / expected
    freedom++
    expected = 0
    observed = 0
  }
  return { statistic, freedom }
}

describe('binomial draws', () => {
  test.each([
    [1, 0.5],
    [10, 0.03],
    [25, 0.5],
    [60, 0.9],
    [400, 0.25],
    [5000, 0.6],
  ])('follow their law, n %i p %f', (n, p) => {
    const { statistic, freedom } = chiSquare(binomialDraw, n, p, 20_000)
    // four standard deviations above the mean of the chi-square law
    expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom) + 4)
  })
  test.each([
    [20, 0.5],
    [130, 0.92],
    [60, 0.2],
    [400, 0.9],
    [5000, 0.6],
    [100_000, 0.0001001],
    [100_000, 0.03],
  ])('by rejection follow their law, n %i p %f', (n, p) => {
    const { statistic, freedom } = chiSquare(binomialRejection, n, p, 200_000)
    expect(statistic).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom) + 4)
  })
  test('ends of the range', () => {
    const random = pcg32(1n)
    expect([binomialDraw(random, 0, 0.3), binomialDraw(random, 7, 0), binomialDraw(random, 1e6, 1)]).toEqual([
      0, 0, 1e6,
    ])
  })
  test('a million trials: mean and spread', () => {
    const random = pcg32(2n)
    const draws = Array.from({ length: 2000 }, () => binomialDraw(random, 1_000_000, 0.003))
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length
    expect(Math.abs(mean - 3000)).toBeLessThan(6)
    expect(Math.abs(variance / 2991 - 1)).toBeLessThan(0.13)
  })
})

describe('multinomial draws', () => {
  test.each([
    ['few kinds', Int32Array.of(500, 0, 300, 150, 50)],
    ['as many kinds as rows', Int32Array.of(1, 2, 0, 1, 1)],
  ])('%s: as many balls as rows, each kind with its share', (_, counts) => {
    const draw = multinomialDraws(pcg32(3n), counts)
    const n = counts.reduce((a, b) => a + b, 0)
    const sums = new Float64Array(counts.length)
    for (let b = 0; b < 4000; b++) {
      const drawn = draw()
      expect(drawn.reduce((a, x) => a + x, 0)).toBe(n)
      for (const [k, x] of drawn.entries()) sums[k]! += x
    }
    for (const [k, c] of counts.entries()) {
      const deviation = Math.sqrt((c * (1 - c / n)) / 4000)
      expect(Math.abs(sums[k]! / 4000 - c)).toBeLessThanOrEqual(4.5 * deviation)
    }
  })
})
