import { clopperPearsonLower, clopperPearsonUpper, type Interval } from '../metrics/intervals.ts'

/** Errors in trials, and in how many of the clusters (speakers, pairs of subjects) they lie. */
export interface ErrorsInClusters {
  readonly errors: number
  readonly trials: number
  /** clusters with an error, of all clusters */
  readonly bad: number
  readonly clusters: number
}

/**
 * The wider of Clopper-Pearson over trials and over clusters, the latter scaled to errors per cluster with errors. Where no cluster has one, one
 * that was not seen is taken as wholly wrong: no errors in few clusters show little, however many trials there are. Trials from 1.
 */
export function clusteredErrorBounds(
  { errors, trials, bad, clusters }: ErrorsInClusters,
  confidence: number,
): Interval {
  const own = {
    lower: clopperPearsonLower(errors, trials, confidence),
    upper: clopperPearsonUpper(errors, trials, confidence),
  }
  if (clusters === 0) return own
  const perBad = bad === 0 ? 1 : ((errors / trials) * clusters) / bad
  return {
    lower: Math.min(own.lower, clopperPearsonLower(bad, clusters, confidence) * perBad),
    upper: Math.min(1, Math.max(own.upper, clopperPearsonUpper(bad, clusters, confidence) * perBad)),
  }
}
