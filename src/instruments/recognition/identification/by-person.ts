import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import type { Search } from '../../../metrics/identification/search.ts'
import { type ClusteredRates, clusteredProportions } from '../../clustered-proportion.ts'
import { byText } from '../../llm/bank/sample.ts'

/** A search, who it was for, and where it belongs. */
export interface One extends Search {
  readonly person: string
  readonly stratum: string
  readonly answered: boolean
}

/** Counts of errors by person; a search whose person is not known is a cluster of its own. */
export function clustered(
  searches: readonly One[],
  wrong: readonly ((s: One) => boolean)[],
  confidences: readonly string[],
): ClusteredRates {
  const people = new Map<string, One[]>()
  const alone: One[][] = []
  for (const s of searches) {
    const own = people.get(s.person)
    if (s.person === '') alone.push([s])
    else if (own) own.push(s)
    else people.set(s.person, [s])
  }
  const named = [...people].sort(([a], [b]) => byText(a, b)).map(([, own]) => own)
  // those without a name have no order of their own: in the order of what they came to
  const errors = alone.sort((a, b) => weight(a[0]!, wrong) - weight(b[0]!, wrong))
  const clusters = [...named, ...errors]
  return clusteredProportions(
    {
      errors: wrong.map((w) => Float64Array.from(clusters, (own) => count(own, w))),
      sizes: Float64Array.from(clusters, (own) => own.length),
    },
    confidences,
  )
}

function weight(s: One, wrong: readonly ((s: One) => boolean)[]): number {
  return wrong.reduce((n, w, i) => n + (w(s) ? 2 ** -i : 0), 0)
}

/** Errors of each stratum at the common threshold; null where no search names one. */
export function byStratum(
  searches: readonly One[],
  wrong: (s: One) => boolean,
  shares: (of: readonly One[], wrong: readonly ((s: One) => boolean)[]) => ClusteredRates,
): Quantity {
  const names = [...new Set(searches.map((s) => s.stratum))].sort()
  if (names.length === 1 && names[0] === '') return null
  return names.map((stratum) => {
    const own = searches.filter((s) => s.stratum === stratum)
    const [mated, others] = [own.filter((s) => s.mated), own.filter((s) => !s.mated)]
    const rate = (of: readonly One[]): Estimate | null => shares(of, [wrong]).rates[0] ?? null
    return { stratum, fnir: rate(mated), fpir: rate(others), mated: mated.length, nonMated: others.length }
  })
}

/** How many hold. */
export function count<T>(of: readonly T[], holds: (x: T) => boolean): number {
  return of.reduce((n, x) => n + Number(holds(x)), 0)
}
