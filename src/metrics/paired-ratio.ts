import { bootstrapRatio, percentileLower, percentileUpper, type Resamples, roundsFor } from './bootstrap.ts'
import { clopperPearsonLower, clopperPearsonUpper } from './intervals.ts'

/**
 * Σ kept / Σ base over clusters that were measured twice, such as what is still right under a corruption over what was right without it. One entry per
 * cluster in the order of their ids; base >= 0 with a positive sum; kept may be above base. Capped at 1: better than without it is no more than whole.
 */
export interface PairedRatio {
  readonly value: number
  readonly resamples: Resamples
  bounds(confidence: number): { readonly lower: number; readonly upper: number }
}

/**
 * Bounds: the wider of the paired percentile bootstrap and exact bounds of the shares of clusters that lost and that gained, each scaled to loss and gain
 * per such cluster. Where no cluster lost anything the bootstrap alone would claim certainty; an unseen one is then taken as wholly lost.
 */
export function pairedRatio(kept: Float64Array, base: Float64Array, confidences: readonly number[]): PairedRatio {
  const resamples = bootstrapRatio(kept, base, { rounds: Math.max(2000, ...confidences.map(roundsFor)) })
  const n = kept.length
  let whole = 0
  let sum = 0
  let lost = 0
  let losers = 0
  let gained = 0
  let gainers = 0
  for (let i = 0; i < n; i++) {
    const drop = base[i]! - kept[i]!
    whole += base[i]!
    sum += kept[i]!
    if (drop > 0) {
      lost += drop
      losers++
    }
    if (drop < 0) {
      gained -= drop
      gainers++
    }
  }
  const perLoser = losers === 0 ? 1 : ((lost / whole) * n) / losers
  const perGainer = gainers === 0 ? 1 : ((gained / whole) * n) / gainers
  return {
    value: Math.min(1, sum / whole),
    resamples,
    bounds: (confidence) => {
      const most = clopperPearsonUpper(losers, n, confidence) * perLoser
      const least = clopperPearsonLower(losers, n, confidence) * perLoser
      const mostGain = clopperPearsonUpper(gainers, n, confidence) * perGainer
      const leastGain = clopperPearsonLower(gainers, n, confidence) * perGainer
      return {
        lower: unit(Math.min(percentileLower(resamples, confidence), 1 - most + leastGain)),
        upper: unit(Math.max(percentileUpper(resamples, confidence), 1 - least + mostGain)),
      }
    },
  }
}

const unit = (x: number) => Math.min(1, Math.max(0, x))
