import type { Quantity } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { DIFFERENTIALS, differentials, type GroupRate } from '../../../metrics/differentials.ts'
import { holm, normalTest } from '../../../metrics/holm.ts'
import { tailBounds } from '../../../metrics/tails.ts'
import { bounds } from '../../proportion.ts'
import type { Counts, DemographicsParams, DemographicsResult, GroupCounts } from './params.ts'

type Resamples = Extract<DemographicsResult, { readonly kind: 'resamples' }>

/** Measures of the differences between groups; null with fewer than two, or where one lacks a kind of comparison. */
export function measuresOf(
  groups: readonly GroupCounts[],
  drawn: Resamples | undefined,
  params: DemographicsParams,
  confidences: readonly string[],
): Record<(typeof DIFFERENTIALS)[number], Quantity> {
  const complete = groups.length >= 2 && groups.every((g) => g.genuine.trials > 0 && g.impostor.trials > 0)
  const rates = (of: (g: GroupCounts) => Counts): GroupRate[] => groups.map(of)
  const own = complete
    ? differentials(
        rates((g) => g.impostor),
        rates((g) => g.genuine),
        Number(params.alpha),
      )
    : undefined
  const estimate = (name: (typeof DIFFERENTIALS)[number]): Quantity => {
    if (own === undefined) return null
    const value = own[name]
    const tails = drawn?.measures?.[name]
    return {
      value: decimal(value),
      n: groups.length,
      bounds: confidences.flatMap((c) => {
        const ends = tails ? tailBounds(tails, Number(c)) : null
        return ends === null ? [] : [bounds(c, Math.min(value, ends.lower), Math.max(value, ends.upper))]
      }),
    }
  }
  return Object.fromEntries(DIFFERENTIALS.map((name) => [name, estimate(name)])) as Record<
    (typeof DIFFERENTIALS)[number],
    Quantity
  >
}

/** Differences of two groups with two-sided p values, all of FMR and of FNMR adjusted together. */
export function pairwise(groups: readonly GroupCounts[], { pairs }: Resamples) {
  const byName = new Map(groups.map((g) => [g.group, g]))
  const rate = ({ errors, trials }: Counts) => (trials === 0 ? Number.NaN : errors / trials)
  const rows = pairs.flatMap(({ groups: [x, y], ...error }) => {
    const [a, b] = [byName.get(x), byName.get(y)]
    if (!a || !b) return []
    const differences = [
      ['fmr', rate(a.impostor) - rate(b.impostor)],
      ['fnmr', rate(a.genuine) - rate(b.genuine)],
    ] as const
    return differences
      .filter(([, d]) => !Number.isNaN(d))
      .map(([kind, d]) => ({ groups: `${x} × ${y}`, rate: kind, difference: d, error: error[kind] }))
  })
  const adjusted = holm(rows.map((r) => normalTest(r.difference, r.error)))
  return rows.map(({ difference, error, ...row }, i) => ({
    ...row,
    difference: decimal(difference, 6),
    standardError: decimal(error, 6),
    pHolm: decimal(adjusted[i]!, 4),
  }))
}
