import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from './assignment.ts'
import { Matcher } from './matcher.ts'

const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 3 }),
  fc.double({ min: 0.01, max: 1000, noNaN: true }),
)
const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    cells: fc.array(weight, { minLength: rows * columns, maxLength: rows * columns }),
  }),
)

describe('a matcher', () => {
  test('chooses what the whole matrix solved at once chooses, ties too', () => {
    const matcher = new Matcher()
    fc.assert(
      fc.property(matrix, ({ rows, columns, cells }) => {
        matcher.clear()
        for (const [k, w] of cells.entries()) if (w > 0) matcher.add(Math.floor(k / columns), k % columns, w, k)
        matcher.match(rows, columns)
        const taken = assign(
          Float64Array.from(cells, (w) => -w),
          rows,
          columns,
        ).column
        for (let e = 0; e < matcher.count; e++)
          expect(matcher.chosen[e]).toBe(Number(taken[matcher.row[e]!] === matcher.column[e]))
      }),
      { numRuns: 3000 },
    )
  })
})
