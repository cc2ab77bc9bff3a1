import { Exact } from '../../../language/exact.ts'
import { detOf } from '../../../metrics/verification/det.ts'
import { pointAtFmr } from '../../../metrics/verification/operating-point.ts'
import { pairSums } from '../../../metrics/verification/pair-sums.ts'
import { type Polarity, sortedScores } from '../../../metrics/verification/scores.ts'
import type { DemographicsParams, DemographicsResult, GroupCounts } from './params.ts'
import type { Grouped } from './read.ts'
import { resampled, type Summed } from './resampled.ts'

type Rates = Extract<DemographicsResult, { readonly kind: 'rates' }>
type Resamples = Extract<DemographicsResult, { readonly kind: 'resamples' }>

/** Errors of every group at the threshold of all together. What has too few subjects is left out of the results. */
export function measuredGroups(
  given: Grouped,
  params: DemographicsParams,
  polarity: Polarity,
): { readonly rates: Rates; readonly resamples: Resamples } {
  const indices = [...given.scores.keys()]
  const of = (kind: number) => given.scores.filter((_, i) => given.genuine[i] === kind)
  const det = detOf(sortedScores(of(1), of(0)))
  const p = pointAtFmr(det, Exact.parse(String(params.fmr))!)
  const threshold = det.thresholds[p]!
  const wrong = (i: number) =>
    given.genuine[i] === 1 ? !(given.scores[i]! >= threshold) : given.scores[i]! >= threshold
  const summed = (own: readonly number[]) => sumsOf(given, own, wrong)

  const inGroup = (g: number, kind: number) =>
    indices.filter((i) => given.genuine[i] === kind && given.groupA[i] === g && given.groupB[i] === g)
  const all = given.groups.map((group, g) => {
    const [genuine, impostor] = [summed(inGroup(g, 1)), summed(inGroup(g, 0))]
    return { group, number: g, subjects: given.by === 'subject' ? subjectsOf(given, g) : null, genuine, impostor }
  })
  const shown = all.filter((g) => (g.subjects ?? 0) >= params.minimumSubjects)
  const hidden = all.filter((g) => !shown.includes(g))
  const sum = (of: (g: (typeof all)[number]) => number) => hidden.reduce((n, g) => n + of(g), 0)
  const cross = shown.flatMap((x, i) =>
    shown.slice(i + 1).flatMap((y) => {
      const sides = (k: number) => [given.groupA[k]!, given.groupB[k]!]
      const own = indices.filter(
        (k) => given.genuine[k] === 0 && sides(k).includes(x.number) && sides(k).includes(y.number),
      )
      return own.length === 0 ? [] : [{ groups: [x.group, y.group] as const, impostor: summed(own).counts }]
    }),
  )
  const groups = shown.map(
    ({ group, subjects, genuine, impostor }): GroupCounts => ({
      ...{ group, subjects },
      genuine: genuine.counts,
      impostor: impostor.counts,
    }),
  )
  return {
    rates: {
      kind: 'rates',
      polarity,
      threshold: Number.isFinite(threshold) ? threshold : null,
      all: {
        genuine: summed(indices.filter((i) => given.genuine[i] === 1)).counts,
        impostor: summed(indices.filter((i) => given.genuine[i] === 0)).counts,
        falseMatchesBelow: p === 0 ? null : det.falseMatches[p - 1]!,
      },
      groups,
      suppressed: {
        groups: hidden.length,
        genuine: sum((g) => g.genuine.counts.trials),
        impostor: sum((g) => g.impostor.counts.trials),
      },
      cross,
    },
    resamples: resampled(given, shown, params),
  }
}

function sumsOf(given: Grouped, own: readonly number[], wrong: (i: number) => boolean): Summed {
  const sums = (of: readonly number[]) =>
    pairSums(
      Uint32Array.from(of, (i) => given.a[i]!),
      Uint32Array.from(of, (i) => given.b[i]!),
      given.clusters,
    )
  const bad = own.filter(wrong)
  const [trials, errors] = [sums(own), sums(bad)]
  return {
    counts: {
      trials: own.length,
      errors: bad.length,
      failures: own.filter((i) => Number.isNaN(given.scores[i]!)).length,
      bad: errors.pairs,
      clusters: trials.pairs,
    },
    trials,
    errors,
  }
}

function subjectsOf(given: Grouped, g: number): number {
  const subjects = new Set<number>()
  for (let i = 0; i < given.scores.length; i++) {
    if (given.groupA[i] === g) subjects.add(given.a[i]!)
    if (given.groupB[i] === g) subjects.add(given.b[i]!)
  }
  return subjects.size
}
