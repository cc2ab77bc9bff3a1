import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cohenKappa } from '../agreement.ts'
import { mcNemarExact } from '../mcnemar.ts'
import {
  binned,
  calibrationError,
  classwiseError,
  equalMassBins,
  equalWidthBin,
  equalWidthBins,
} from './calibration.ts'
import { kappaOf, matthewsOf } from './chance-corrected.ts'
import { deLong } from './delong.ts'
import { f1Of, labelScores, microF1, precisionOf, recallOf } from './label-scores.ts'
import { confusionMatrix, sumsOfMatrix } from './label-sums.ts'
import { brierOf, logLossOf } from './proper-scores.ts'
import { AUC_KINDS, rankMeasures } from './rank-measures.ts'
import { averagePrecision, rankedClass, rocAuc } from './ranked-class.ts'
import { rankingOf } from './ranking.ts'

/** fixtures/golden.py: scikit-learn 1.2.1, and plain loops over pairs, thresholds and bins that agree with it */
const golden = JSON.parse(readFileSync(new URL('./fixtures/golden.json', import.meta.url), 'utf8')) as Golden
interface Labelled {
  readonly y: number[]
  readonly p: number[]
  readonly perClass: Record<string, (number | null)[]>
  readonly [measure: string]: unknown
}
interface Golden {
  readonly labels: Labelled[]
  readonly digits: Labelled
  readonly binary: { y: number[]; s: number[]; auc: number; ap: number; brier: number; nll: number; ece: number }[]
  readonly many: ({ y: number[]; scores: number[][] } & Record<string, number>)[]
  readonly multilabel: { y: number[][]; s: number[][]; map: number }[]
  readonly delong: {
    y: number[]
    a: number[]
    b: number[]
    auc: number[]
    variance: number[]
    covariance: number
    p: number
  }[]
}

const sumsOf = (y: readonly number[], p: readonly number[]) => {
  const classes = Math.max(...y, ...p) + 1
  return sumsOfMatrix(confusionMatrix(Int32Array.from(y), Int32Array.from(p), classes), classes)
}
const binary = (y: readonly number[], s: readonly number[]) =>
  rankedClass(rankingOf(Float64Array.from(s)), (i) => y[i] === 1)
const near = (got: number | null, wanted: unknown) =>
  wanted === null ? expect(got === null || Number.isNaN(got)).toBe(true) : expect(got).toBeCloseTo(wanted as number, 12)
const ece = (conf: readonly number[], hit: readonly number[], bins = 15) => {
  const c = Float64Array.from(conf)
  return calibrationError(binned(c, Uint8Array.from(hit), equalWidthBins(c, bins), bins))
}

describe('golden values of the field', () => {
  test('binary AUC .7, AP .722619', () => {
    const ranked = binary([0, 0, 0, 0, 1, 1, 1, 1, 1, 0], [0.1, 0.4, 0.35, 0.8, 0.9, 0.65, 0.35, 0.7, 0.2, 0.05])
    expect(rocAuc(ranked)).toBe(0.7)
    expect(averagePrecision(ranked)).toBeCloseTo(0.722619, 6)
  })
  test('four classes: precision .541667, recall .583333, F1 .559524, kappa .517857, MCC .528059', () => {
    const sums = sumsOf([0, 1, 2, 2, 1, 0, 2, 1, 3], [0, 2, 2, 2, 1, 0, 1, 1, 2])
    const got = labelScores(sums, 'compatible')
    expect(microF1(sums)).toBeCloseTo(0.666667, 6)
    expect(got.macroPrecision).toBeCloseTo(0.541667, 6)
    expect(got.macroRecall).toBeCloseTo(0.583333, 6)
    expect(got.macroF1).toBeCloseTo(0.559524, 6)
    expect(got.weightedF1).toBeCloseTo(0.634921, 6)
    expect(got.balancedAccuracy).toBeCloseTo(0.583333, 6)
    expect(kappaOf(sums)).toBeCloseTo(0.517857, 6)
    expect(matthewsOf(sums)).toBeCloseTo(0.528059, 6)
  })
  test('ECE with 15 bins .195; McNemar 5 against 15: p .041389', () => {
    expect(ece([0.95, 0.9, 0.8, 0.7, 0.6, 0.55, 0.99, 0.85], [1, 1, 0, 1, 0, 1, 1, 1])).toBeCloseTo(0.195, 12)
    expect(mcNemarExact(5, 15)).toBeCloseTo(0.041389, 6)
  })
  test('handwritten digits by their nearest neighbour: 16 of 360 wrong, macro F1 .955230', () => {
    const sums = sumsOf(golden.digits.y, golden.digits.p)
    expect([sums.rows, sums.right]).toEqual([360, 344])
    expect(labelScores(sums, 'compatible').macroF1).toBeCloseTo(0.95523, 6)
  })
})

