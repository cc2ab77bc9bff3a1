import { sortNumbers } from '../sort-numbers.ts'

/**
 * Comparison scores of one algorithm, both classes ascending, as similarities: two samples match where the score is at least the threshold.
 * Failures are comparisons without a score. They stay in every denominator and are never a match.
 */
export interface Scores {
  readonly genuine: Float64Array
  readonly impostor: Float64Array
  readonly genuineFailures: number
  readonly impostorFailures: number
}

/** What the numbers of a score file mean. A distance is negated, so that one rule serves both. */
export type Polarity = 'similarity' | 'distance'

/**
 * Sorts both arrays in place and gives views of them. NaN is a failure to acquire or to compare; -0 ties with 0.
 * Source: ISO/IEC 19795-1:2021 (false match rate, false non-match rate, failure to acquire); failures as non-matches: NIST FRTE 1:1.
 */
export function sortedScores(genuine: Float64Array, impostor: Float64Array, polarity: Polarity = 'similarity'): Scores {
  const sign = polarity === 'distance' ? -1 : 1
  const [g, genuineFailures] = sortedInPlace(genuine, sign)
  const [i, impostorFailures] = sortedInPlace(impostor, sign)
  return { genuine: g, impostor: i, genuineFailures, impostorFailures }
}

function sortedInPlace(values: Float64Array, sign: 1 | -1): [Float64Array, number] {
  let kept = 0
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!
    // adding 0 makes -0 a 0
    if (!Number.isNaN(x)) values[kept++] = x * sign + 0
  }
  return [sortNumbers(values.subarray(0, kept)), values.length - kept]
}

/** How many entries of an ascending array lie below x. */
export function countBelow(ascending: Float64Array, x: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** How many entries of an ascending array lie at or below x. */
export function countUpTo(ascending: Float64Array, x: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= x) low = middle + 1
    else high = middle
  }
  return low
}
