import { countedAs, type Outcome } from '../../../metrics/presentation-attack.ts'
import { type ClusteredRates, clusteredProportions } from '../../clustered-proportion.ts'
import { byText } from '../../llm/bank/sample.ts'
import type { PadParams, PadRow } from './params.ts'

/** One kind of presentation at the declared threshold: bona fide ones, or attacks of one species. */
export interface Tallied {
  readonly species: string
  readonly presentations: number
  readonly errors: number
  readonly nonResponses: number
  readonly subjects: number
  /** error rate first, non-response rate second */
  readonly rates: ClusteredRates
  readonly silent: ClusteredRates
}

/** What a presentation came to; a distance to bona fide is a score turned round. */
export function outcomeOf(row: PadRow, { threshold, higher }: PadParams): Outcome {
  const [, , , , score, decision, response] = row
  if (response === 0) return 'no-response'
  if (threshold === undefined) return decision === null ? 'unknown' : decision === 1 ? 'accepted' : 'rejected'
  if (score === null) return 'unknown'
  const limit = Number(threshold)
  return (higher === 'bona-fide' ? score >= limit : score <= limit) ? 'accepted' : 'rejected'
}

/** Counts presentations of one kind, clusters of which are subjects; one without a subject is a cluster of its own. */
export function tallyOf(
  own: readonly PadRow[],
  species: string,
  params: PadParams,
  confidences: readonly string[],
  finest: number,
): Tallied {
  const clusters = grouped(own, (r) => r[1] || `\u0000${r[0]}`).map(([, rows]) => rows)
  const counted = (r: PadRow) => countedAs(outcomeOf(r, params), r[2] !== null, params.nonResponses)
  const sizes = Float64Array.from(clusters, (c) => c.filter((r) => counted(r).counts).length)
  const errors = Float64Array.from(clusters, (c) => c.filter((r) => counted(r).error).length)
  const silent = Float64Array.from(clusters, (c) => c.filter((r) => r[6] === 0).length)
  const all = Float64Array.from(clusters, (c) => c.length)
  const sum = (of: Float64Array) => of.reduce((a, b) => a + b, 0)
  return {
    species,
    presentations: own.length,
    errors: sum(errors),
    nonResponses: sum(silent),
    subjects: new Set(own.map((r) => r[1]).filter((s) => s !== '')).size,
    rates: clusteredProportions({ errors: [errors], sizes }, confidences, finest),
    silent: clusteredProportions({ errors: [silent], sizes: all }, confidences),
  }
}

/** Rows by a key, keys in their own order. */
export function grouped<T>(rows: readonly T[], of: (row: T) => string): (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const own = groups.get(of(row))
    if (own) own.push(row)
    else groups.set(of(row), [row])
  }
  return [...groups].sort(([a], [b]) => byText(a, b))
}
