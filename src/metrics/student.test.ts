import { expect, test } from 'vitest'
import { studentQuantile } from './student.ts'

/** computed with SciPy, t.ppf */
test.each([
  [0.9, 1, 3.0776835371752544],
  [0.9, 2, 1.8856180831641272],
  [0.9, 11, 1.3634303180205407],
  [0.9, 30, 1.3104150253913955],
  [0.9, 1000, 1.2823987214609247],
  [0.95, 1, 6.313751514675037],
  [0.95, 2, 2.9199855803537242],
  [0.95, 11, 1.7958848187040433],
  [0.95, 30, 1.697260886593957],
  [0.95, 1000, 1.6463788172854643],
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.975, 11, 2.200985160091639],
  [0.975, 30, 2.0422724563012378],
  [0.975, 1000, 1.9623390808264083],
  [0.99, 1, 31.820515953773935],
  [0.99, 2, 6.9645567342832715],
  [0.99, 11, 2.7180791838138623],
  [0.99, 30, 2.457261542400591],
  [0.99, 1000, 2.330082674755513],
])('p = %d, %d degrees of freedom', (p, freedom, expected) => {
  expect(studentQuantile(p, freedom) / expected).toBeCloseTo(1, 9)
})

test('the middle, and what is no probability', () => {
  expect(studentQuantile(0.5, 3)).toBe(0)
  expect(() => studentQuantile(1, 3)).toThrow(RangeError)
  expect(() => studentQuantile(0.9, 0)).toThrow(RangeError)
})
