import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../language/exact.ts'
import { pcg32 } from '../random.ts'
import { clusteredCurve, resampledClusters } from './clustered.ts'
import type { Comparisons } from './clustered-zone.ts'
import { eer, eerConventions } from './eer.ts'
import { pointAtFmr } from './operating-point.ts'
import { pairSums } from './pair-sums.ts'

/** A third genuine; of those half within a subject, as of impostors few; scores rounded to 1/levels, and 2 % of them none. */
function made(count: number, clusters: number, levels: number, failures: number): Comparisons {
  const random = pcg32(77n)
  const genuine = Uint8Array.from({ length: count }, () => Number(random.uniform() < 0.3))
  const a = Uint32Array.from(genuine, () => random.below(clusters))
  const b = a.map((x, i) => (random.uniform() < (genuine[i] === 1 ? 0.5 : 0.01) ? x : random.below(clusters)))
  const scores = Float64Array.from(genuine, (g) => {
    const x = (g === 1 ? 0.6 : 0) + 0.25 * random.normal()
    return random.uniform() < failures ? Number.NaN : Math.round(x * levels) / levels
  })
  return { scores, genuine, a, b, clusters }
}

const hash = (...arrays: readonly (Float64Array | Uint32Array)[]) => {
  const sum = createHash('sha256')
  for (const x of arrays) sum.update(new Uint8Array(x.buffer, x.byteOffset, x.byteLength))
  return sum.digest('hex').slice(0, 32)
}

/** What any change of the way they are computed has to leave as it is: of the first version, that sorted and added up plainly. */
describe('resamples, byte for byte', () => {
  for (const [name, given, expected] of [
    [
      'many comparisons of few',
      made(20_000, 60, 1e6, 0.02),
      ['ebd8f3ac89cd5e3b79a7ac55ee6698cc', '6fd6ac1b591826ff10374a7ca5c8992f'],
    ],
    ['no failures', made(20_000, 90, 1e9, 0), ['49ba403bbdebc104e77d4d4573f0ec86', 'd272e187f20eb42a0a7dfd4659938e1f']],
    ['ties', made(8000, 150, 40, 0.01), ['717b4af90e632c43d32c0905d5377acb', '863c5a874bb4d8ed48c5ff71343c0c70']],
    [
      'few comparisons of many',
      made(3000, 900, 1e6, 0),
      ['0db53f0e83a7bf39b2e2c2564cfea806', 'e3c20f4efc045aca64fd84dbabbe27ef'],
    ],
    [
      'very many comparisons of few',
      made(150_000, 300, 1e9, 0.001),
      ['58d5fd2120fe9410e585c769292f1dc0', 'd2b218130be3f67ffcc6446428333c4f'],
    ],
  ] as const) {
    test(name, () => {
      const curve = clusteredCurve(given)
      const targets = ['1/3', '1/100', '1/1000'].map((f) => Exact.parse(f)!)
      const points = createHash('sha256')
      const values = resampledClusters(given.clusters, 40, (w) => {
        const det = curve.draw(w)
        points.update(hash(det.thresholds, det.falseMatches, det.falseNonMatches))
        return [
          ...[det.genuine, det.impostor],
          ...targets.map((f) => det.falseNonMatches[pointAtFmr(det, f)]! / det.genuine),
          ...eerConventions.map((c) => eer(det, c).value?.toNumber() ?? Number.NaN),
        ]
      })
      expect([hash(...values), points.digest('hex').slice(0, 32)]).toEqual(expected)
    })
  }

  test('sums over pairs', () => {
    const { a, b, scores, clusters } = made(20_000, 300, 1e3, 0)
    const values = resampledClusters(clusters, 40, (w) => [
      pairSums(a, b, clusters).total(w),
      pairSums(a, b, clusters, scores).total(w),
      pairSums(a.subarray(0, 900), b.subarray(0, 900), clusters).pairs,
    ])
    expect(hash(...values)).toBe('ea645b351dcadcc72a83ec669bb03dc2')
  })
})
