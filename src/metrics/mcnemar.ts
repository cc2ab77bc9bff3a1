import { betaCdf } from './incomplete-beta.ts'

/**
 * Two-sided exact p-value for two systems on the same items: b items only the first got right, c only the second.
 * Twice the smaller binomial tail at ½, at most 1; 1 without discordant items. Source: Q. McNemar, Psychometrika 12 (1947), exact form.
 */
export function mcNemarExact(b: number, c: number): number {
  if (!(Number.isInteger(b) && Number.isInteger(c) && b >= 0 && c >= 0))
    throw new RangeError(`counts are needed, got ${b}, ${c}`)
  const least = Math.min(b, c)
  const most = Math.max(b, c)
  if (least === most) return 1
  // P(X <= k) for Binomial(n, ½) is I_½(n - k, k + 1)
  return Math.min(1, 2 * betaCdf(0.5, most, least + 1))
}
