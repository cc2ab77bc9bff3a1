import { exp, expm1, ln, log1p } from './elementary.ts'
import { betaQuantile, betaQuantileUpper } from './incomplete-beta.ts'
import { gammaQuantile, gammaQuantileUpper } from './incomplete-gamma.ts'
import { normalQuantile } from './normal.ts'

/*
 * Confidence bounds for a proportion (k of n) and for a rate (k events in an exposure). Results are bit-identical on every engine.
 * k and n may be fractional (effective sample sizes); confidence is in (0, 1). Anything else is a RangeError: a caller's mistake.
 */

/** Both ends of an interval, in the unit of the thing estimated. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/**
 * One-sided lower bound: the true proportion is at least this with the given confidence.
 * Exact edges: 0 for k = 0, α^(1/n) for k = n. Source: Clopper and Pearson, Biometrika 26 (1934) 404-413.
 */
export function clopperPearsonLower(k: number, n: number, confidence: number): number {
  checkCounts(k, n)
  return lowerAt(k, n, alphaOf(confidence))
}

/** One-sided upper bound; exact edges 1 - α^(1/n) for k = 0, 1 for k = n. Source: Clopper and Pearson (1934). */
export function clopperPearsonUpper(k: number, n: number, confidence: number): number {
  checkCounts(k, n)
  return upperAt(k, n, alphaOf(confidence))
}

/** Two-sided interval, α/2 on each side. Source: Clopper and Pearson (1934). */
export function clopperPearson(k: number, n: number, confidence: number): Interval {
  checkCounts(k, n)
  const half = alphaOf(confidence) / 2
  return { lower: lowerAt(k, n, half), upper: upperAt(k, n, half) }
}

/** Two-sided score interval. Source: E. B. Wilson, JASA 22 (1927) 209-212. */
export function wilson(k: number, n: number, confidence: number): Interval {
  checkCounts(k, n)
  return score(k, n, -normalQuantile(alphaOf(confidence) / 2))
}

/** One-sided lower score bound. Source: Wilson (1927). */
export function wilsonLower(k: number, n: number, confidence: number): number {
  checkCounts(k, n)
  return score(k, n, -normalQuantile(alphaOf(confidence))).lower
}

/** One-sided upper score bound. Source: Wilson (1927). */
export function wilsonUpper(k: number, n: number, confidence: number): number {
  checkCounts(k, n)
  return score(k, n, -normalQuantile(alphaOf(confidence))).upper
}

/** One-sided lower bound of a rate: k events in `exposure` (hours, km). 0 for k = 0. Source: F. Garwood, Biometrika 28 (1936) 437-442. */
export function poissonLower(k: number, exposure: number, confidence: number): number {
  checkEvents(k, exposure)
  return k === 0 ? 0 : gammaQuantile(alphaOf(confidence), k) / exposure
}

/** One-sided upper bound of a rate; -ln(α)/exposure for k = 0. Source: Garwood (1936). */
export function poissonUpper(k: number, exposure: number, confidence: number): number {
  checkEvents(k, exposure)
  const alpha = alphaOf(confidence)
  return (k === 0 ? -ln(alpha) : gammaQuantileUpper(alpha, k + 1)) / exposure
}

/** Two-sided exact interval of a rate, α/2 on each side. Source: Garwood (1936). */
export function poisson(k: number, exposure: number, confidence: number): Interval {
  const oneSided = (1 + checkedConfidence(confidence)) / 2
  return { lower: poissonLower(k, exposure, oneSided), upper: poissonUpper(k, exposure, oneSided) }
}

/**
 * The least number of trials that, without a single failure, show a failure rate of at most p at the confidence:
 * the least n with (1-p)^n <= α. p in (0, 1). 59 for 5 % and 299 for 1 % at 0.95.
 * Source: Hanley and Lippman-Hand, JAMA 249 (1983) 1743-1745, in its exact form.
 */
export function zeroFailureTrials(p: number, confidence: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a rate strictly between 0 and 1 is needed, got ${p}`)
  const trials = ln(alphaOf(confidence)) / log1p(-p)
  // a double 1 - confidence is off by parts in 1e16; a whole answer must not tip over to the next one
  const near = Math.floor(trials + 0.5)
  return Math.abs(trials - near) <= 1e-12 * near ? near : Math.floor(trials) + 1
}

function lowerAt(k: number, n: number, alpha: number): number {
  if (k === 0) return 0
  if (k === n) return exp(ln(alpha) / n)
  return betaQuantile(alpha, k, n - k + 1)
}

function upperAt(k: number, n: number, alpha: number): number {
  if (k === n) return 1
  if (k === 0) return -expm1(ln(alpha) / n)
  return betaQuantileUpper(alpha, k + 1, n - k)
}

function score(k: number, n: number, z: number): Interval {
  const p = k / n
  const zz = z * z
  const half = z * Math.sqrt((p * (1 - p) + zz / (4 * n)) / n)
  const lower = (p + zz / (2 * n) - half) / (1 + zz / n)
  const upper = (p + zz / (2 * n) + half) / (1 + zz / n)
  return { lower: k === 0 ? 0 : Math.max(0, lower), upper: k === n ? 1 : Math.min(1, upper) }
}

function checkedConfidence(confidence: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`)
  return confidence
}

function alphaOf(confidence: number): number {
  return 1 - checkedConfidence(confidence)
}

function checkCounts(k: number, n: number): void {
  if (!(n > 0 && k >= 0 && k <= n && n < Number.POSITIVE_INFINITY))
    throw new RangeError(`need 0 <= k <= n and n > 0, got ${k} of ${n}`)
}

function checkEvents(k: number, exposure: number): void {
  if (!(k >= 0 && exposure > 0 && k < Number.POSITIVE_INFINITY))
    throw new RangeError(`need k >= 0 and exposure > 0, got ${k} in ${exposure}`)
}
