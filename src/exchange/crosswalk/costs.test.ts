import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCosts, writeCosts } from './costs.ts'

const value = (text: string) => {
  const read = readCosts(text, 'costs')
  return read.ok ? read.value : read.problems.map((p) => [p.code, p.place?.line])
}

describe('costs of requirements', () => {
  test('with a head in either language, in either order, or without one', () => {
    const two = [
      { requirement: 'a#1', cost: 2 },
      { requirement: 'b#Article 9', cost: 0.5 },
    ]
    expect(value('requirement,cost\na#1,2\nb#Article 9,0.5\n')).toEqual(two)
    expect(value('代价,条款\n2,a#1\n0.5,b#Article 9')).toEqual(two)
    expect(value('\uFEFFa#1,2\r\n\r\nb#Article 9,0.5\r\n')).toEqual(two)
    expect(value('')).toEqual([])
  })

  test('what is wrong is named by its line, with a head and without', () => {
    expect(value('a#1,2\nb#2,0\nc#3,x')).toEqual([
      ['record-row-invalid', 2],
      ['record-row-invalid', 3],
    ])
    expect(value('requirement,cost\na#1,2\nb#2,-1')).toEqual([['record-row-invalid', 3]])
    expect(value('a#1,1e999')).toEqual([['record-columns', 1]])
    expect(value('none')).toEqual([['record-columns', 1]])
    expect(value('a#1,2\n"b,3')).toEqual([['record-quote-open', 2]])
  })

  test('what was written is read again, whatever the names', () => {
    const costs = fc.array(
      fc.record({
        requirement: fc
          .string({ unit: 'grapheme', minLength: 1 })
          .filter((s) => s === s.trim() && !/[\r\n\uFEFF]/.test(s)),
        cost: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
      }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(costs, (all) => {
        expect(value(writeCosts(all))).toEqual(all)
      }),
    )
  })
})
