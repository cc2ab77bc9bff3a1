import type { Estimate } from '../../../judge/evidence.ts'
import { percentileLower, percentileUpper, roundsFor, thinned } from '../../../metrics/bootstrap.ts'
import { decimal, decimalDown, decimalUp } from '../../../metrics/decimal.ts'
import { pcg32 } from '../../../metrics/random.ts'
import type { Judged } from './judged.ts'
import { rateOf } from './rate.ts'
import type { FrameResult } from './results.ts'

/** How many answers of a question have the property that is counted. */
export interface Count {
  readonly hits: number
  readonly of: number
}

/**
 * The share of questions whose answers have a property, estimated for the whole bank (`rateOf`): the unit is the question, repetitions
 * and parts of one never narrow the bounds. Questions that `count` gives nothing for are left out. Null when none is left.
 */
export function share<Row, V>(
  questions: readonly Judged<Row, V>[],
  frame: FrameResult,
  count: (question: Judged<Row, V>) => Count | undefined,
  confidences: readonly string[],
): { readonly estimate: Estimate | null; readonly detail: Readonly<Record<string, unknown>> } {
  const sizes = new Map<string, number>()
  for (const [, classId] of frame.items) sizes.set(classId, (sizes.get(classId) ?? 0) + 1)
  const outcomes = questions.flatMap((question) => {
    const counted = count(question)
    if (counted === undefined || counted.of === 0) return []
    return [{ classId: question.classId, hits: counted.hits, repeats: counted.of }]
  })
  return rateOf(outcomes, sizes, confidences) ?? { estimate: null, detail: {} }
}

/** Resamples of one statistic; published, so that anybody draws the same. */
const SEED = 20261122n

/**
 * A statistic of questions (a difference, an F1, a calibration error) with one-sided bounds: cluster bootstrap over questions
 * (Davison and Hinkley 1997, 2.4, 3.8), percentile. Where every question agrees the percentile bootstrap would claim certainty, so each bound
 * is drawn with one imagined question more, the one that drives the statistic furthest (`lowest`, `highest`): with no failure in n questions the bound
 * comes out near the rule of three, 3/n at 95 %.
 *
 * `statistic` gets how often each question of `sample` counts, and NaN says that it is not defined there: such a resample is drawn again,
 * and where one in two is undefined there is no bound but `range`. Null where it is not defined on the sample itself.
 */
export function bootstrapped<T>(
  sample: readonly T[],
  statistic: (sample: readonly T[], weights: Uint32Array) => number,
  imagined: { readonly lowest: T; readonly highest: T },
  range: readonly [lowest: number, highest: number],
  confidences: readonly string[],
): Estimate | null {
  const value = statistic(sample, new Uint32Array(sample.length).fill(1))
  if (Number.isNaN(value)) return null
  const rounds = Math.max(...confidences.map((c) => roundsFor(Number(c))), 2000)
  const lower = resamples([...sample, imagined.lowest], statistic, rounds)
  const upper = resamples([...sample, imagined.highest], statistic, rounds)
  const plain = resamples(sample, statistic, rounds)
  return {
    value: decimal(value),
    n: sample.length,
    bounds: confidences.map((confidence) => ({
      confidence,
      lower: decimalDown(lower ? Math.min(value, percentileLower(lower, Number(confidence))) : range[0]),
      upper: decimalUp(upper ? Math.max(value, percentileUpper(upper, Number(confidence))) : range[1]),
    })),
    ...(plain ? { distribution: { kind: 'samples', values: [...thinned(plain)].map((v) => decimal(v)) } } : {}),
  }
}

/** Undefined where the statistic is not defined in more than half of the resamples. */
function resamples<T>(
  sample: readonly T[],
  statistic: (sample: readonly T[], weights: Uint32Array) => number,
  rounds: number,
): { readonly sorted: Float64Array } | undefined {
  const random = pcg32(SEED)
  const weights = new Uint32Array(sample.length)
  const values = new Float64Array(rounds)
  let undefinedOnes = 0
  for (let b = 0; b < rounds; ) {
    weights.fill(0)
    for (let i = 0; i < sample.length; i++) weights[random.below(sample.length)]!++
    const value = statistic(sample, weights)
    if (Number.isNaN(value)) {
      if (++undefinedOnes > rounds) return undefined
    } else values[b++] = value
  }
  return { sorted: values.sort() }
}

/** Σ top / Σ bottom over questions, as a statistic of `bootstrapped`; NaN where the bottoms sum to nothing. */
export function ratioOfSums<T>(top: (question: T) => number, bottom: (question: T) => number) {
  return (sample: readonly T[], weights: Uint32Array): number => {
    let [a, b] = [0, 0]
    for (const [i, question] of sample.entries()) {
      a += weights[i]! * top(question)
      b += weights[i]! * bottom(question)
    }
    return b === 0 ? Number.NaN : a / b
  }
}

/** The mean of numbers, as a statistic of `bootstrapped`. */
export const meanOf = ratioOfSums<number>(
  (value) => value,
  () => 1,
)
