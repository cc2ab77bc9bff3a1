import type { Estimate } from '../../../judge/evidence.ts'
import { tailBounds } from '../../../metrics/tails.ts'
import { clusteredErrorBounds } from '../../error-clusters.ts'
import { bounds } from '../../proportion.ts'
import type { ClusteredRate } from './params.ts'

/** An error rate k/n with the wider of its own bounds and those over subjects; as it is where subjects are not known. */
export function widened(rate: Estimate | null, subjects: ClusteredRate | undefined): Estimate | null {
  if (rate === null || subjects === undefined) return rate
  const [errors, trials] = String(rate.value).split('/').map(Number) as [number, number]
  return {
    ...rate,
    bounds: (rate.bounds ?? []).map((b) => {
      const confidence = Number(b.confidence)
      // resamples that are too few for the confidence bound nothing
      const drawn = tailBounds(subjects.tails, confidence) ?? { lower: 0, upper: 1 }
      const { bad, clusters } = subjects
      const exact = clusteredErrorBounds({ errors, trials, bad, clusters }, confidence)
      return bounds(
        b.confidence,
        Math.min(Number(b.lower), drawn.lower, exact.lower),
        Math.max(Number(b.upper), drawn.upper, exact.upper),
      )
    }),
  }
}
