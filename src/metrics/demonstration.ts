import { betaCdf } from './incomplete-beta.ts'
import { zeroFailureTrials } from './intervals.ts'

/**
 * The least number of trials that, with at most `failures` of them failed, shows a success rate of at least `reliability` at the one-sided
 * `confidence`: the least n with P(at most f failures | n, 1 - R) <= 1 - C. 59, 93, 124 for R = C = 0.95 and f = 0, 1, 2.
 * reliability and confidence in (0, 1), failures a whole number from 0 to 10 000; anything else is a RangeError.
 * Source: the binomial law; IEC 61123 (compliance test plans for success ratio).
 */
export function demonstrationTrials(reliability: number, confidence: number, failures: number): number {
  if (!(Number.isInteger(failures) && failures >= 0 && failures <= 10_000))
    throw new RangeError(`a whole number of failures from 0 to 10000 is needed, got ${failures}`)
  const none = zeroFailureTrials(1 - reliability, confidence)
  if (failures === 0) return none
  // parts in 1e12 of slack: a whole answer must not tip over to the next one
  const shown = (n: number) => betaCdf(reliability, n - failures, failures + 1) <= (1 - confidence) * (1 + 1e-12)
  let low = none + failures
  let high = low
  while (!shown(high)) {
    low = high + 1
    high *= 2
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (shown(middle)) high = middle
    else low = middle + 1
  }
  return low
}