describe('the same as scikit-learn and as plain loops', () => {
  test.each([...golden.labels, golden.digits].map((c, i) => [i, c] as const))('labels %i', (_, c) => {
    const sums = sumsOf(c.y, c.p)
    const [compatible, defined] = [labelScores(sums, 'compatible'), labelScores(sums, 'by-definition')]
    for (const name of ['macroPrecision', 'macroRecall', 'macroF1', 'weightedF1', 'balancedAccuracy'] as const)
      near(compatible[name], c[name])
    near(defined.macroPrecision, c['definedPrecision'])
    near(defined.macroRecall, c['definedRecall'])
    near(microF1(sums), c['microF1'])
    near(kappaOf(sums), c['kappa'])
    near(matthewsOf(sums), c['mcc'])
    for (const [k, [p, r, f]] of Object.entries(c.perClass)) {
      near(precisionOf(sums, Number(k)), p)
      near(recallOf(sums, Number(k)), r)
      near(f1Of(sums, Number(k)), f)
    }
  })

  test.each(golden.binary.map((c, i) => [i, c] as const))('scores of two classes %i', (_, { y, s, ...wanted }) => {
    const ranked = binary(y, s)
    near(rocAuc(ranked), wanted.auc)
    near(averagePrecision(ranked), wanted.ap)
    const mean = (of: (p: number, i: number) => number) => s.reduce((sum, p, i) => sum + of(p, i), 0) / s.length
    near(
      mean((p, i) => brierOf([p], y[i] === 1 ? 0 : 1)),
      wanted.brier,
    )
    near(
      mean((p, i) => logLossOf(y[i] ? p : 1 - p, 2 ** -50)),
      wanted.nll,
    )
    const hits = s.map((p, i) => Number(p >= 0.5 === (y[i] === 1)))
    near(
      ece(
        s.map((p) => Math.max(p, 1 - p)),
        hits,
      ),
      wanted.ece,
    )
  })

  test.each(golden.many.map((c, i) => [i, c] as const))('scores of several classes %i', (_, c) => {
    const { y, scores } = c
    const columns = scores[0]!.map((_, k) => Float64Array.from(scores, (r) => r[k]!))
    const classes = columns.map((s, k) => rankedClass(rankingOf(s), (i) => y[i] === k))
    const wanted = [c['ovrMacro'], c['ovrWeighted'], c['ovoMacro'], c['ovoWeighted']]
    for (const [i, auc] of AUC_KINDS.entries()) {
      const got = rankMeasures({ classes, auc, classOf: Int32Array.from(y) })
      near(got.auc.plain, wanted[i])
      near(got.map.plain, c['map'])
    }
    const conf = Float64Array.from(scores, (r) => Math.max(...r))
    const hit = Uint8Array.from(scores, (r, i) => Number(r.indexOf(Math.max(...r)) === y[i]))
    near(ece([...conf], [...hit]), c['ece'])
    near(calibrationError(binned(conf, hit, equalMassBins(rankingOf(conf), 15), 15)), c['adaptiveEce'])
    near(
      classwiseError(columns, (k) => Uint8Array.from(y, (t) => Number(t === k)), 15),
      c['classwiseEce'],
    )
    near(scores.reduce((sum, r, i) => sum + brierOf(r, y[i]!), 0) / y.length, c['brier'])
    near(scores.reduce((sum, r, i) => sum + logLossOf(r[y[i]!]!, 2 ** -50), 0) / y.length, c['nll'])
  })

  test.each(golden.multilabel.map((c, i) => [i, c] as const))('sets of labels %i', (_, { y, s, map }) => {
    const classes = y[0]!.map((_, k) =>
      rankedClass(rankingOf(Float64Array.from(s, (r) => r[k]!)), (i) => y[i]![k] === 1),
    )
    near(rankMeasures({ classes, auc: 'ovr-macro' }).map.plain, map)
  })

  test.each(golden.delong.map((c, i) => [i, c] as const))('DeLong %i', (_, { y, a, b, ...wanted }) => {
    const got = deLong(binary(y, a), binary(y, b))
    near(got.auc[0], wanted.auc[0])
    near(got.auc[1], wanted.auc[1])
    near(got.variance[0], wanted.variance[0])
    near(got.variance[1], wanted.variance[1])
    near(got.covariance, wanted.covariance)
    near(got.p, wanted.p)
  })
})

