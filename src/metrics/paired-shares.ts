import { DEFAULT_SEED, percentileLower, percentileUpper, type Resamples, roundsFor } from './bootstrap.ts'
import { multinomialDraws } from './multinomial-draw.ts'
import { pcg32 } from './random.ts'

/** Items that both systems have: those that only the first counts, only the second counts, and all. */
export interface PairedShares {
  readonly onlyFirst: number
  readonly onlySecond: number
  readonly items: number
}

/**
 * Ends of the two-sided interval of the second share less the first, at a confidence. The resampling of `pairedDifference` for items that count 0 or 1:
 * of a resample only the two numbers of discordant items matter, and they are multinomial, so that a million items cost no more than ten.
 */
export function pairedShareInterval(
  { onlyFirst, onlySecond, items }: PairedShares,
  confidence: number,
): readonly [lower: number, upper: number] {
  const draw = multinomialDraws(
    pcg32(DEFAULT_SEED),
    Int32Array.of(onlyFirst, onlySecond, items - onlyFirst - onlySecond),
  )
  const values = Float64Array.from({ length: Math.max(2000, roundsFor((1 + confidence) / 2)) }, () => {
    const [first, second] = draw() as unknown as [number, number]
    return (second - first) / items
  })
  const resamples: Resamples = { sorted: values.sort() }
  return [percentileLower(resamples, (1 + confidence) / 2), percentileUpper(resamples, (1 + confidence) / 2)]
}
