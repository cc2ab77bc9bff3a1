import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { Exact } from '../../../language/exact.ts'
import type { Interval } from '../../../metrics/intervals.ts'
import { worstOf } from '../../../metrics/presentation-attack.ts'
import { bounds } from '../../proportion.ts'
import type { PadRow } from './params.ts'
import { grouped, type Tallied } from './tally.ts'

/**
 * The largest APCER over species. Upper bound: the largest of the species' own upper bounds. It needs no correction for their number: the species that
 * is truly worst lies below its own bound with the stated confidence, and so below the largest. Lower bound: the largest of the lower
 * bounds, each at 1 - alpha / species (Bonferroni), for the largest is picked after looking.
 */
function worstBounds(species: readonly Tallied[], confidence: number): Interval {
  const each = 1 - (1 - confidence) / species.length
  return {
    upper: Math.max(...species.map((s) => s.rates.at(0, confidence).upper)),
    lower: Math.max(...species.map((s) => s.rates.at(0, each).lower)),
  }
}

export function counted(species: readonly Tallied[]): readonly (Tallied & { readonly estimate: Estimate })[] {
  return species.flatMap((s) => {
    const [estimate] = s.rates.rates
    return estimate == null ? [] : [{ ...s, estimate, presentations: estimate.n! }]
  })
}

/** APCER of the worst species, with `worstBounds`; null where no presentation counts. */
export function worstRate(all: readonly Tallied[], confidences: readonly string[]): Estimate | null {
  const species = counted(all)
  const worst = worstOf(species)
  if (worst === undefined) return null
  return {
    ...worst.estimate,
    bounds: confidences.map((c) => {
      const { lower, upper } = worstBounds(species, Number(c))
      return bounds(c, lower, upper)
    }),
  }
}

/** (largest APCER + BPCER)/2, exact; half of what the confidence leaves for each of the two. */
export function acerOf(all: readonly Tallied[], real: Tallied, confidences: readonly string[]): Estimate | null {
  const species = counted(all)
  const [worst, bpcer] = [worstOf(species), real.rates.rates[0]]
  if (worst === undefined || bpcer == null) return null
  const value = Exact.parse(String(worst.estimate.value))!
    .plus(Exact.parse(String(bpcer.value))!)
    .over(Exact.whole(2n))
  return {
    value: `${value.n}/${value.d}`,
    n: Math.min(worst.estimate.n!, bpcer.n!),
    bounds: confidences.map((c) => {
      // half of the error for each of the two
      const half = (1 + Number(c)) / 2
      const [a, b] = [worstBounds(species, half), real.rates.at(0, half)]
      return bounds(c, (a.lower + b.lower) / 2, (a.upper + b.upper) / 2)
    }),
  }
}

/** The worst species of each attack level; null where no level is named. */
export function byLevel(
  attacks: readonly PadRow[],
  tallied: (own: readonly PadRow[], species: string) => Tallied,
  confidences: readonly string[],
): Quantity {
  const levels = grouped(attacks, (r) => r[3])
  if (levels.length === 0 || (levels.length === 1 && levels[0]![0] === '')) return null
  return levels.map(([level, own]) => {
    const species = grouped(own, (r) => r[2]!).map(([name, rows]) => tallied(rows, name))
    return {
      level,
      apcer: worstRate(species, confidences),
      worst: worstOf(counted(species))?.species ?? null,
      presentations: own.length,
    }
  })
}