describe('laws', () => {
  const rows = fc.array(fc.record({ y: fc.nat(3), p: fc.integer({ min: -1, max: 3 }) }), {
    minLength: 1,
    maxLength: 40,
  })

  test('kappa is that of the whole table; a row without prediction is one more column', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const table = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0])
        for (const { y, p } of given) table[y]![p < 0 ? 4 : p]!++
        const counts = confusionMatrix(
          Int32Array.from(given, (r) => r.y),
          Int32Array.from(given, (r) => r.p),
          4,
        )
        const got = kappaOf(sumsOfMatrix(counts, 4))
        // all of one class: kappa is not defined, and by doubles that may go unnoticed
        fc.pre(!Number.isNaN(got))
        expect(got).toBeCloseTo(cohenKappa(table)!, 9)
      }),
    )
    expect(kappaOf(sumsOf([1, 1], [1, 1]))).toBeNaN()
  })

  test('an error that is not said is still an error: without it recall and F1 never fall', () => {
    const sums = sumsOf([0, 0, 1, 1], [0, 0, 1, 1])
    const lost = sumsOfMatrix(confusionMatrix(Int32Array.of(0, 0, 1, 1), Int32Array.of(0, -1, 1, 1), 2), 2)
    expect([recallOf(lost, 0), precisionOf(lost, 0), lost.right, lost.rows]).toEqual([0.5, 1, 3, 4])
    expect(labelScores(lost, 'compatible').macroF1).toBeLessThan(labelScores(sums, 'compatible').macroF1)
  })

  const scored = fc.array(fc.record({ s: fc.nat(6), y: fc.boolean() }), { minLength: 2, maxLength: 50 })
  test('AUC is the share of pairs in order, and turned round it is the rest', () => {
    fc.assert(
      fc.property(scored, (given) => {
        const ranked = (sign: number) =>
          rankedClass(rankingOf(Float64Array.from(given, (r) => sign * r.s)), (i) => given[i]!.y)
        const pairs = given.flatMap((a) => (a.y ? given.filter((b) => !b.y).map((b) => Math.sign(a.s - b.s)) : []))
        fc.pre(pairs.length > 0)
        const wanted = pairs.reduce((sum, x) => sum + (x + 1) / 2, 0) / pairs.length
        expect(rocAuc(ranked(1))).toBeCloseTo(wanted, 14)
        expect(rocAuc(ranked(1))! + rocAuc(ranked(-1))!).toBeCloseTo(1, 14)
      }),
    )
  })

  test('the order of rows means nothing', () => {
    fc.assert(
      fc.property(scored, fc.infiniteStream(fc.nat()), (given, keys) => {
        const shuffled = given.map((r) => [keys.next().value, r] as const).sort((a, b) => a[0]! - b[0]!)
        const of = (list: readonly { s: number; y: boolean }[]) => {
          const ranked = rankedClass(rankingOf(Float64Array.from(list, (r) => r.s)), (i) => list[i]!.y)
          return [rocAuc(ranked), averagePrecision(ranked)]
        }
        expect(of(shuffled.map(([, r]) => r))).toEqual(of(given))
      }),
    )
  })

  test('a row without a score is below every score, and ties with its kind', () => {
    expect(rocAuc(binary([1, 0], [Number.NaN, -1e300]))).toBe(0)
    expect(rocAuc(binary([1, 0], [Number.NaN, Number.NaN]))).toBe(0.5)
    expect(rocAuc(binary([1, 0], [-0, 0]))).toBe(0.5)
    expect(averagePrecision(binary([0, 0], [1, 2]))).toBeNull()
  })

  test('whole counts: a million tied pairs are half, to the last bit', () => {
    const y = Array.from({ length: 2000 }, (_, i) => i % 2)
    expect(
      rocAuc(
        binary(
          y,
          y.map(() => 0.1),
        ),
      ),
    ).toBe(0.5)
  })

  test('a confidence lies in the bin whose right edge closes it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 100 }), (c, bins) => {
        const b = equalWidthBin(c, bins)
        expect(c <= (b + 1) / bins && (c > b / bins || b === 0)).toBe(true)
      }),
    )
    for (let b = 0; b < 15; b++) expect(equalWidthBin((b + 1) / 15, 15)).toBe(b)
    expect(equalWidthBin(0, 15)).toBe(0)
  })

  test('two systems that rank alike do not differ', () => {
    const same = binary([1, 0, 1, 0, 1], [0.9, 0.8, 0.7, 0.2, 0.1])
    expect(deLong(same, same).p).toBeNull()
    expect(() => deLong(same, binary([1, 0, 0, 0, 0], [1, 2, 3, 4, 5]))).toThrow(RangeError)
  })
})
