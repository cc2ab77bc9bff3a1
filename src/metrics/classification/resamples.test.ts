import { describe, expect, test } from 'vitest'
import { clopperPearsonLower } from '../intervals.ts'
import { pcg32 } from '../random.ts'
import { settled } from '../spread.ts'
import { binned, calibrationError, equalWidthBins } from './calibration.ts'
import { type LabelUnit, labelMeasures, labelResamples, sumsOfUnits } from './label-resamples.ts'
import { rankMeasures } from './rank-measures.ts'
import { rankedClass } from './ranked-class.ts'
import { rankingOf } from './ranking.ts'
import { scoreResamples } from './score-resamples.ts'

/** One cell of a confusion matrix. */
const cell = (count: number, t: number, s: number): LabelUnit =>
  t === s
    ? { count, rows: 1, right: 1, classes: [t], both: [1], truth: [1], said: [1] }
    : { count, rows: 1, right: 0, classes: [t, s], both: [0, 0], truth: [1, 0], said: [0, 1] }

function labelBounds(units: readonly LabelUnit[], classes: number, confidence = 0.95, rounds = 2000) {
  const values = labelMeasures(sumsOfUnits(units, classes), 'compatible')
  const spreads = labelResamples(units, classes, 'compatible', rounds)
  const of = (m: 'macroF1' | 'balancedAccuracy' | 'kappa', range: [number, number] = [0, 1]) =>
    settled(values[m], spreads[m], range).bounds(confidence)
  return { values, of }
}

function scoreBounds(
  y: readonly number[],
  s: readonly number[],
  confidence = 0.95,
  rounds = 2000,
  unitOf?: Int32Array,
) {
  const ranked = {
    classes: [rankedClass(rankingOf(Float64Array.from(s)), (i) => y[i] === 1)],
    auc: 'ovr-macro',
  } as const
  const value = rankMeasures(ranked)
  const units = unitOf === undefined ? y.length : Math.max(...unitOf) + 1
  const spreads = scoreResamples({ rows: y.length, units, ranked, ...(unitOf ? { unitOf } : {}) }, rounds)
  return {
    auc: { value: value.auc.plain, ...settled(value.auc.plain, spreads.auc, [0, 1]).bounds(confidence) },
    map: { value: value.map.plain, ...settled(value.map.plain, spreads.map, [0, 1]).bounds(confidence) },
  }
}

describe('no errors are not certainty', () => {
  test('three hundred right answers of two classes: near the exact bound', () => {
    const { of, values } = labelBounds([cell(150, 0, 0), cell(150, 1, 1)], 2)
    expect(values.balancedAccuracy).toBe(1)
    // the mean of two classes, each with the rule of three of its own 150 cases, is less uncertain than one class
    expect(of('balancedAccuracy').lower).toBeLessThan(1 - 1.5 / 150)
    expect(of('balancedAccuracy').lower).toBeGreaterThan(1 - 4 / 150)
    expect(of('kappa', [-1, 1]).lower).toBeLessThan(0.99)
  })

  test('a class with three cases keeps its mean over classes uncertain, however many cases others have', () => {
    const { of } = labelBounds([cell(5000, 0, 0), cell(3, 1, 1)], 2)
    const rare = clopperPearsonLower(3, 3, 0.95)
    expect(of('balancedAccuracy').lower).toBeLessThan((1 + rare) / 2 + 0.08)
    expect(of('macroF1').lower).toBeLessThan(0.85)
  })

  test('scores that part the classes wholly: AUC and AP have lower bounds below 1, by the smaller class', () => {
    const few = scoreBounds([1, 1, 1, ...Array(300).fill(0)], [3, 3, 2, ...Array(300).fill(1)])
    expect(few.auc.value).toBe(1)
    expect(few.auc.lower).toBeLessThan(0.7)
    expect(few.map.lower).toBeLessThan(0.7)
    const many = scoreBounds(
      Array.from({ length: 600 }, (_, i) => i % 2),
      Array.from({ length: 600 }, (_, i) => i % 2),
    )
    expect(many.auc.lower).toBeGreaterThan(0.975)
    expect(many.auc.lower).toBeLessThan(0.995)
  })

  test('two clusters say less than their rows', () => {
    const y = Array.from({ length: 200 }, (_, i) => i % 2)
    const s = y.map((v, i) => (i % 10 === 0 ? 1 - v : v))
    const clusters = Int32Array.from(y, (_, i) => Number(i >= 100))
    const [rows, groups] = [scoreBounds(y, s), scoreBounds(y, s, 0.95, 2000, clusters)]
    expect(groups.auc.value).toBe(rows.auc.value)
    expect(groups.auc.lower).toBeLessThan(rows.auc.lower - 0.1)
  })
})

