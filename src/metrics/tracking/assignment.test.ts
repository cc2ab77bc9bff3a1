import { describe, expect, test } from 'vitest'
import { pcg32 } from '../random.ts'
import { assign } from './assignment.ts'

describe('assignment', () => {
  test('least sum and prices that prove it, on matrices of all shapes', () => {
    const random = pcg32(5n)
    for (let k = 0; k < 300; k++) {
      const [rows, columns] = [1 + random.below(7), 1 + random.below(7)]
      const cost = Float64Array.from({ length: rows * columns }, () =>
        k % 2 === 0 ? random.uniform() : random.below(4),
      )
      const { column, rowPrice, columnPrice } = assign(cost, rows, columns)
      const taken = [...column.subarray(0, rows)].filter((j) => j >= 0)
      expect(new Set(taken).size).toBe(Math.min(rows, columns))
      let dual = 0
      let primal = 0
      for (let i = 0; i < rows; i++) {
        dual += rowPrice[i]!
        if (column[i]! >= 0) primal += cost[i * columns + column[i]!]!
        for (let j = 0; j < columns; j++) {
          expect(cost[i * columns + j]! - rowPrice[i]! - columnPrice[j]!).toBeGreaterThan(-1e-9)
        }
      }
      for (let j = 0; j < columns; j++) dual += columnPrice[j]!
      expect(primal).toBeCloseTo(dual, 9)
    }
  })

  test('a matrix of equal costs gives the diagonal', () => {
    expect([...assign(new Float64Array(12), 3, 4).column.subarray(0, 3)]).toEqual([0, 1, 2])
    expect([...assign(new Float64Array(12), 4, 3).column.subarray(0, 4)]).toEqual([0, 1, 2, -1])
  })
})
