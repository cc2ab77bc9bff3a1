import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcg32 } from '../random.ts'
import { pairGrid } from './pair-grid.ts'

const COMPARISONS = 70_000

function made(clusters: number, seed: bigint) {
  const random = pcg32(seed)
  const a = Uint32Array.from({ length: COMPARISONS }, () => random.below(clusters))
  return { a, b: a.map((x) => (random.below(9) === 0 ? x : random.below(clusters))) }
}

function plainly(a: Uint32Array, b: Uint32Array, w: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) sum += w[a[i]!]! * w[b[i]!]!
  return sum
}

describe('a grid of pairs', () => {
  test('gives the sums of adding up, whatever the weights', () => {
    for (const clusters of [40, 64, 95, 1000]) {
      const { a, b } = made(clusters, BigInt(clusters))
      const grid = pairGrid(a, b, clusters)!
      const seen = new Set<number>()
      for (const [i, x] of a.entries()) if (x !== b[i]) seen.add(Math.min(x, b[i]!) * clusters + Math.max(x, b[i]!))
      expect(grid.pairs).toBe(seen.size)
      // small weights as a bootstrap draws them, and such as do not fit the fast way
      const weight = fc.oneof(fc.nat(9), fc.nat(9), fc.constantFrom(0, 0x7fff, 0x8000, 100_000))
      fc.assert(
        fc.property(fc.array(weight, { minLength: clusters, maxLength: clusters }), fc.boolean(), (all, small) => {
          const w = Int32Array.from(all, (x) => (small ? x % 10 : x))
          expect(grid.total(w, 5)).toBe(5 + plainly(a, b, w))
        }),
        { numRuns: 12 },
      )
    }
  })

  test('is not made where a list does better, or where a byte is too small', () => {
    const { a, b } = made(1000, 1n)
    expect(pairGrid(a.subarray(0, 1000), b.subarray(0, 1000), 1000)).toBeUndefined()
    expect(pairGrid(a, b, 9000)).toBeUndefined()
    expect(pairGrid(a, b, 2000)).toBeUndefined()
    expect(pairGrid(a.fill(1), b.fill(2), 1000)).toBeUndefined()
  })
})
