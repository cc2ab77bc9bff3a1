import type { Estimate } from '../../../judge/evidence.ts'
import type { Text } from '../../../language/text.ts'
import { decimal, decimalDown, decimalUp } from '../../../metrics/decimal.ts'
import { clopperPearsonLower, clopperPearsonUpper, wilson } from '../../../metrics/intervals.ts'
import { stratifiedLower, stratifiedProportion, stratifiedUpper } from '../../../metrics/stratified.ts'
import { bounds as boundsText } from '../../proportion.ts'
import { classTitle } from '../bank/classes.ts'
import { add, type Fraction, fraction, times, toNumber, toText, ZERO } from './fraction.ts'

/** One question: how many of its repetitions have the property. */
export interface Outcome {
  readonly classId: string
  readonly hits: number
  readonly repeats: number
}

interface Stratum {
  readonly classId: string
  /** sum over questions of the share of repetitions with the property */
  k: Fraction
  /** questions whose repetitions all, and any, have the property */
  all: number
  any: number
  n: number
  readonly N: number
}

export interface Rate {
  readonly estimate: Estimate
  readonly detail: Readonly<Record<string, unknown>>
}

/**
 * The rate of a property among questions, with its bounds.
 *
 * - Sample in proportion to class sizes (to less than one question): k/n and Clopper-Pearson.
 * - Otherwise Σ W_h p_h with W_h = N_h / N, its bounds at the effective sample size, its variance in `detail`.
 * - With repetitions the unit stays the question: the lower bound counts only questions that always have the property, the upper
 *   bound those that ever have it. The mean share lies between the two, so the bounds hold, and asking the same thing again never narrows them.
 *
 * `sizes` are the classes of the bank. Outcomes may come in any order. Undefined when there are none.
 */
export function rateOf(
  outcomes: readonly Outcome[],
  sizes: ReadonlyMap<string, number>,
  confidences: readonly string[],
): Rate | undefined {
  const strata = collect(outcomes, sizes)
  const n = outcomes.length
  if (n === 0) return undefined
  const total = [...sizes.values()].reduce((a, b) => a + b, 0)
  const once = outcomes.every((o) => o.repeats === 1)
  const pooled = strata.map((s) => s.k).reduce(add, ZERO)
  const all = sum(strata, (s) => s.all)
  const any = sum(strata, (s) => s.any)
  const pooledText = once ? `${all}/${n}` : toText(times(pooled, fraction(1, n)))
  const proportional = [...sizes].every(
    ([c, N]) => Math.abs((strata.find((s) => s.classId === c)?.n ?? 0) - (n * N) / total) < 1,
  )
  const shared = {
    k: once ? all : toNumber(pooled),
    n,
    pooled: pooledText,
    wilson95: wilsonText(toNumber(pooled), n),
    byClass: strata.map((s) => ({
      class: s.classId,
      ...titled(s.classId),
      k: toNumber(s.k),
      n: s.n,
      of: s.N,
      wilson95: wilsonText(toNumber(s.k), s.n),
    })),
  }
  if (proportional) {
    const k = toNumber(pooled)
    const bounds = confidences.map((c) =>
      boundsText(c, clopperPearsonLower(all, n, Number(c)), clopperPearsonUpper(any, n, Number(c))),
    )
    const distribution = { kind: 'beta', a: decimal(k + 0.5), b: decimal(n - k + 0.5) } as const
    return { estimate: { value: pooledText, n, bounds, distribution }, detail: { estimator: 'pooled', ...shared } }
  }

  const reached = sum(strata, (s) => s.N)
  const value = strata.map((s) => times(fraction(s.N, reached * s.n), s.k)).reduce(add, ZERO)
  const lower = strata.map((s) => ({ k: s.all, n: s.n, N: s.N }))
  const upper = strata.map((s) => ({ k: s.any, n: s.n, N: s.N }))
  const bounds = confidences.map((c) =>
    boundsText(c, stratifiedLower(lower, Number(c)), stratifiedUpper(upper, Number(c))),
  )
  const p = toNumber(value)
  // draws use the size that the weights leave; they never decide anything
  const size = 1 / strata.reduce((acc, s) => acc + (s.N / reached) ** 2 / s.n, 0)
  const distribution = { kind: 'beta', a: decimal(p * size + 0.5), b: decimal((1 - p) * size + 0.5) } as const
  const { variance } = stratifiedProportion(strata.map((s) => ({ k: toNumber(s.k), n: s.n, N: s.N })))
  const without = [...sizes.keys()].filter((c) => !strata.some((s) => s.classId === c)).sort()
  return {
    estimate: { value: toText(value), n, bounds, distribution },
    detail: {
      estimator: 'stratified',
      variance: decimal(variance),
      ...(without.length ? { classesWithoutAnswer: without } : {}),
      ...shared,
    },
  }
}

/** Classes in the order of their ids, so that sums come out the same whatever the order of the outcomes. */
function collect(outcomes: readonly Outcome[], sizes: ReadonlyMap<string, number>): Stratum[] {
  const strata = new Map<string, Stratum>()
  for (const { classId, hits, repeats } of outcomes) {
    let stratum = strata.get(classId)
    if (stratum === undefined) {
      stratum = { classId, k: ZERO, all: 0, any: 0, n: 0, N: sizes.get(classId)! }
      strata.set(classId, stratum)
    }
    stratum.k = add(stratum.k, fraction(hits, repeats))
    stratum.all += hits === repeats ? 1 : 0
    stratum.any += hits > 0 ? 1 : 0
    stratum.n++
  }
  return [...strata.values()].sort((a, b) => (a.classId < b.classId ? -1 : 1))
}

/** Two-sided 95 % Wilson interval, for reading beside the numbers. */
function wilsonText(k: number, n: number): readonly [string, string] {
  const { lower, upper } = wilson(k, n, 0.95)
  return [decimalDown(lower, 6), decimalUp(upper, 6)]
}

function titled(classId: string): { readonly title?: Text } {
  const title = classTitle(classId)
  return title ? { title } : {}
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
