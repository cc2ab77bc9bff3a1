import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holm } from './holm.ts'

describe('Holm', () => {
  test('the worked example: .01 .04 .03 .005', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  test('never below the p-value, never above Bonferroni, in the same order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (p) => {
        const adjusted = holm(p)
        for (const [i, a] of adjusted.entries()) {
          expect(a).toBeGreaterThanOrEqual(p[i]! - 1e-15)
          expect(a).toBeLessThanOrEqual(Math.min(1, p[i]! * p.length) + 1e-15)
          for (const [j, b] of adjusted.entries()) if (p[i]! < p[j]!) expect(a).toBeLessThanOrEqual(b)
        }
      }),
    )
  })
})
