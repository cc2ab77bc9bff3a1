import { exp, ln } from './elementary.ts'

/*
 * How unequally groups are served, from the error rates of each group at one threshold for all. Source: ISO/IEC 19795-10:2024 (differential
 * performance); the single measures stand at the functions.
 */

/** An error rate of a group, from counts. */
export interface GroupRate {
  readonly errors: number
  /** above 0 */
  readonly trials: number
}

export interface Differentials {
  /** largest over geometric mean. Source: NIST FRTE part 8 (P. Grother, NISTIR 8429, 2022) */
  readonly fmrRatio: number
  readonly fnmrRatio: number
  /** largest over smallest */
  readonly fmrMaxMin: number
  readonly fnmrMaxMin: number
  /** 0 where all groups are equal. Source: J. J. Howard et al., "Evaluating proposed fairness models for face recognition algorithms" (2022) */
  readonly garbe: number
  /** 1 where all groups are equal. Source: T. de Freitas Pereira and S. Marcel, IEEE T-BIOM 4 (2022) 19-29 */
  readonly fdr: number
  /** 1 where all groups are equal. Source: P. Grother, NISTIR 8429 (2022) */
  readonly inequity: number
}

export const DIFFERENTIALS = [
  'fmrRatio',
  'fnmrRatio',
  'fmrMaxMin',
  'fnmrMaxMin',
  'garbe',
  'fdr',
  'inequity',
] as const satisfies readonly (keyof Differentials)[]

/** A rate for ratios: k/n, and (k+1/2)/(n+1) where there is no error, for a ratio to nothing is no number. */
export function rateForRatio({ errors, trials }: GroupRate): number {
  return errors === 0 ? 0.5 / (trials + 1) : errors / trials
}

/**
 * All measures. Ratios take the rates with 1/2 added where a group has no error, differences and Gini coefficients the plain ones. `alpha` from 0 to 1 is the weight of
 * FMR in the measures of both. Both lists have one entry a group, the same groups, at least two.
 */
export function differentials(fmr: readonly GroupRate[], fnmr: readonly GroupRate[], alpha: number): Differentials {
  const plain = (rates: readonly GroupRate[]) => rates.map((r) => r.errors / r.trials)
  return measures(plain(fmr), plain(fnmr), fmr.map(rateForRatio), fnmr.map(rateForRatio), alpha)
}

/** The same from rates: plain ones, and those for ratios, which are above 0. */
export function measures(
  fmr: readonly number[],
  fnmr: readonly number[],
  fmrAbove0: readonly number[],
  fnmrAbove0: readonly number[],
  alpha: number,
): Differentials {
  const [matches, nonMatches] = [maxMin(fmrAbove0), maxMin(fnmrAbove0)]
  return {
    fmrRatio: Math.max(...fmrAbove0) / geometricMean(fmrAbove0),
    fnmrRatio: Math.max(...fnmrAbove0) / geometricMean(fnmrAbove0),
    fmrMaxMin: matches,
    fnmrMaxMin: nonMatches,
    garbe: alpha * gini(fmr) + (1 - alpha) * gini(fnmr),
    fdr: 1 - (alpha * span(fmr) + (1 - alpha) * span(fnmr)),
    inequity: exp(alpha * ln(matches) + (1 - alpha) * ln(nonMatches)),
  }
}

function maxMin(rates: readonly number[]): number {
  return Math.max(...rates) / Math.min(...rates)
}

function span(rates: readonly number[]): number {
  return Math.max(...rates) - Math.min(...rates)
}

function geometricMean(rates: readonly number[]): number {
  return exp(rates.reduce((sum, r) => sum + ln(r), 0) / rates.length)
}

/** n/(n-1) times the mean difference over twice the mean; 0 where no group has an error. */
export function gini(rates: readonly number[]): number {
  const n = rates.length
  const mean = rates.reduce((a, b) => a + b, 0) / n
  if (mean === 0 || n < 2) return 0
  let apart = 0
  for (const x of rates) for (const y of rates) apart += Math.abs(x - y)
  return ((n / (n - 1)) * apart) / (2 * n * n * mean)
}
