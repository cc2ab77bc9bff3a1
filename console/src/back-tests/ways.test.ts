import { expect, test } from 'vitest'
import type { BackTest } from '../../../src/judge/back-test/document.ts'
import { way, ways } from './ways.ts'

const moves = (from: string[], to: string[], counts: (number | null)[][]) =>
  ({
    moves: { from, to, counts },
    bySector: [{ worse: null, better: null, same: null, other: null }],
    byZone: [{ worse: null, better: null, same: null, other: null }],
  }) as unknown as BackTest

test('worst first: what stands later is better; what is no grade has no direction', () => {
  const of = moves(
    ['L1', 'L3', 'not-determined'],
    ['L1', 'L2', 'L3'],
    [
      [1, 2, 0],
      [0, 4, 8],
      [16, 0, 0],
    ],
  )
  expect([way(of, 'L1', 'L2'), way(of, 'L3', 'L2'), way(of, 'L3', 'L3'), way(of, 'not-determined', 'L1')]).toEqual([
    'better',
    'worse',
    'same',
    'other',
  ])
  expect(ways(of)).toEqual({ better: 2, same: 9, worse: 4, other: 16 })
})

test('a sum of which a part is kept back is kept back', () => {
  expect(ways(moves(['no'], ['no', 'yes'], [[5, null]]))).toEqual({ better: null, same: 5, worse: 0, other: 0 })
})

test('what the table keeps back and the groups show is shown', () => {
  const of = {
    ...moves(['no'], ['no', 'yes'], [[5, null]]),
    byZone: [{ better: 4, same: 5, worse: 0, other: 0 }],
  } as unknown as BackTest
  expect(ways(of)).toEqual({ better: 4, same: 5, worse: 0, other: 0 })
})

test('a level that one edition alone has finds its place', () => {
  const of = moves(
    ['A', 'C'],
    ['B', 'C', 'unfit'],
    [
      [1, 1, 1],
      [1, 1, 1],
    ],
  )
  expect(way(of, 'A', 'B')).toBe('better')
  expect(way(of, 'C', 'B')).toBe('worse')
  expect(way(of, 'C', 'unfit')).toBe('other')
})