describe('bounds hold as often as they say, on worlds whose truth is known', () => {
  const worlds = 150
  test('AUC of 12 positives and 40 negatives from two normal laws', () => {
    const random = pcg32(21n)
    // P(X + 1.5 > Y) for standard normal X, Y is Φ(1.5 / √2)
    const truth = 0.8555778168267576
    let [low, high] = [0, 0]
    for (let w = 0; w < worlds; w++) {
      const y = Array.from({ length: 52 }, (_, i) => Number(i < 12))
      const { auc } = scoreBounds(
        y,
        y.map((v) => random.normal() + 1.5 * v),
        0.9,
        400,
      )
      if (auc.lower > truth) low++
      if (auc.upper < truth) high++
    }
    // 10 % are allowed; three standard deviations of the count above it
    expect(low).toBeLessThanOrEqual(0.1 * worlds + 3 * Math.sqrt(worlds * 0.09))
    expect(high).toBeLessThanOrEqual(0.1 * worlds + 3 * Math.sqrt(worlds * 0.09))
  })

  test('balanced accuracy of three classes, one of them rare', () => {
    const random = pcg32(22n)
    const [recalls, sizes] = [
      [0.95, 0.8, 0.9],
      [60, 40, 6],
    ] as const
    const truth = (0.95 + 0.8 + 0.9) / 3
    let [low, high] = [0, 0]
    for (let w = 0; w < worlds; w++) {
      const units = recalls.flatMap((r, k) => {
        const right = Array.from({ length: sizes[k]! }, () => Number(random.uniform() < r)).reduce((a, b) => a + b, 0)
        return [cell(right, k, k), cell(sizes[k]! - right, k, (k + 1) % 3)]
      })
      const bounds = labelBounds(units, 3, 0.9, 400).of('balancedAccuracy')
      if (bounds.lower > truth) low++
      if (bounds.upper < truth) high++
    }
    expect(low).toBeLessThanOrEqual(0.1 * worlds + 3 * Math.sqrt(worlds * 0.09))
    expect(high).toBeLessThanOrEqual(0.1 * worlds + 3 * Math.sqrt(worlds * 0.09))
  })

  test('calibration error of forecasts that are calibrated, and of some that are sure of .1 too much', () => {
    const random = pcg32(23n)
    for (const truth of [0, 0.1]) {
      let [low, high] = [0, 0]
      for (let w = 0; w < 60; w++) {
        const confidence = Float64Array.from({ length: 120 }, () => 0.5 + random.uniform() / 2)
        const hit = Uint8Array.from(confidence, (c) => Number(random.uniform() < c - truth))
        const bin = equalWidthBins(confidence, 15)
        const value = calibrationError(binned(confidence, hit, bin, 15))!
        const zeros = new Float64Array(120)
        const gap = confidence.map((c, i) => c - hit[i]!)
        const probabilities = { gap, bin, bins: 15, brier: zeros, logLoss: zeros, most: { brier: 1, logLoss: 1 } }
        const ranked = { classes: [], auc: 'ovr-macro' } as const
        const { ece } = scoreResamples({ rows: 120, units: 120, ranked, probabilities }, 400)
        const bounds = settled(value, ece, [0, 1]).bounds(0.9)
        if (bounds.lower > truth) low++
        if (bounds.upper < truth) high++
      }
      expect(low).toBeLessThanOrEqual(0.1 * 60 + 3 * Math.sqrt(60 * 0.09))
      expect(high).toBeLessThanOrEqual(0.1 * 60 + 3 * Math.sqrt(60 * 0.09))
    }
  })
})
