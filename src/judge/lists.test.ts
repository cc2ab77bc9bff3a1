import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exact } from '../language/exact.ts'
import { highest, leastOf, meanOf, mostOf, sizeOf, sumOf, type Weighed } from './lists.ts'
import { least, most, range, unknown, yes } from './values.ts'

/** The extremes of list functions on ranges, against every corner and every choice of members. */
const small = fc.integer({ min: -6, max: 6 }).map((n) => Exact.ratio(BigInt(n), 2n))
const ends = (a: Exact, b: Exact) => range(least(a, b), most(a, b), ['missing: x'])
const item: fc.Arbitrary<Weighed> = fc
  .record({
    a: small,
    b: small,
    w: fc.integer({ min: 0, max: 3 }),
    more: fc.constantFrom(0, 0, 1, 2),
    in: fc.constantFrom(yes, yes, unknown as 3),
  })
  .map((r) => ({
    x: ends(r.a, r.b),
    w: range(Exact.whole(BigInt(r.w)), Exact.whole(BigInt(r.w + r.more)), ['missing: w']),
    in: r.in as 2 | 3,
    why: [],
  }))
const items = fc.array(item, { minLength: 1, maxLength: 4 })

interface Fixed {
  readonly x: Exact
  readonly w: Exact
}

function* corners(list: readonly Weighed[]): Generator<Fixed[]> {
  if (list.length === 0) {
    yield []
    return
  }
  const [first, ...rest] = list as [Weighed, ...Weighed[]]
  for (const others of corners(rest)) {
    if (first.in !== yes) yield others
    for (const x of new Set([first.x.lo, first.x.hi]))
      for (const w of new Set([first.w.lo, first.w.hi])) yield [{ x, w }, ...others]
  }
}

function hullOf(
  list: readonly Weighed[],
  f: (fixed: readonly Fixed[]) => Exact | undefined,
): { lo: Exact; hi: Exact; lost: boolean } | undefined {
  const all = [...corners(list)].map(f)
  const got = all.filter((v) => v !== undefined)
  return got.length === 0 ? undefined : { lo: got.reduce(least), hi: got.reduce(most), lost: got.length < all.length }
}

const show = (v: { lo: Exact; hi: Exact } | undefined) => v && `${v.lo}..${v.hi}`

describe('functions of lists whose numbers, weights and members are not all known', () => {
  it('sum', () => {
    fc.assert(
      fc.property(items, (list) => {
        expect(show(sumOf(list))).toBe(show(hullOf(list, (f) => f.reduce((a, i) => a.plus(i.x), Exact.zero))))
      }),
      { numRuns: 1500 },
    )
  })

  it.each([
    ['least', leastOf, least],
    ['most', mostOf, most],
  ] as const)('%s', (_, ours, pick) => {
    fc.assert(
      fc.property(items, (list) => {
        const brute = hullOf(list, (f) => (f.length === 0 ? undefined : f.map((i) => i.x).reduce(pick)))
        // what may be empty claims nothing
        expect(show(ours(list))).toBe(brute?.lost || !brute ? undefined : show(brute))
      }),
      { numRuns: 1500 },
    )
  })

  it('weighted mean', () => {
    fc.assert(
      fc.property(items, (list) => {
        const brute = hullOf(list, (f) => {
          const weight = f.reduce((a, i) => a.plus(i.w), Exact.zero)
          return weight.sign === 0 ? undefined : f.reduce((a, i) => a.plus(i.x.times(i.w)), Exact.zero).over(weight)
        })
        expect(show(meanOf(list))).toBe(brute?.lost || !brute ? undefined : show(brute))
      }),
      { numRuns: 3000 },
    )
  })

  it('the k-th highest lies between what is said of it', () => {
    fc.assert(
      fc.property(items, fc.nat(3), (list, k) => {
        const brute = hullOf(list, (f) => [...f].sort((a, b) => b.x.compare(a.x))[k]?.x)
        const got = highest(list, k)
        if (!brute) return
        expect(got.lo.compare(brute.lo)).toBeLessThanOrEqual(0)
        expect(got.hi.compare(brute.hi)).toBeGreaterThanOrEqual(0)
        if (list.every((i) => i.in === yes)) expect(show(got)).toBe(show(brute))
      }),
      { numRuns: 1500 },
    )
  })

  it('size', () => {
    expect(show(sizeOf([yes, unknown, unknown], []))).toBe('1..3')
    expect(show(sizeOf([], []))).toBe('0..0')
  })
})
