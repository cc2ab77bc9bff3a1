import { binomialDraw } from './binomial-draw.ts'
import { binomialRejection, LEAST_MEAN } from './binomial-rejection.ts'
import type { ClusterRatio } from './bootstrap.ts'
import type { Random } from './random.ts'

/** Clusters that are alike in as many places are drawn together. */
const COMMON = 20

/**
 * Draws of Σ numerator / Σ denominator over clusters drawn with replacement, as many as there are. How often each common kind of (numerator,
 * denominator) comes is drawn at once, binomial given those before; the rest one by one. Exact in distribution, and by the number of kinds and
 * not of clusters where most are alike. The order of clusters does not matter. Source: Devroye (1986), XI.1.4 (conditional binomials).
 */
export function groupedRatio(ratio: ClusterRatio, rounds: number, random: Random): Float64Array {
  const n = ratio.numerators.length
  const { common, rare } = kindsOf(ratio)
  const tops = Float64Array.from(rare, (kind) => kind.top)
  const bottoms = Float64Array.from(rare, (kind) => kind.bottom)
  const which = new Uint32Array(n)
  const values = new Float64Array(rounds)
  for (let b = 0; b < rounds; ) {
    let [balls, rest, top, bottom] = [n, n, 0, 0]
    for (const kind of common) {
      const drawn = share(random, balls, kind.count, rest)
      top += drawn * kind.top
      bottom += drawn * kind.bottom
      balls -= drawn
      rest -= kind.count
    }
    if (balls > 0) random.fillBelow(which.subarray(0, balls), rare.length)
    for (let i = 0; i < balls; i++) {
      top += tops[which[i]!]!
      bottom += bottoms[which[i]!]!
    }
    if (bottom > 0) values[b++] = top / bottom
  }
  return values
}

function share(random: Random, balls: number, count: number, rest: number): number {
  if (count === rest) return balls
  const p = count / rest
  return balls * Math.min(p, 1 - p) >= LEAST_MEAN ? binomialRejection(random, balls, p) : binomialDraw(random, balls, p)
}

interface Kind {
  readonly top: number
  readonly bottom: number
  count: number
}

/** Kinds that are common, the most frequent first, and the clusters of all others. */
function kindsOf({ numerators, denominators }: ClusterRatio): { common: readonly Kind[]; rare: readonly Kind[] } {
  const seen = new Map<number, Map<number, Kind>>()
  const all: Kind[] = []
  for (let i = 0; i < numerators.length; i++) {
    const [top, bottom] = [numerators[i]!, denominators[i]!]
    const row = seen.get(top) ?? new Map<number, Kind>()
    seen.set(top, row)
    const kind = row.get(bottom) ?? { top, bottom, count: 0 }
    if (kind.count++ === 0) {
      row.set(bottom, kind)
      all.push(kind)
    }
  }
  all.sort((a, b) => b.count - a.count || a.top - b.top || a.bottom - b.bottom)
  return {
    common: all.filter((kind) => kind.count >= COMMON),
    rare: all.filter((kind) => kind.count < COMMON).flatMap((kind) => new Array<Kind>(kind.count).fill(kind)),
  }
}
