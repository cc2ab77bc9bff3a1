import { ln } from '../elementary.ts'

/**
 * Quadratic score of one row: Σ over classes of (probability - truth)², in [0, 2]. Where only the probability p of the positive class is
 * given, (p - truth)² in [0, 1], as scikit-learn brier_score_loss. Source: G. W. Brier, Monthly Weather Review 78 (1950) 1-3.
 */
export function brierOf(probabilities: ArrayLike<number>, truth: number): number {
  let sum = 0
  for (let k = 0; k < probabilities.length; k++) sum += (probabilities[k]! - (k === truth ? 1 : 0)) ** 2
  return sum
}

/** -ln of the probability of what is true, which is first clipped to [clip, 1 - clip]; nothing is normalised. clip in (0, ½). */
export function logLossOf(probability: number, clip: number): number {
  return -ln(Math.min(1 - clip, Math.max(clip, probability)))
}
