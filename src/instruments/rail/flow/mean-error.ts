import type { Estimate } from '../../../judge/evidence.ts'
import { bootstrapRatio, percentileLower, percentileUpper, roundsFor } from '../../../metrics/bootstrap.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { studentQuantile } from '../../../metrics/student.ts'
import { bounds } from '../../proportion.ts'

/** Errors are added up in billionths, as whole numbers, so that their sum is the same in any order. */
const PART = 1e9

/** Sum of errors and how many there are, by cluster. */
export class Errors {
  readonly #by = new Map<string, [sum: number, n: number]>()

  add(cluster: string, error: number): void {
    const own = this.#by.get(cluster) ?? [0, 0]
    own[0] += Math.round(error * PART)
    own[1]++
    this.#by.set(cluster, own)
  }

  get n(): number {
    let n = 0
    for (const [, own] of this.#by.values()) n += own
    return n
  }

  /** The mean; NaN where nothing was added. */
  get mean(): number {
    let sum = 0
    for (const [own] of this.#by.values()) sum += own
    return sum / PART / this.n
  }

  /**
   * The mean with bounds over whole clusters: the wider of the percentile bootstrap (PCG32, fixed seed) and Student's t at m - 1 degrees of freedom
   * on the linearised mean, since a few days resampled vary too little. Without bounds below two clusters. Null where nothing was added.
   * Source: Davison and Hinkley, Bootstrap Methods and their Application (1997), 3.8; Cochran, Sampling Techniques (1977), 2.11, 9.
   */
  estimate(confidences: readonly string[]): Estimate | null {
    const parts = [...this.#by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, [sum, n]]) => [sum / PART, n] as const)
    if (parts.length === 0) return null
    const [value, n, m] = [this.mean, this.n, parts.length]
    if (m < 2) return { value: decimal(value), n }
    const drawn = bootstrapRatio(
      Float64Array.from(parts, ([sum]) => sum),
      Float64Array.from(parts, ([, own]) => own),
      { rounds: Math.max(2000, ...confidences.map((c) => roundsFor(Number(c)))) },
    )
    const squares = parts.reduce((s, [sum, own]) => s + (sum - value * own) ** 2, 0)
    const error = Math.sqrt((squares * m) / (m - 1)) / n
    return {
      value: decimal(value),
      n,
      bounds: confidences.map((c) => {
        const room = studentQuantile(Math.max(0.5, Number(c)), m - 1) * error
        return bounds(
          c,
          Math.max(0, Math.min(value - room, percentileLower(drawn, Number(c)))),
          Math.max(value + room, percentileUpper(drawn, Number(c))),
        )
      }),
    }
  }
}
