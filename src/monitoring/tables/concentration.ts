import { sensitivity } from '../confidential/primary.ts'
import type { ConfidentialityRules } from '../confidential/rules.ts'
import type { Contribution } from '../confidential/system.ts'

/** CR4: the share of the four largest contributors. HHI: the sum of the squared shares, 0 to 1. Undefined where nothing is there. */
export function concentration(by: readonly Contribution[]): { readonly cr4: number; readonly hhi: number } | undefined {
  const total = by.reduce((sum, c) => sum + c.amount, 0)
  if (total === 0) return undefined
  return {
    cr4: by.slice(0, 4).reduce((sum, c) => sum + c.amount, 0) / total,
    hhi: by.reduce((sum, c) => sum + (c.amount / total) ** 2, 0),
  }
}

/** CR4 splits a shown total in two: both the four and the rest must be fit to be shown. */
export function fourMayBeShown(by: readonly Contribution[], rules: ConfidentialityRules): boolean {
  const [four, rest] = [by.slice(0, 4), by.slice(4)]
  return four.length === 4 && rest.length > 0 && sensitivity(four, rules).length + sensitivity(rest, rules).length === 0
}

/**
 * HHI holds the largest share between HHI and its square root: both ends must lie `rules.open` away from it, or the largest contributor could
 * be told from the total.
 */
export function hhiMayBeShown(by: readonly Contribution[], rules: ConfidentialityRules): boolean {
  const c = concentration(by)
  if (!c) return false
  const largest = by[0]!.amount / by.reduce((sum, x) => sum + x.amount, 0)
  const open = largest * rules.open
  return largest - c.hhi >= open && Math.sqrt(c.hhi) - largest >= open
}
