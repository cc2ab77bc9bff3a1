import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../language/exact.ts'
import { pointAtFmr } from '../verification/operating-point.ts'
import { cumulativeMatches, identificationDet, isError } from './rates.ts'
import { joinedScans, plainScan, rowScanner } from './row-scan.ts'
import { rankOf, type Search, searchOf, tieRules } from './search.ts'

const search = (mated: boolean, top: number, mate = Number.NaN, above = 0, equal = 0): Search => ({
  mated,
  top,
  mate,
  above,
  equal,
})

describe('a list of candidates', () => {
  const list = new Map([
    ['a', 0.9],
    ['b', 0.7],
    ['c', 0.7],
    ['d', Number.NaN],
    ['e', 0.1],
  ])

  test('ranks under ties: after, before, in the middle', () => {
    const found = searchOf(list, new Set(['b']))
    expect(found).toEqual({ mated: true, top: 0.9, mate: 0.7, above: 1, equal: 1 })
    expect(tieRules.map((t) => rankOf(found, t))).toEqual([3, 2, 2.5])
  })

  test('a mate that is not listed, or without a score, has no rank', () => {
    for (const mate of ['z', 'd']) {
      const found = searchOf(list, new Set([mate]))
      expect(found).toMatchObject({ mated: true, top: 0.9, mate: Number.NaN })
      for (const t of tieRules) expect(rankOf(found, t)).toBe(Number.POSITIVE_INFINITY)
    }
  })

  test('of several templates of one person the best counts, and none of them is a non-mate', () => {
    expect(searchOf(list, new Set(['a', 'b', 'd']))).toEqual({ mated: true, top: 0.7, mate: 0.9, above: 0, equal: 0 })
  })

  test('nobody to find', () => {
    expect(searchOf(list, new Set())).toMatchObject({ mated: false, top: 0.9 })
    expect(searchOf(new Map(), new Set()).top).toBe(Number.NEGATIVE_INFINITY)
  })

  test('as counting one by one', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN)), { maxLength: 12 })
    fc.assert(
      fc.property(scores, fc.nat(11), (own, at) => {
        const people = new Map(own.map((s, i) => [`p${i}`, s]))
        const mate = own[at] ?? Number.NaN
        const others = own.filter((_, i) => i !== at)
        expect(searchOf(people, new Set([`p${at}`]))).toEqual({
          mated: true,
          mate,
          top: Math.max(Number.NEGATIVE_INFINITY, ...others.filter((s) => !Number.isNaN(s))),
          above: others.filter((s) => s > mate).length,
          equal: others.filter((s) => s === mate).length,
        })
      }),
    )
  })
})

describe('errors at a stated FPIR', () => {
  const fraction = (text: string) => Exact.parse(text)!

  test('strictly above the (k+1)-th highest of the non-mated maxima', () => {
    const nonMated = [0.9, 0.8, 0.8, 0.5, 0.4, 0.3, 0.2, 0.2, 0.1, 0].map((top) => search(false, top))
    const mated = [0.95, 0.85, 0.8, 0.6].map((mate) => search(true, 0.1, mate))
    const det = identificationDet([...nonMated, ...mated], 1, 'pessimistic')
    const at = (f: string) => {
      const p = pointAtFmr(det, fraction(f))
      return [det.thresholds[p], det.falseMatches[p], det.falseNonMatches[p]]
    }
    expect(at('0.1')).toEqual([0.85, 1, 2])
    // two allowed, but the second and third tie at 0.8
    expect(at('0.2')).toEqual([0.85, 1, 2])
    expect(at('0.3')).toEqual([0.6, 3, 0])
    expect(at('0.05')).toEqual([0.95, 0, 3])
  })

  test('counts are those of asking every search', () => {
    const score = fc.integer({ min: 0, max: 6 })
    const one = fc.oneof(
      score.map((top) => search(false, top)),
      fc.constant(search(false, Number.NEGATIVE_INFINITY)),
      fc.tuple(score, fc.nat(2), fc.nat(2)).map(([mate, above, equal]) => search(true, 9, mate, above, equal)),
      fc.constant(search(true, 9)),
    )
    fc.assert(
      fc.property(fc.array(one, { minLength: 1 }), fc.constantFrom(...tieRules), fc.nat(3), (searches, ties, rank) => {
        const det = identificationDet(searches, rank + 1, ties)
        det.thresholds.forEach((t, p) => {
          const errors = searches.filter((s) => isError(s, t, rank + 1, ties))
          expect(det.falseMatches[p]).toBe(errors.filter((s) => !s.mated).length)
          expect(det.falseNonMatches[p]).toBe(errors.filter((s) => s.mated).length)
        })
        const [hits] = cumulativeMatches(searches, [rank + 1], ties)
        // without a threshold what is missed is what is not among the first
        expect(det.genuine - hits!).toBe(searches.filter((s) => s.mated && rankOf(s, ties) > rank + 1).length)
      }),
    )
  })
})

describe('rows of a dense matrix', () => {
  const cell = fc.oneof(
    fc.integer({ min: -4, max: 4 }).map((x) => x / 4),
    fc.float({ noNaN: false }),
    fc.constant(Number.NaN),
  )

  test('WebAssembly with SIMD runs here, and gives what the plain loop gives', () => {
    expect(rowScanner(64, 1).kind).toBe('wasm-simd')
    const rows = fc.array(cell, { minLength: 0, maxLength: 200 })
    fc.assert(
      fc.property(rows, cell, fc.boolean(), fc.nat(40), (row, mate, distance, from) => {
        const sign = distance ? -1 : 1
        const scanner = rowScanner(300, sign)
        scanner.scores.set(row, from)
        const own = Math.fround(mate)
        fc.pre(Math.abs(own) !== Number.POSITIVE_INFINITY)
        const plain = plainScan(Float32Array.from(row), 0, row.length, own, sign)
        const got = scanner.scan(from, row.length, own)
        expect([got.top + 0, got.above, got.equal]).toEqual([plain.top + 0, plain.above, plain.equal])
      }),
      { numRuns: 500 },
    )
  })

  test('a row in parts is the row', () => {
    const scanner = rowScanner(1000, 1)
    for (let i = 0; i < 1000; i++) scanner.scores[i] = (i * 37) % 101
    const parts = [0, 250, 500, 750].map((from) => scanner.scan(from, 250, 50))
    expect(parts.reduce(joinedScans)).toEqual(scanner.scan(0, 1000, 50))
    expect(rowScanner(8, 1, 'plain').kind).toBe('plain')
  })
})
