import type { Estimate } from '../judge/evidence.ts'

/** Draws are of the whole, so the parts of a list keep value and bounds only. */
export function withoutDraws(estimate: Estimate | null): Estimate | null {
  if (estimate === null) return null
  const { distribution: _, ...rest } = estimate
  return rest
}
