import { clopperPearsonLower, clopperPearsonUpper, type Interval } from '../../../metrics/intervals.ts'
import type { Det } from '../../../metrics/verification/det.ts'

/**
 * One-sided bounds of the equal error rate without any assumption on the scores. The true EER is at most max(FMR, FNMR) and at least
 * min(FMR, FNMR) at every threshold; with half of the error for each class, the best threshold of the curve is taken. A threshold that
 * follows the impostors is an order statistic, whose true FMR has the Clopper-Pearson bound of its rank (David and Nagaraja, Order
 * Statistics (2003), 7.1), and is independent of the genuine scores. Needs comparisons of both classes.
 */
export function eerBounds(det: Det, confidence: number): Interval {
  const half = (1 + confidence) / 2
  const fmr = (bound: typeof clopperPearsonUpper, p: number) => bound(det.falseMatches[p]!, det.impostor, half)
  const fnmr = (bound: typeof clopperPearsonUpper, p: number) => bound(det.falseNonMatches[p]!, det.genuine, half)
  // FMR falls and FNMR rises with the threshold: the best point is one of the two beside their crossing
  const beside = (bound: typeof clopperPearsonUpper): readonly number[] => {
    let low = 0
    let high = det.thresholds.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (fmr(bound, middle) <= fnmr(bound, middle)) high = middle
      else low = middle + 1
    }
    return [Math.max(0, low - 1), low]
  }
  const [up, down] = [clopperPearsonUpper, clopperPearsonLower]
  return {
    upper: Math.min(...beside(up).map((p) => Math.max(fmr(up, p), fnmr(up, p)))),
    lower: Math.max(...beside(down).map((p) => Math.min(fmr(down, p), fnmr(down, p)))),
  }
}
