import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterSpread } from './cluster-spread.ts'
import { clopperPearsonLower } from './intervals.ts'
import { pcg32 } from './random.ts'

/** Share of hits over clusters of equal size. */
const shareOf = (hits: readonly number[], size: number, confidences = ['0.95']) =>
  clusterSpread(hits.length, [[0, 1]], confidences, (weights, unseen) => {
    let [top, bottom] = [0, 0]
    for (const [i, hit] of hits.entries()) {
      top += hit * weights[i]!
      bottom += size * weights[i]!
    }
    const more = (unseen?.weight ?? 0) * size
    return [(top + (unseen?.right ? more : 0)) / (bottom + more)]
  })

test('clusters without a mistake bound what n of n says of clusters, and one says next to nothing', () => {
  for (const n of [3, 10, 30, 100]) {
    const { lower, upper } = shareOf(new Array(n).fill(5), 5).bounds(0, 1, 0.95)
    expect(upper).toBe(1)
    expect(lower).toBeCloseTo(clopperPearsonLower(n, n, 0.95), 12)
  }
  expect(shareOf([5], 5).bounds(0, 1, 0.95).lower).toBeCloseTo(0.05, 12)
})

test('bounds cover: shares of clusters that differ, 400 worlds', () => {
  const random = pcg32(3n)
  let [below, above] = [0, 0]
  const worlds = 400
  for (let w = 0; w < worlds; w++) {
    // the true share is the mean of uniform shares of clusters: one half
    const hits = Array.from({ length: 12 }, () => {
      const share = random.uniform()
      return Array.from({ length: 20 }, () => Number(random.uniform() < share)).reduce((a, b) => a + b, 0)
    })
    const value = hits.reduce((a, b) => a + b, 0) / 240
    const { lower, upper } = shareOf(hits, 20).bounds(0, value, 0.95)
    if (lower > 0.5) below++
    if (upper < 0.5) above++
  }
  expect(below / worlds).toBeLessThanOrEqual(0.07)
  expect(above / worlds).toBeLessThanOrEqual(0.07)
})

test('bounds enclose the value and widen with confidence; what no draw defines has the whole range', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 }), (hits) => {
      const value = hits.reduce((a, b) => a + b, 0) / (5 * hits.length)
      const spread = shareOf(hits, 5, ['0.9', '0.99'])
      const [wide, narrow] = [spread.bounds(0, value, 0.99), spread.bounds(0, value, 0.9)]
      expect(
        wide.lower <= narrow.lower && narrow.lower <= value && value <= narrow.upper && narrow.upper <= wide.upper,
      ).toBe(true)
    }),
    { numRuns: 20 },
  )
  const nothing = clusterSpread(2, [[0, 2]], ['0.95'], () => [Number.NaN])
  expect(nothing.bounds(0, 1, 0.95)).toEqual({ lower: 0, upper: 2 })
  expect(nothing.samples(0).length).toBe(0)
})

test('draws that lie above the value are reflected: the lower bound stays below it', () => {
  // the greatest of the clusters drawn, doubled where one is drawn twice: a score that resampling can only raise
  const spread = clusterSpread(6, [[0, 4]], ['0.95'], (weights) => [1 + (Math.max(...weights) - 1) / 2])
  expect(spread.bounds(0, 1, 0.95).lower).toBeLessThan(0.6)
})
