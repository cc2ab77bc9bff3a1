import { exp, expm1, ln, log1p } from './elementary.ts'

/*
 * Wald's sequential probability ratio test of a failure proportion, and of a failure rate in time. p0 is the proportion that is still good
 * enough, p1 > p0 the one that is too high; alpha is the risk of rejecting at p0, beta the risk of accepting at p1.
 * Source: A. Wald, Sequential Analysis (1947), chapters 3 and 5; test plans of this kind for rates: IEC 61124.
 */

export interface SequentialPlan {
  /** failure proportion that is to be accepted, 0 < p0 < p1 < 1 */
  readonly p0: number
  /** failure proportion that is to be rejected */
  readonly p1: number
  /** risk of rejecting at p0; alpha + beta < 1 */
  readonly alpha: number
  /** risk of accepting at p1 */
  readonly beta: number
}

/** Two parallel lines in failures over trials (or hours): accepted at or under the one, rejected at or over the other. */
export interface SequentialLines {
  /** failures a trial (or an hour) */
  readonly slope: number
  /** failures where the acceptance line meets 0 trials, below 0 */
  readonly accept: number
  /** the same of the rejection line, above 0 */
  readonly reject: number
}

export type SequentialVerdict = 'accepted' | 'rejected' | 'undecided'

/** ln of Wald's boundaries of the likelihood ratio: rejected at (1 - beta)/alpha, accepted at beta/(1 - alpha). */
export function waldBoundaries({ alpha, beta }: Pick<SequentialPlan, 'alpha' | 'beta'>): {
  readonly lower: number
  readonly upper: number
} {
  if (!(alpha > 0 && beta > 0 && alpha + beta < 1))
    throw new RangeError(`risks above 0 and together under 1 are needed, got ${alpha}, ${beta}`)
  return { lower: ln(beta / (1 - alpha)), upper: ln((1 - beta) / alpha) }
}

/** The lines of a plan for trials that fail or not. RangeError where the plan is none. */
export function sequentialLines(plan: SequentialPlan): SequentialLines {
  const { lower, upper } = waldBoundaries(plan)
  const { failure, success } = stepsOf(plan)
  const each = failure - success
  return { slope: -success / each, accept: lower / each, reject: upper / each }
}

/** The lines of a plan for failures in time, r0 < r1 failures an hour, over hours. RangeError where the plan is none. */
export function sequentialRateLines(r0: number, r1: number, alpha: number, beta: number): SequentialLines {
  if (!(r0 > 0 && r1 > r0 && r1 < Number.POSITIVE_INFINITY))
    throw new RangeError(`rates 0 < r0 < r1 are needed, got ${r0}, ${r1}`)
  const { lower, upper } = waldBoundaries({ alpha, beta })
  const each = ln(r1 / r0)
  return { slope: (r1 - r0) / each, accept: lower / each, reject: upper / each }
}

/** What is said after `trials` trials with `failures` of them failed, if nothing was decided before. */
export function sequentialAt(lines: SequentialLines, trials: number, failures: number): SequentialVerdict {
  // parts in 1e12 of slack: a point on a line has crossed it, however the line was rounded
  const slack = 1e-12 * Math.max(1, failures)
  if (failures >= lines.reject + lines.slope * trials - slack) return 'rejected'
  if (failures <= lines.accept + lines.slope * trials + slack) return 'accepted'
  return 'undecided'
}

/** The verdict on trials in their order (true: failed), and after which trial it fell; what comes after is not looked at. */
export function sequentialTest(
  plan: SequentialPlan,
  failed: readonly boolean[],
): { readonly verdict: SequentialVerdict; readonly after: number | null } {
  const lines = sequentialLines(plan)
  let failures = 0
  for (const [i, fell] of failed.entries()) {
    if (fell) failures++
    const verdict = sequentialAt(lines, i + 1, failures)
    if (verdict !== 'undecided') return { verdict, after: i + 1 }
  }
  return { verdict: 'undecided', after: null }
}

/** The least number of trials after which a plan accepts when none fails, and rejects when all do. */
export function soonest(lines: SequentialLines): { readonly accept: number; readonly reject: number } {
  const up = (x: number) => Math.ceil(x - 1e-12 * Math.abs(x))
  return { accept: up(-lines.accept / lines.slope), reject: up(lines.reject / (1 - lines.slope)) }
}

/** A point of the operating characteristic. */
export interface CharacteristicPoint {
  /** true failure proportion */
  readonly p: number
  /** probability of acceptance */
  readonly accepted: number
  /** trials on average until the verdict */
  readonly trials: number
}

/**
 * Wald's approximations, which neglect by how much a boundary is overstepped: the parameter h gives the true proportion
 * p = (1 - u^h) / (v^h - u^h) with v = p1/p0 and u = (1-p1)/(1-p0). h = 1 is p0, h = -1 is p1, h = 0 the slope of the lines.
 */
export function characteristic(plan: SequentialPlan, h: number): CharacteristicPoint {
  const { lower, upper } = waldBoundaries(plan)
  const { failure, success } = stepsOf(plan)
  if (Math.abs(h) < 1e-6) {
    // the limits of what stands below, where numerator and denominator vanish together
    const p = -success / (failure - success)
    return { p, accepted: upper / (upper - lower), trials: (upper * lower) / (failure * success) }
  }
  const p = expm1(h * success) / (expm1(h * success) - expm1(h * failure))
  const accepted = expm1(h * upper) / (exp(h * upper) - exp(h * lower))
  return { p, accepted, trials: (accepted * lower + (1 - accepted) * upper) / (p * failure + (1 - p) * success) }
}

/** What a failure and a success add to the logarithm of the likelihood ratio. */
function stepsOf({ p0, p1 }: SequentialPlan): { readonly failure: number; readonly success: number } {
  if (!(p0 > 0 && p1 > p0 && p1 < 1)) throw new RangeError(`proportions 0 < p0 < p1 < 1 are needed, got ${p0}, ${p1}`)
  return { failure: ln(p1 / p0), success: log1p(-p1) - log1p(-p0) }
}
