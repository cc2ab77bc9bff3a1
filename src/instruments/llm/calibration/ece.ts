/** What an answer claimed and whether it was right. */
export interface Claim {
  /** in [0, 1] */
  readonly confidence: number
  readonly right: boolean
}

/** Claims that belong to one question, and how often the question counts. */
export type Weighted = readonly (readonly [claims: readonly Claim[], weight: number])[]

/**
 * Expected calibration error Σ (n_b / n) |conf_b − acc_b| over equal-width bins closed on the right (0 belongs to the first one).
 * Source: Naeini, Cooper and Hauskrecht, AAAI 2015. NaN without claims.
 */
export function expectedCalibrationError(questions: Weighted, bins = 10): number {
  const sums = new Float64Array(bins)
  let n = 0
  for (const [claims, weight] of questions) {
    for (const { confidence, right } of claims) {
      // a tenth times ten is exactly whole in binary arithmetic, so an edge stays in the bin it closes
      const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))
      sums[bin]! += weight * (confidence - (right ? 1 : 0))
      n += weight
    }
  }
  return sums.reduce((total, sum) => total + Math.abs(sum), 0) / n
}

/** Mean squared difference of claim and truth (Brier, Monthly Weather Review 78 (1950) 1-3). NaN without claims. */
export function brier(questions: Weighted): number {
  let sum = 0
  let n = 0
  for (const [claims, weight] of questions) {
    for (const { confidence, right } of claims) {
      sum += weight * (confidence - (right ? 1 : 0)) ** 2
      n += weight
    }
  }
  return sum / n
}
