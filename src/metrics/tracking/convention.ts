/**
 * `compatible`: number for number what TrackEval gives; where two assignments are equally good the places of the lines in the files decide.
 * `by-definition`: no order of any file and no name of any id matters, and a mean over thresholds leaves out those at which nothing is matched
 * (TrackEval counts a localisation accuracy of 1 and an association accuracy of 0 there).
 */
export type TrackingMode = 'compatible' | 'by-definition'

/** Slack of the comparisons that TrackEval makes with the machine epsilon of double precision. */
export const EPSILON = 2 ** -52

/** Least intersection over union of a match in CLEAR and in the identity measures. */
export const MATCH = 0.5

/** The 19 localisation thresholds of HOTA, 0.05 to 0.95, as `numpy.arange(0.05, 0.99, 0.05)` rounds them. */
export const ALPHAS = Float64Array.from({ length: 19 }, (_, i) => 0.05 + i * 0.05)

/** How many of the 19 thresholds a similarity in [0, 1] reaches. */
export function stepsOf(similarity: number): number {
  let steps = 0
  while (steps < ALPHAS.length && similarity >= ALPHAS[steps]! - EPSILON) steps++
  return steps
}
