import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Box, placeLabels, textWidth } from './labels.ts'

const inside: Box = { x: 62, y: 0, width: 418, height: 290 }
const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y

describe('labels of marks', () => {
  test('a label with room stands at its mark, without a line', () => {
    expect(placeLabels([{ name: 'FMR 0.01', at: [200, 150] }], inside)).toMatchObject([{ x: 206, y: 141 }])
    expect(placeLabels([{ name: 'FMR 0.01', at: [200, 150] }], inside)[0]!.leader).toBe(undefined)
  })

  test('marks at the very same place have labels apart, and lines that lead from each to the mark', () => {
    const placed = placeLabels(
      Array.from({ length: 12 }, (_, i) => ({ name: `FMR 0.00${i}`, at: [150, 100] as const })),
      inside,
    )
    for (const [i, a] of placed.entries()) for (const b of placed.slice(i + 1)) expect(apart(a.box, b.box)).toBe(true)
    expect(placed.filter((p) => p.leader !== undefined).length).toBeGreaterThan(3)
    for (const { leader } of placed) if (leader) expect(Math.hypot(leader[0] - 150, leader[1] - 100)).toBeCloseTo(4.5)
  })

  test('up to eight marks anywhere: labels inside the picture, over no other label and no mark; the same twice', () => {
    const mark = fc.record({
      name: fc.constantFrom('FMR 0.001', 'FMR 0.00001', '工作点', '错误匹配率 0.001'),
      at: fc.tuple(fc.integer({ min: 62, max: 464 }), fc.integer({ min: 14, max: 290 })),
    })
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 8 }), (marks) => {
        const placed = placeLabels(marks, inside)
        expect(placeLabels(marks, inside)).toEqual(placed)
        for (const [i, { box }] of placed.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(inside.x)
          expect(box.x + box.width).toBeLessThanOrEqual(inside.x + inside.width)
          expect(box.y).toBeGreaterThanOrEqual(inside.y)
          expect(box.y + box.height).toBeLessThanOrEqual(inside.y + inside.height)
          for (const other of placed.slice(i + 1)) expect(apart(box, other.box)).toBe(true)
          for (const { at } of marks) {
            const dot = { x: at[0] - 4, y: at[1] - 4, width: 8, height: 8 }
            expect(apart(box, dot)).toBe(true)
          }
        }
      }),
    )
  })

  test('marks close together on a curve: no line back to a mark runs through a label', () => {
    const marks = Array.from({ length: 8 }, (_, i) => ({ name: `FMR 0.0${i}`, at: [186 + 9 * i, 44 + 6 * i] as const }))
    const placed = placeLabels(marks, inside)
    for (const { leader } of placed) {
      if (leader === undefined) continue
      for (const { box } of placed)
        for (let k = 0; k < 40; k++) {
          const x = leader[0] + ((leader[2] - leader[0]) * k) / 40
          const y = leader[1] + ((leader[3] - leader[1]) * k) / 40
          expect(x > box.x + 1 && x < box.x + box.width - 1 && y > box.y + 1 && y < box.y + box.height - 1).toBe(false)
        }
    }
  })

  test('a label steps off a line where there is room beside it', () => {
    const rising = Array.from({ length: 200 }, (_, i) => [100 + i, 200 - i] as const)
    const { box } = placeLabels([{ name: 'FMR 0.01', at: [200, 100] }], inside, rising)[0]!
    expect(rising.some(([x, y]) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)).toBe(
      false,
    )
  })

  test('Chinese takes more room than Latin', () => {
    expect(textWidth('工作点')).toBeGreaterThan(textWidth('abc'))
  })
})
