/** Rows whose confidence falls into one bin: their weight, and the sums of confidence and of hits. */
export interface ConfidenceBin {
  readonly n: number
  readonly confidence: number
  readonly hits: number
}

/**
 * Bin b of M is (b/M, (b+1)/M], and 0 belongs to the first: no confidence is left out. Edges are the doubles nearest to b/M. Confidence in
 * [0, 1]. Source: C. Guo et al., ICML 2017 (there a confidence of 0 falls into no bin).
 */
export function equalWidthBin(confidence: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1))
  while (bin > 0 && confidence <= bin / bins) bin--
  while (bin < bins - 1 && confidence > (bin + 1) / bins) bin++
  return bin
}

/** Bin of each row, all bins of one width. */
export function equalWidthBins(confidences: Float64Array, bins: number): Int32Array {
  return Int32Array.from(confidences, (c) => equalWidthBin(c, bins))
}

/**
 * Bin of each row, bins with as many rows each as can be: the row with rank r of n goes into bin ⌊rM/n⌋, rows of one confidence all
 * where the first of them goes, so that the order of rows does not matter. Source: J. Nixon et al., CVPR Workshops 2019 (adaptive
 * calibration error; the rule for ties is ours).
 */
export function equalMassBins(
  ranking: { readonly rows: Int32Array; readonly ends: Int32Array },
  bins: number,
): Int32Array {
  const { rows, ends } = ranking
  const n = rows.length
  const out = new Int32Array(n)
  let begin = 0
  for (const end of ends) {
    // the ranking descends, so the lowest rank of the rows begin … end - 1 is n - end
    const bin = Math.floor(((n - end) * bins) / n)
    for (let i = begin; i < end; i++) out[rows[i]!] = bin
    begin = end
  }
  return out
}

/** Sums of each bin; `hit` is 1 where the row is right. */
export function binned(
  confidences: Float64Array,
  hit: Uint8Array,
  binOf: Int32Array,
  bins: number,
): readonly ConfidenceBin[] {
  const sums = Array.from({ length: bins }, () => ({ n: 0, confidence: 0, hits: 0 }))
  for (let i = 0; i < confidences.length; i++) {
    const bin = sums[binOf[i]!]!
    bin.n++
    bin.confidence += confidences[i]!
    bin.hits += hit[i]!
  }
  return sums
}

/** Expected calibration error Σ (n_b / n) |confidence_b - accuracy_b|, in [0, 1]; null without rows. Source: M. P. Naeini et al., AAAI 2015. */
export function calibrationError(bins: readonly ConfidenceBin[]): number | null {
  const n = bins.reduce((sum, b) => sum + b.n, 0)
  return n === 0 ? null : bins.reduce((sum, b) => sum + Math.abs(b.confidence - b.hits), 0) / n
}

/**
 * Mean over classes of the calibration error of each class against all others. `scores[k]` and `hit(k)` by row. Null without classes or
 * rows. Source: M. Kull et al., NeurIPS 2019 (classwise ECE).
 */
export function classwiseError(
  scores: readonly Float64Array[],
  hit: (k: number) => Uint8Array,
  bins: number,
): number | null {
  const errors = scores.map((s, k) => calibrationError(binned(s, hit(k), equalWidthBins(s, bins), bins)))
  return errors.length === 0 || errors.includes(null)
    ? null
    : errors.reduce<number>((a, b) => a + b!, 0) / errors.length
}
