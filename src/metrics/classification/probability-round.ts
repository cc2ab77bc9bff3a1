import type { Spread } from '../spread.ts'

/** Errors of the probabilities of each row. */
export interface ProbabilityRows {
  /** confidence - hit, and the bin of the confidence */
  readonly gap: Float64Array
  readonly bin: Int32Array
  readonly bins: number
  readonly brier: Float64Array
  readonly logLoss: Float64Array
  /** the most that the last two can be of a row */
  readonly most: { readonly brier: number; readonly logLoss: number }
}

/** By bin: Σ (confidence - hit) / n, and the units with a row in it. */
interface RealGaps {
  readonly gaps: Float64Array
  readonly units: Float64Array
}

export function gapsOf({ gap, bin, bins }: ProbabilityRows, unitOf: Int32Array | undefined): RealGaps {
  const gaps = new Float64Array(bins)
  const units = Array.from({ length: bins }, () => new Set<number>())
  for (let i = 0; i < gap.length; i++) {
    gaps[bin[i]!]! += gap[i]! / gap.length
    units[bin[i]!]!.add(unitOf?.[i] ?? i)
  }
  return { gaps, units: Float64Array.from(units, (u) => u.size) }
}

/** A resample scatters less than a sample by √((m - 1) / m); a bin with one unit says nothing of its gap. */
function scatterOf(drawn: number, found: number, units: number): number {
  return units > 1 ? Math.abs(drawn - found) * Math.sqrt(units / (units - 1)) : Math.abs(found)
}

/**
 * A calibration error of a sample lies above that of its source, most where that is 0, and resampling does not show by how much. The lower side
 * therefore takes off all that the bins scatter: |true gap| is at least |gap found| - |scatter| in every bin.
 */
export function probabilityRound(
  { gap, bin, bins, brier, logLoss, most }: ProbabilityRows,
  real: RealGaps,
  weights: Float64Array,
  unseen: number,
  spreads: Readonly<Record<'ece' | 'brier' | 'logLoss', Spread>>,
  b: number,
): void {
  const gaps = new Float64Array(bins)
  const error = real.gaps.reduce((sum, g) => sum + Math.abs(g), 0)
  let [rows, squares, losses] = [0, 0, 0]
  for (let i = 0; i < gap.length; i++) {
    const weight = weights[i]!
    if (weight === 0) continue
    rows += weight
    gaps[bin[i]!]! += weight * gap[i]!
    squares += weight * brier[i]!
    losses += weight * logLoss[i]!
  }
  const apart = gaps.reduce((sum, g) => sum + Math.abs(g), 0)
  const scatter = gaps.reduce((sum, g, k) => sum + scatterOf(g / rows, real.gaps[k]!, real.units[k]!), 0)
  spreads.ece.plain[b] = apart / rows
  spreads.ece.lower[b] = (Math.max(0, error - scatter) * rows) / (rows + unseen)
  spreads.ece.upper[b] = (apart + unseen) / (rows + unseen)
  for (const [spread, sum, worst] of [
    [spreads.brier, squares, most.brier],
    [spreads.logLoss, losses, most.logLoss],
  ] as const) {
    spread.plain[b] = sum / rows
    spread.lower[b] = sum / (rows + unseen)
    spread.upper[b] = (sum + unseen * worst) / (rows + unseen)
  }
}
