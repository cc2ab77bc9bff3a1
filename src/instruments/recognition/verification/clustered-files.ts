import { roundsFor } from '../../../metrics/bootstrap.ts'
import { type Tails, tailsOf } from '../../../metrics/tails.ts'
import { clusteredCurve, resampledClusters } from '../../../metrics/verification/clustered.ts'
import type { Comparisons } from '../../../metrics/verification/clustered-zone.ts'
import { type EerConvention, eer, eerConventions } from '../../../metrics/verification/eer.ts'
import { pointAtFmr } from '../../../metrics/verification/operating-point.ts'
import { pairSums } from '../../../metrics/verification/pair-sums.ts'
import type { Polarity } from '../../../metrics/verification/scores.ts'
import type { ClusteredRates, StatedRate } from './params.ts'
import type { Sides } from './sides.ts'

/** Enough for one-sided bounds at 0.99 and, with what is kept of both ends, at anything below. */
const ROUNDS = roundsFor(0.99)

/** Comparisons of one file with their subjects, before their scores are sorted. */
export interface SidedScores {
  readonly scores: Float64Array
  readonly genuine: Uint8Array
  readonly a: Float64Array
  readonly b: Float64Array
  readonly names: readonly string[]
}

export function sidedScores(
  genuine: Float64Array,
  impostor: Float64Array,
  sides: Sides,
  polarity: Polarity,
): SidedScores {
  const n = genuine.length + impostor.length
  const sign = polarity === 'distance' ? -1 : 1
  const joined = (x: Float64Array, y: Float64Array) => {
    const all = new Float64Array(n)
    all.set(x)
    all.set(y, x.length)
    return all
  }
  const [g, i] = [sides.of('genuine'), sides.of('impostor')]
  return {
    // adding 0 makes -0 a 0
    scores: joined(genuine, impostor).map((s) => s * sign + 0),
    genuine: new Uint8Array(n).fill(1, 0, genuine.length),
    a: joined(g[0], i[0]),
    b: joined(g[1], i[1]),
    names: sides.names,
  }
}

/** Whole subjects drawn with replacement, over all files together; undefined where a file does not name the subjects of all its comparisons. */
export function clusteredFiles(
  files: readonly (SidedScores | undefined)[],
  stated: readonly StatedRate[],
): ClusteredRates | undefined {
  const sided = files.filter((f) => f !== undefined)
  if (sided.length === 0 || sided.length < files.length) return undefined
  const given = together(sided)
  const curve = clusteredCurve(given)
  const whole = curve.draw(new Uint32Array(given.clusters).fill(1))
  if (whole.genuine === 0 || whole.impostor === 0) return undefined
  // the curve's arrays are used again by the next draw
  const fixed = stated.map((rate) => pointAtFmr(whole, rate.value))
  const errors = fixed.map((p) => errorsOf(given, whole.thresholds[p]!))
  const F = stated.length
  const values = resampledClusters(given.clusters, ROUNDS, (w) => {
    const det = curve.draw(w)
    if (det.genuine === 0 || det.impostor === 0)
      return new Array<number>(2 * F + eerConventions.length).fill(Number.NaN)
    return [
      ...stated.map((rate) => det.falseNonMatches[pointAtFmr(det, rate.value)]! / det.genuine),
      ...fixed.map((p) => det.falseMatches[p]! / det.impostor),
      ...eerConventions.map((c) => eer(det, c).value?.toNumber() ?? Number.NaN),
    ]
  })
  const tails = (s: number) => tailsOf(values[s]!, [0, 1])
  return {
    subjects: given.clusters,
    points: stated.map((rate, i) => ({
      fmr: rate.text,
      fnmr: { tails: tails(i), ...errors[i]!.genuine },
      measuredFmr: { tails: tails(F + i), ...errors[i]!.impostor },
    })),
    eer: Object.fromEntries(eerConventions.map((c, i) => [c, tails(2 * F + i)])) as Record<EerConvention, Tails>,
  }
}

/** In how many subjects the false non-matches at a threshold lie, and in how many pairs of subjects the false matches. */
function errorsOf({ scores, genuine, a, b, clusters }: Comparisons, threshold: number) {
  const pairs = (holds: (i: number) => boolean) => {
    const own = new Uint32Array(scores.length)
    let n = 0
    for (let i = 0; i < scores.length; i++) if (holds(i)) own[n++] = i
    const of = own.subarray(0, n)
    return pairSums(
      of.map((i) => a[i]!),
      of.map((i) => b[i]!),
      clusters,
    ).pairs
  }
  return {
    genuine: {
      bad: pairs((i) => genuine[i] === 1 && !(scores[i]! >= threshold)),
      clusters: pairs((i) => genuine[i] === 1),
    },
    impostor: {
      bad: pairs((i) => genuine[i] === 0 && scores[i]! >= threshold),
      clusters: pairs((i) => genuine[i] === 0),
    },
  }
}

/** One set of comparisons; subjects are one by their names, numbered in the order of these. */
function together(files: readonly SidedScores[]): Comparisons {
  const names = [...new Set(files.flatMap((f) => f.names))].sort()
  const numbers = new Map(names.map((name, i) => [name, i]))
  const n = files.reduce((sum, f) => sum + f.scores.length, 0)
  const scores = new Float64Array(n)
  const genuine = new Uint8Array(n)
  const [a, b] = [new Uint32Array(n), new Uint32Array(n)]
  let at = 0
  for (const f of files) {
    const own = Uint32Array.from(f.names, (name) => numbers.get(name)!)
    scores.set(f.scores, at)
    genuine.set(f.genuine, at)
    for (let i = 0; i < f.scores.length; i++) {
      a[at + i] = own[f.a[i]!]!
      b[at + i] = own[f.b[i]!]!
    }
    at += f.scores.length
  }
  return { scores, genuine, a, b, clusters: names.length }
}
