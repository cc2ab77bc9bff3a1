import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { averagePrecisionOf } from './average-precision.ts'
import { firstHit } from './first-hit.ts'
import { TIE_RULES, tieGroups } from './ranked-list.ts'

/** fixtures/golden.py: all orders of tied items written out; by rule: pessimistic, optimistic, mid */
const golden = JSON.parse(readFileSync(new URL('./fixtures/golden.json', import.meta.url), 'utf8')) as {
  scores: number[]
  flags: number[]
  total: number
  ap: number[]
  first: number[] | null
}[]
const listOf = (scores: readonly number[], flags: readonly number[], relevant: number) => ({
  groups: tieGroups(Float64Array.from(scores), Uint8Array.from(flags)),
  relevant,
})

describe('average precision and first hit', () => {
  test('there are enough cases', () => expect(golden.length).toBeGreaterThan(15))
  test.each(golden.map((c, i) => [i, c] as const))('every order of tied items, case %i', (_, c) => {
    const list = listOf(c.scores, c.flags, c.total)
    for (const [i, ties] of TIE_RULES.entries()) {
      expect(averagePrecisionOf(list, ties)).toBeCloseTo(c.ap[i]!, 12)
      const first = firstHit(list, ties)
      if (c.first === null) expect(first).toBeNull()
      else expect(first).toBeCloseTo(c.first[i]!, 12)
    }
  })

  test('hits 1 1 0 1 0 0 1 with five relevant items: .664286', () => {
    const list = listOf([7, 6, 5, 4, 3, 2, 1], [1, 1, 0, 1, 0, 0, 1], 5)
    for (const ties of TIE_RULES) expect(averagePrecisionOf(list, ties)).toBeCloseTo(0.664286, 6)
  })

  test('an item without a score was not retrieved, and an empty list finds nothing', () => {
    const list = listOf([2, Number.NaN], [0, 1], 1)
    expect([averagePrecisionOf(list, 'optimistic'), firstHit(list, 'optimistic')]).toEqual([0, null])
    expect(averagePrecisionOf({ groups: [], relevant: 3 }, 'mid')).toBe(0)
  })

  test('more relevant items in a list than there are is a mistake', () => {
    expect(() => averagePrecisionOf(listOf([2, 1], [1, 1], 1), 'mid')).toThrow(RangeError)
    expect(() => averagePrecisionOf({ groups: [], relevant: 0 }, 'mid')).toThrow(RangeError)
  })
})
