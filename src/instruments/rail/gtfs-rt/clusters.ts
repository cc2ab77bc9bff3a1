import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { bounds } from '../../proportion.ts'
import { type Part, spreadProportion } from '../../spread-proportion.ts'

/** Sums of a ratio by cluster: what happens within an hour of a day hangs together. */
export class Sums {
  readonly #by = new Map<string, [number, number]>()

  add(cluster: string, top: number, bottom: number): void {
    const own = this.#by.get(cluster)
    if (own === undefined) this.#by.set(cluster, [top, bottom])
    else {
      own[0] += top
      own[1] += bottom
    }
  }

  /** in the order of their names, those that have a denominator */
  parts(): readonly Part[] {
    return [...this.#by.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, p]) => p)
      .filter(([, n]) => n > 0)
  }
}

/** Σ top / Σ bottom of counts, hours as clusters; null where there is nothing. */
export function shareOf(sums: Sums, confidences: readonly string[]): Estimate | null {
  const parts = sums.parts()
  return parts.length === 0 ? null : spreadProportion(parts, confidences)
}

/** Σ top / Σ bottom, with bounds from whole hours drawn with replacement; without bounds for fewer than two of them. `n` observations stand behind it. */
export function meanOf(sums: Sums, n: number, confidences: readonly string[]): Estimate | null {
  const parts = sums.parts()
  if (parts.length === 0) return null
  const [top, bottom] = parts.reduce(([a, b], [t, u]) => [a + t, b + u], [0, 0])
  const value = top / bottom
  if (parts.length < 2) return { value: decimal(value), n }
  const drawn = bootstrapRatio(
    Float64Array.from(parts, ([t]) => t),
    Float64Array.from(parts, ([, b]) => b),
    { rounds: Math.max(2000, ...confidences.map((c) => roundsFor(Number(c)))) },
  )
  return {
    value: decimal(value),
    n,
    bounds: confidences.map((c) =>
      bounds(c, Math.min(value, percentileLower(drawn, Number(c))), Math.max(value, percentileUpper(drawn, Number(c)))),
    ),
  }
}
