import type { LabelSums } from './label-sums.ts'

interface Moments {
  readonly rows: number
  /** Σ true · said, Σ true², Σ said² over classes; rows without prediction are one more class that is never true */
  readonly together: number
  readonly truth: number
  readonly said: number
}

function momentsOf({ rows, truth, said }: LabelSums): Moments {
  let [together, t, s, spoken] = [0, 0, 0, 0]
  for (let k = 0; k < truth.length; k++) {
    together += truth[k]! * said[k]!
    t += truth[k]! ** 2
    s += said[k]! ** 2
    spoken += said[k]!
  }
  return { rows, together, truth: t, said: s + (rows - spoken) ** 2 }
}

/**
 * Cohen's kappa = (agreed - expected) / (1 - expected), in whole numbers until the division; NaN where chance alone agrees wholly. One label
 * a row, at most 9e7 rows. Source: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46.
 */
export function kappaOf(sums: LabelSums): number {
  const { rows, together } = momentsOf(sums)
  return (rows * sums.right - together) / (rows * rows - together)
}

/**
 * Matthews correlation of more than two classes; NaN where all is one class, or all is said to be (scikit-learn gives 0 there). One label a
 * row. Source: J. Gorodkin, Computational Biology and Chemistry 28 (2004) 367-374.
 */
export function matthewsOf(sums: LabelSums): number {
  const { rows, together, truth, said } = momentsOf(sums)
  const bottom = Math.sqrt(rows * rows - truth) * Math.sqrt(rows * rows - said)
  return bottom > 0 ? Math.max(-1, Math.min(1, (rows * sums.right - together) / bottom)) : Number.NaN
}
