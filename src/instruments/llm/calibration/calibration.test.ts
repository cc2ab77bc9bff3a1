import { describe, expect, test } from 'vitest'
import { brier, expectedCalibrationError } from './ece.ts'
import { statedConfidence } from './reduce.ts'

const confidences = [0.95, 0.9, 0.85, 0.8, 0.65, 0.6, 0.55, 0.35, 0.3, 0.05]
const right = [1, 1, 0, 1, 1, 0, 1, 0, 1, 0]
const golden = confidences.map((confidence, i) => [[{ confidence, right: right[i] === 1 }], 1] as const)

describe('calibration', () => {
  test('the known example: ECE .26, Brier .2075', () => {
    expect(expectedCalibrationError(golden)).toBeCloseTo(0.26, 12)
    expect(brier(golden)).toBeCloseTo(0.2075, 12)
  })

  test('an edge belongs to the bin it closes', () => {
    for (let tenth = 1; tenth <= 10; tenth++) {
      const [a, b] = [tenth / 10, tenth / 10 - 0.05]
      // in one bin the two errors cancel to a mean, in two bins they would add up
      const pair = [
        [[{ confidence: a, right: true }], 1],
        [[{ confidence: b, right: false }], 1],
      ] as const
      expect(expectedCalibrationError(pair)).toBeCloseTo(Math.abs(a - 1 + b) / 2, 12)
    }
  })

  test('a question that counts twice is two questions', () => {
    expect(expectedCalibrationError(golden.map(([c]) => [c, 2]))).toBeCloseTo(0.26, 12)
    expect(brier([])).toBeNaN()
  })

  test.each([
    ['B，把握 80%', 0.8],
    ['B (95 %)', 0.95],
    ['置信度：0.7', 0.7],
    ['confidence is 1', 1],
    ['先说 30%，改为 60%', 0.6],
    ['B', undefined],
    ['120%', undefined],
    ['1.2.3% 左右', undefined],
  ])('the confidence stated in "%s"', (output, confidence) => {
    expect(statedConfidence(output)).toBe(confidence)
  })
})
