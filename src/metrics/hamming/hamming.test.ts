import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcg32 } from '../random.ts'
import { bitsSet, distinctHashes, halvesOf } from './hashes.ts'
import { masks, partStart, planFor } from './index-plan.ts'
import { nearestHash } from './nearest.ts'

const hashesOf = (pairs: readonly (readonly [number, number])[]) => ({
  high: Uint32Array.from(pairs, (p) => p[0]),
  low: Uint32Array.from(pairs, (p) => p[1]),
})
/** By text of bits, one by one. */
const apart = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]) =>
  [...((BigInt(a ^ c) & 0xffffffffn) * 2n ** 32n + (BigInt(b ^ d) & 0xffffffffn)).toString(2)].filter((x) => x === '1')
    .length

describe('hashes', () => {
  test('16 hexadecimal digits, and nothing else', () => {
    expect(halvesOf('ffffffff00000001')).toEqual([0xffffffff, 1])
    expect(halvesOf('DEADBEEF00C0FFEE')).toEqual([0xdeadbeef, 0xc0ffee])
    for (const text of ['', 'ffff', '0x12345678901234', 'g234567890123456', '12345678901234567'])
      expect(halvesOf(text)).toBeUndefined()
  })
  test('bits set', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (x) => {
        expect(bitsSet(x)).toBe([...x.toString(2)].filter((c) => c === '1').length)
      }),
    )
  })
  test('one row of each hash, the first under an order', () => {
    const h = hashesOf([
      [1, 2],
      [3, 4],
      [1, 2],
      [1, 2],
      [3, 5],
    ])
    expect([...distinctHashes(h, (a, b) => a < b)]).toEqual([0, 1, 4])
    expect([...distinctHashes(h, (a, b) => a > b)]).toEqual([1, 3, 4])
  })
})

describe('the plan', () => {
  test('covers all bits, and by the pigeonhole finds what is near', () => {
    for (let distance = 0; distance <= 16; distance++) {
      for (const n of [1, 1000, 1e6, 1e8]) {
        const { parts, radius } = planFor(n, distance)
        expect(parts * (radius + 1)).toBeGreaterThan(distance)
        expect(partStart(parts, parts)).toBe(64)
        for (let p = 0; p < parts; p++) expect(partStart(p + 1, parts) - partStart(p, parts)).toBeLessThanOrEqual(22)
      }
    }
  })
  test('masks: each pattern once', () => {
    expect(masks(13, 2)).toHaveLength(1 + 13 + 78)
    expect(new Set(masks(13, 2)).size).toBe(92)
    expect([...masks(3, 0)]).toEqual([0])
  })
})

describe('the nearest hash', () => {
  const word = fc.integer({ min: 0, max: 0xffffffff })
  /** near ones are made by turning some bits over, anywhere in the 64 */
  const turned = fc.tuple(fc.nat(30), fc.array(fc.nat(63), { maxLength: 12 }))
  test('is that of comparing with every one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 60 }),
        fc.array(turned, { minLength: 1, maxLength: 20 }),
        fc.nat(16),
        (train, queries, distance) => {
          const nearest = nearestHash(hashesOf(train), distance)
          for (const [base, bits] of queries) {
            let [high, low] = train[base % train.length]!
            for (const bit of bits) {
              if (bit < 32) high = (high ^ (1 << bit)) >>> 0
              else low = (low ^ (1 << (bit - 32))) >>> 0
            }
            const all = train.map((t) => apart(t, [high, low]))
            const least = Math.min(...all)
            expect(nearest(high, low)).toEqual(
              least <= distance ? { row: all.indexOf(least), distance: least } : undefined,
            )
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('the same for many, where other plans are taken', () => {
    const random = pcg32(8n)
    const train = Array.from({ length: 20_000 }, () => [random.uint32(), random.uint32()] as const)
    for (const distance of [0, 4, 10]) {
      const nearest = nearestHash(hashesOf(train), distance)
      for (let q = 0; q < 40; q++) {
        const [h, l] = train[random.below(train.length)]!
        const high = (h ^ (1 << random.below(32))) >>> 0
        const low = (l ^ (random.uint32() & random.uint32() & random.uint32())) >>> 0
        const all = train.map((t) => bitsSet(t[0] ^ high) + bitsSet(t[1] ^ low))
        const least = all.reduce((a, b) => Math.min(a, b))
        expect(nearest(high, low)).toEqual(least <= distance ? { row: all.indexOf(least), distance: least } : undefined)
      }
    }
  })

  test('nothing to compare with, and distances that make no sense', () => {
    expect(nearestHash(hashesOf([]), 4)(1, 2)).toBeUndefined()
    for (const d of [-1, 17, 1.5, Number.NaN]) expect(() => nearestHash(hashesOf([]), d)).toThrow(RangeError)
  })
})
