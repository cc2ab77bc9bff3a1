/**
 * What every measure of predicted labels is computed from. Where a row has one label, a row without prediction adds to `rows` and to the
 * `truth` of its class alone, so that it is an error and never left out. Where a row has a set of labels, each label of a set adds one.
 */
export interface LabelSums {
  readonly rows: number
  /** rows whose labels are all right */
  readonly right: number
  /** by class: rows in which it is true and said, true, said */
  readonly both: Float64Array
  readonly truth: Float64Array
  readonly said: Float64Array
}

/** Said of a row for which there is no prediction. */
export const NOTHING_SAID = -1

/**
 * Counts of a confusion matrix, row by row: rows what is true, columns what is said, and a last column for rows without prediction.
 * Entries of `truth` lie in 0 … classes - 1, those of `said` there too or at NOTHING_SAID.
 */
export function confusionMatrix(truth: Int32Array, said: Int32Array, classes: number): Float64Array {
  if (truth.length !== said.length) throw new RangeError('need one prediction, or none, for each row')
  const counts = new Float64Array(classes * (classes + 1))
  for (let i = 0; i < truth.length; i++) {
    const [t, s] = [truth[i]!, said[i]!]
    if (!(t >= 0 && t < classes && s >= NOTHING_SAID && s < classes)) throw new RangeError(`row ${i}: ${t}, ${s}`)
    counts[t * (classes + 1) + (s < 0 ? classes : s)]!++
  }
  return counts
}

/** Sums of a confusion matrix as `confusionMatrix` gives it. */
export function sumsOfMatrix(counts: Float64Array, classes: number): LabelSums {
  const [both, truth, said] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)]
  let rows = 0
  let right = 0
  for (let t = 0; t < classes; t++) {
    for (let s = 0; s <= classes; s++) {
      const n = counts[t * (classes + 1) + s]!
      rows += n
      truth[t]! += n
      if (s < classes) said[s]! += n
      if (s !== t) continue
      right += n
      both[t]! += n
    }
  }
  return { rows, right, both, truth, said }
}
