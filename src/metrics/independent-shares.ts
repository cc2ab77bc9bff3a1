import { wilson } from './intervals.ts'

/** k of n, 0 ≤ k ≤ n, n > 0. */
export interface Share {
  readonly k: number
  readonly n: number
}

/**
 * Ends of the two-sided interval of the second share less the first, of two groups that have nothing to do with each other.
 * Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: the squares of the two Wilson distances added.
 */
export function independentShareInterval(
  first: Share,
  second: Share,
  confidence: number,
): readonly [lower: number, upper: number] {
  const [p, q] = [first.k / first.n, second.k / second.n]
  const [a, b] = [wilson(first.k, first.n, confidence), wilson(second.k, second.n, confidence)]
  const difference = q - p
  return [difference - Math.hypot(q - b.lower, a.upper - p), difference + Math.hypot(b.upper - q, p - a.lower)]
}
