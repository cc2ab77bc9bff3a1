import { betaCdf } from './incomplete-beta.ts'

/** `at-least`: the lower bound must reach the threshold. `at-most`: the upper bound must not pass it. */
export type ThresholdDirection = 'at-least' | 'at-most'

const MOST = 1_000_000_000

/**
 * The smallest n at which the one-sided Clopper-Pearson bound would meet the threshold if the observed rate stayed; null if it never
 * would (the rate does not beat the threshold) or only beyond a thousand million. rate in [0, 1], threshold and confidence in (0, 1).
 * Of n items, the good ones are rounded down: 0.98 of 181 counts as 177. Because of that rounding a slightly larger n can fall short again.
 */
export function samplesToDecide(
  rate: number,
  threshold: number,
  confidence: number,
  direction: ThresholdDirection,
): number | null {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`a rate from 0 to 1 is needed, got ${rate}`)
  if (!(threshold > 0 && threshold < 1)) throw new RangeError(`a threshold between 0 and 1 is needed, got ${threshold}`)
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence must lie between 0 and 1, got ${confidence}`)
  const badRate = direction === 'at-least' ? 1 - rate : rate
  const badLimit = direction === 'at-least' ? 1 - threshold : threshold
  const alpha = 1 - confidence
  if (badRate >= badLimit) return null

  /** the chance of at most `bad` among n when the true bad rate sits on the limit: the bound meets the threshold when it is at most α */
  const shown = (bad: number, n: number) => bad < n && betaCdf(1 - badLimit, n - bad, bad + 1) <= alpha
  /** the most items that hold no more than this many bad ones at the observed rate */
  const most = (bad: number) => (badRate === 0 ? MOST : Math.min(MOST, Math.floor((bad + 1e-9) / badRate)))

  const bad = firstTrue(
    badRate === 0 ? 0 : 1,
    (b) => most(b) >= MOST,
    (b) => shown(b, most(b)),
  )
  if (bad === null) return null
  return lowestIn(bad === 0 ? 1 : Math.max(1, most(bad - 1) + 1), most(bad), (n) => shown(bad, n))
}

/** Doubling and halving find a count that is enough; the rounding makes neighbours uneven, so the few just below are looked at too. */
function firstTrue(start: number, tooFar: (x: number) => boolean, enough: (x: number) => boolean): number | null {
  let high = start
  while (!enough(high)) {
    if (tooFar(high)) return null
    high = Math.max(1, high * 2)
  }
  const found = lowestIn(start, high, enough)
  let first = found
  for (let x = found - 1; x >= Math.max(start, found - 64); x--) if (enough(x)) first = x
  return first
}

function lowestIn(low: number, high: number, enough: (x: number) => boolean): number {
  let lo = low
  let hi = high
  while (lo < hi) {
    const middle = Math.floor((lo + hi) / 2)
    if (enough(middle)) hi = middle
    else lo = middle + 1
  }
  return lo
}
