import type { ConfidentialityRules } from './rules.ts'
import type { Contribution } from './system.ts'

/** Why a cell cannot be shown for its own sake. */
export type Sensitivity = 'few' | 'largest' | 'two-largest' | 'rest'

/**
 * The rules that a cell breaks, in written order; none for a cell of 0, which is published. Contributions largest first, above 0, one a
 * controller. `few`: fewer contributors than asked; `largest`, `two-largest`: dominance; `rest`: what remains without the two largest is
 * less than the share `rest` of the largest, so that the second could work out the first that nearly (p-percent rule).
 * Source: A. Hundepool et al., Statistical Disclosure Control (2012), 4.2; the numbers are in `rules`.
 */
export function sensitivity(by: readonly Contribution[], rules: ConfidentialityRules): readonly Sensitivity[] {
  if (by.length === 0) return []
  const total = by.reduce((sum, c) => sum + BigInt(c.amount), 0n)
  const first = BigInt(by[0]!.amount)
  const second = BigInt(by[1]?.amount ?? 0)
  // whole numbers, so that 75 % exactly is not above 75 %
  const millionths = (share: number) => BigInt(Math.round(share * 1e6))
  const above = (part: bigint, share: number) => part * 1_000_000n > millionths(share) * total
  const broken: Sensitivity[] = []
  if (by.length < rules.contributors) broken.push('few')
  if (above(first, rules.largest)) broken.push('largest')
  if (above(first + second, rules.two)) broken.push('two-largest')
  if ((total - first - second) * 1_000_000n < millionths(rules.rest) * first) broken.push('rest')
  return broken
}
