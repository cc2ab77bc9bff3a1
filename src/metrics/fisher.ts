import { binomialMass } from './point-mass.ts'

/*
 * Fisher's exact test of a 2x2 table [[a, b], [c, d]] with its margins held: a of a + b in the first group, c of c + d in the second.
 * Counts are whole numbers from 0, together at most 10^9; anything else is a RangeError.
 * Source: R. A. Fisher, The Design of Experiments (1935); two-sided as in R's fisher.test: the tables no more probable than the observed one.
 */

/** Counts of two groups, success and failure. */
export interface TwoByTwo {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

export interface FisherTest {
  /** P(first cell at most a) */
  readonly less: number
  /** P(first cell at least a) */
  readonly greater: number
  readonly twoSided: number
  /** a d / (b c); Infinity where b c = 0 and a d > 0, null where both products are 0 */
  readonly oddsRatio: number | null
}

/** Tables whose probability differs from the observed one by less are taken as equally probable. */
const TIE = 1 + 1e-7
/** Relative size below which a further term of a falling tail changes nothing. */
const NOTHING = 1e-18

/** The three p-values, each in [0, 1]. Time grows with the spread of the tables that matter, about the root of the counts. */
export function fisherExact(table: TwoByTwo): FisherTest {
  const { a, b, c, d } = checked(table)
  const [low, high] = [Math.max(0, a - d), Math.min(a + b, a + c)]
  const at = massOf(table)
  const observed = at(a)
  const mode = Math.min(high, Math.max(low, Math.floor(((a + b + 1) * (a + c + 1)) / (a + b + c + d + 2))))
  // each tail from its nearer end outwards, so that the small one keeps its digits
  const below = a <= mode ? sumDown(table, a, low) : null
  const above = a >= mode ? sumUp(table, a, high) : null
  const less = below ?? Math.max(0, 1 - (above! - observed))
  const greater = above ?? Math.max(0, 1 - (below! - observed))
  return {
    less: Math.min(1, less),
    greater: Math.min(1, greater),
    twoSided: Math.min(1, twoSided(table, observed, mode, low, high)),
    oddsRatio: b * c === 0 ? (a * d === 0 ? null : Number.POSITIVE_INFINITY) : (a / b) * (d / c),
  }
}

/** Both tails of the tables that are no more probable than the observed one: masses fall from the mode to both sides. */
function twoSided(table: TwoByTwo, observed: number, mode: number, low: number, high: number): number {
  const at = massOf(table)
  const limit = observed * TIE
  if (at(mode) <= limit) return 1
  // the largest x below the mode, and the least above it, that are no more probable
  const edge = (from: number, to: number) => {
    if (at(to) > limit) return null
    let [more, less] = [from, to]
    while (Math.abs(more - less) > 1) {
      const middle = Math.floor((more + less) / 2)
      if (at(middle) > limit) more = middle
      else less = middle
    }
    return less
  }
  const left = edge(mode, low)
  const right = edge(mode, high)
  return (left === null ? 0 : sumDown(table, left, low)) + (right === null ? 0 : sumUp(table, right, high))
}

function sumDown(table: TwoByTwo, from: number, low: number): number {
  const { a, b, c, d } = table
  let term = massOf(table)(from)
  let sum = term
  for (let x = from; x > low && term > sum * NOTHING; x--) {
    // h(x - 1) / h(x)
    term *= (x / (a + b - x + 1)) * ((d - a + x) / (a + c - x + 1))
    sum += term
  }
  return sum
}

function sumUp(table: TwoByTwo, from: number, high: number): number {
  const { a, b, c, d } = table
  let term = massOf(table)(from)
  let sum = term
  for (let x = from; x < high && term > sum * NOTHING; x++) {
    // h(x + 1) / h(x)
    term *= ((a + b - x) / (x + 1)) * ((a + c - x) / (d - a + x + 1))
    sum += term
  }
  return sum
}

/**
 * Hypergeometric mass of the first cell as three binomial masses, which keeps its digits where log-gammas of large counts lose them.
 * Source: Loader (2000), as in R's dhyper.
 */
function massOf({ a, b, c, d }: TwoByTwo): (x: number) => number {
  const n = a + b + c + d
  if (n === 0) return () => 1
  const [p, q] = [(a + c) / n, (b + d) / n]
  const whole = binomialMass(a + c, b + d, p, q)
  return (x) => (binomialMass(x, a + b - x, p, q) / whole) * binomialMass(a + c - x, d - a + x, p, q)
}

function checked(table: TwoByTwo): TwoByTwo {
  const { a, b, c, d } = table
  const all = [a, b, c, d]
  if (!(all.every((x) => Number.isInteger(x) && x >= 0) && a + b + c + d <= 1e9))
    throw new RangeError(`whole counts from 0, together at most 1e9, are needed, got ${all.join(', ')}`)
  return table
}
