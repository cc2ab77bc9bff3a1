import { describe, expect, test } from 'vitest'
import { linearKappa } from '../../metrics/agreement.ts'
import type { Relation } from '../relation.ts'
import { reviewersAgree, toSettle } from './agreement.ts'

describe('agreement of reviewers', () => {
  test('the table of three ordered classes worked by hand', () => {
    const table = [
      [6, 2, 0],
      [0, 5, 1],
      [0, 0, 6],
    ]
    // rows 8 6 6, columns 6 7 7: chance = (8*7 + 6*6 + 6*7 + 6*7) / 2 + (8*7 + 6*6) all over 20
    const chance = ((8 * 7 + 6 * 6 + 6 * 7 + 6 * 7) / 2 + (8 * 7 + 6 * 6)) / 20
    expect(chance).toBe(9)
    expect(linearKappa(table)).toBeCloseTo(1 - 3 / 2 / 9, 12)
  })

  test('two classes weigh as Cohen without weights', () => {
    // Cohen 1960: 20, 5, 10, 15 of 50 give 0.4
    expect(
      linearKappa([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12)
  })

  test('subset against superset is one step, and yet to be settled', () => {
    const votes: [Relation, Relation][] = [
      ['subset', 'superset'],
      ['equal', 'equal'],
      ['none', 'intersects'],
    ]
    expect(toSettle(votes)).toEqual([0, 2])
    expect(reviewersAgree(votes.slice(0, 2))).toBe(1)
  })

  test('nothing to tell apart is no number, and no table is refused', () => {
    expect(reviewersAgree([])).toBeNull()
    expect(reviewersAgree([['none', 'none']])).toBeNull()
    expect(() => linearKappa([[1]])).toThrow(RangeError)
    expect(() =>
      linearKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow(RangeError)
  })
})
