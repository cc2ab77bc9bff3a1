import { clopperPearsonLower, clopperPearsonUpper } from './intervals.ts'

/** One class of a stratified sample: k of n sampled items have the property; the class holds N items in all. */
export interface Stratum {
  readonly k: number
  readonly n: number
  readonly N: number
}

export interface StratifiedEstimate {
  /** Σ W_h p_h with W_h = N_h / N */
  readonly estimate: number
  /** Σ W_h² p_h (1 - p_h) / (n_h - 1) · (1 - n_h / N_h); a class with one sampled item counts with p(1-p) = ¼ over 1 */
  readonly variance: number
  readonly se: number
}

/**
 * Proportion in a stratified sample drawn without replacement. Every class needs at least one sampled item.
 * Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), 5.10-5.11.
 */
export function stratifiedProportion(strata: readonly Stratum[]): StratifiedEstimate {
  const total = checkedTotal(strata)
  let estimate = 0
  let variance = 0
  for (const { k, n, N } of strata) {
    const weight = N / total
    const p = k / n
    const spread = n > 1 ? (p * (1 - p)) / (n - 1) : 0.25
    estimate += weight * p
    variance += weight * weight * spread * (1 - n / N)
  }
  return { estimate, variance, se: Math.sqrt(variance) }
}

/**
 * One-sided lower bound: Clopper-Pearson at the effective sample size. Source: E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201.
 * The effective size is capped by the sample size and by 1 / Σ (W_h² / n_h), so that classes without a single failure, whose
 * estimated variance is 0, never make the bound narrower than the weights allow.
 */
export function stratifiedLower(strata: readonly Stratum[], confidence: number): number {
  const { estimate, size } = effective(strata)
  return clopperPearsonLower(estimate * size, size, confidence)
}

/** One-sided upper bound by the method of `stratifiedLower`. */
export function stratifiedUpper(strata: readonly Stratum[], confidence: number): number {
  const { estimate, size } = effective(strata)
  return clopperPearsonUpper(estimate * size, size, confidence)
}

function effective(strata: readonly Stratum[]): { estimate: number; size: number } {
  const total = checkedTotal(strata)
  const { estimate, variance } = stratifiedProportion(strata)
  const p = Math.min(1, Math.max(0, estimate))
  let sampled = 0
  let weights = 0
  for (const { n, N } of strata) {
    sampled += n
    weights += (N / total) ** 2 / n
  }
  const fromVariance = variance > 0 && p > 0 && p < 1 ? (p * (1 - p)) / variance : Number.POSITIVE_INFINITY
  return { estimate: p, size: Math.min(sampled, 1 / weights, fromVariance) }
}

function checkedTotal(strata: readonly Stratum[]): number {
  if (strata.length === 0) throw new RangeError('at least one class is needed')
  let total = 0
  for (const { k, n, N } of strata) {
    if (!(k >= 0 && k <= n && n >= 1 && n <= N))
      throw new RangeError(`need 0 <= k <= n <= N and n >= 1, got k=${k}, n=${n}, N=${N}`)
    total += N
  }
  return total
}
