import { roundsFor } from '../../../metrics/bootstrap.ts'
import { DIFFERENTIALS, measures } from '../../../metrics/differentials.ts'
import { pcg32 } from '../../../metrics/random.ts'
import { tailsOf } from '../../../metrics/tails.ts'
import { resampledClusters } from '../../../metrics/verification/clustered.ts'
import type { PairSums } from '../../../metrics/verification/pair-sums.ts'
import type { Counts, DemographicsParams, DemographicsResult } from './params.ts'
import type { Grouped } from './read.ts'

type Resamples = Extract<DemographicsResult, { readonly kind: 'resamples' }>

const ROUNDS = roundsFor(0.99)
/** of the draws for groups without an error; another stream than that of the clusters */
const ZERO_SEED = 20260103n

/** Sums over pairs of subjects of some comparisons and of the errors among them. */
export interface Summed {
  readonly counts: Counts
  readonly trials: PairSums
  readonly errors: PairSums
}

interface Shown {
  readonly group: string
  readonly genuine: Summed
  readonly impostor: Summed
}

/**
 * Whole subjects drawn with replacement, at the threshold found. Where a group has no error resamples have none either and would claim certainty:
 * its rate is then drawn from what no error in so many subjects (pairs of subjects) leaves open, Beta(1/2, n + 1/2), for all measures of groups.
 */
export function resampled(given: Grouped, shown: readonly Shown[], params: DemographicsParams): Resamples {
  const alpha = Number(params.alpha)
  const zero = pcg32(ZERO_SEED)
  const G = shown.length
  const complete = G >= 2 && shown.every((g) => g.genuine.counts.trials > 0 && g.impostor.counts.trials > 0)
  const one = (s: Summed, w: Uint32Array): { plain: number; open: number; ratio: number } => {
    const trials = s.trials.total(w)
    if (s.counts.errors === 0 && s.counts.trials > 0) {
      const open = Math.max(zero.beta(0.5, s.counts.clusters + 0.5), Number.MIN_VALUE)
      return { plain: trials === 0 ? Number.NaN : 0, open, ratio: open }
    }
    if (trials === 0) return { plain: Number.NaN, open: Number.NaN, ratio: Number.NaN }
    const errors = s.errors.total(w)
    return { plain: errors / trials, open: errors / trials, ratio: errors === 0 ? 0.5 / (trials + 1) : errors / trials }
  }
  const values = resampledClusters(given.clusters, ROUNDS, (w) => {
    const fmr = shown.map((g) => one(g.impostor, w))
    const fnmr = shown.map((g) => one(g.genuine, w))
    const all = complete
      ? measures(
          fmr.map((r) => r.open),
          fnmr.map((r) => r.open),
          fmr.map((r) => r.ratio),
          fnmr.map((r) => r.ratio),
          alpha,
        )
      : undefined
    return [
      ...fmr.map((r) => r.plain),
      ...fnmr.map((r) => r.plain),
      ...DIFFERENTIALS.map((name) => all?.[name] ?? Number.NaN),
      ...couples(G).flatMap(([x, y]) => [fmr[x]!.open - fmr[y]!.open, fnmr[x]!.open - fnmr[y]!.open]),
    ]
  })
  const measured = (name: number) => tailsOf(values[2 * G + name] ?? new Float64Array())
  return {
    kind: 'resamples',
    by: given.by,
    clusters: given.clusters,
    groups: shown.map(({ group }, g) => ({
      group,
      fmr: tailsOf(values[g]!, [0, 1]),
      fnmr: tailsOf(values[G + g]!, [0, 1]),
    })),
    measures: complete
      ? (Object.fromEntries(DIFFERENTIALS.map((name, i) => [name, measured(i)])) as NonNullable<Resamples['measures']>)
      : null,
    pairs: couples(G).map(([x, y], k) => {
      const at = 2 * G + DIFFERENTIALS.length + 2 * k
      return {
        groups: [shown[x]!.group, shown[y]!.group],
        fmr: deviation(values[at]!),
        fnmr: deviation(values[at + 1]!),
      }
    }),
  }
}

function couples(n: number): (readonly [number, number])[] {
  return Array.from({ length: n }, (_, x) =>
    Array.from({ length: n - x - 1 }, (_, k) => [x, x + k + 1] as const),
  ).flat()
}

function deviation(values: Float64Array): number {
  const known = values.filter((x) => !Number.isNaN(x))
  if (known.length < 2) return 0
  const mean = known.reduce((a, b) => a + b, 0) / known.length
  return Number(Math.sqrt(known.reduce((s, x) => s + (x - mean) ** 2, 0) / (known.length - 1)).toPrecision(9))
}
