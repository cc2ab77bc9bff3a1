import { Exact } from '../../language/exact.ts'
import type { Det } from './det.ts'

/**
 * What "equal error rate" means. Curves of counts seldom cross at a point, so each tool has its own answer:
 * - `midpoint`: (FMR+FNMR)/2 where |FMR-FNMR| is least; of two equally near, the one with the larger sum.
 * - `fvc`: of the points on either side of the crossing the one with the smaller sum, its midpoint (FVC2000, Maio et al., IEEE TPAMI 24 (2002)
 *   402-412, as PyEER computes it).
 * - `linear`: where straight lines between neighbouring points cross.
 * - `convex-hull`: where the lower convex hull of the points crosses FMR = FNMR (Brümmer and de Villiers, The BOSARIS Toolkit (2011)).
 * - `max`: max(FMR, FNMR) where |FMR-FNMR| is least; of two equally near, the larger.
 */
export const eerConventions = ['midpoint', 'fvc', 'linear', 'convex-hull', 'max'] as const
export type EerConvention = (typeof eerConventions)[number]

export interface Eer {
  readonly convention: EerConvention
  /** exact; null where a class has no comparison, and where failures keep FNMR above FMR at every threshold: then no rate is equal */
  readonly value: Exact | null
  /** indices of the one or two points of the curve that decide it */
  readonly points: readonly number[]
}

/** First point with FMR <= FNMR. Products of counts are compared, not quotients: no rounding decides. */
export function crossing(det: Det): number {
  let low = 0
  let high = det.thresholds.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (gap(det, middle) <= 0n) high = middle
    else low = middle + 1
  }
  return low
}

export function eer(det: Det, convention: EerConvention): Eer {
  if (det.genuine === 0 || det.impostor === 0) return { convention, value: null, points: [] }
  if (gap(det, 0) < 0n) return { convention, value: null, points: [0] }
  const after = crossing(det)
  const before = after > 0 && gap(det, after) !== 0n ? after - 1 : after
  switch (convention) {
    case 'midpoint': {
      const p = nearest(det, before, after)
      return { convention, value: half(sum(det, p)), points: [before, after] }
    }
    case 'max': {
      const p = nearest(det, before, after)
      return { convention, value: larger(det, p), points: [before, after] }
    }
    case 'fvc': {
      const p = sum(det, before).compare(sum(det, after)) <= 0 ? before : after
      return { convention, value: half(sum(det, p)), points: [before, after] }
    }
    case 'linear':
      return { convention, value: meeting(det, before, after), points: [before, after] }
    case 'convex-hull': {
      const hull = lowerHull(det)
      const at = hull.findIndex((p) => gap(det, p) <= 0n)
      const [a, b] = gap(det, hull[at]!) === 0n ? [hull[at]!, hull[at]!] : [hull[at - 1] ?? hull[at]!, hull[at]!]
      return { convention, value: meeting(det, a, b), points: [a, b] }
    }
  }
}

/** (FMR - FNMR) times both numbers of comparisons. */
function gap(det: Det, p: number): bigint {
  return BigInt(det.falseMatches[p]!) * BigInt(det.genuine) - BigInt(det.falseNonMatches[p]!) * BigInt(det.impostor)
}

function rates(det: Det, p: number): readonly [Exact, Exact] {
  return [
    Exact.ratio(BigInt(det.falseMatches[p]!), BigInt(det.impostor)),
    Exact.ratio(BigInt(det.falseNonMatches[p]!), BigInt(det.genuine)),
  ]
}

function sum(det: Det, p: number): Exact {
  const [fmr, fnmr] = rates(det, p)
  return fmr.plus(fnmr)
}

function half(x: Exact): Exact {
  return x.over(Exact.whole(2n))
}

function larger(det: Det, p: number): Exact {
  const [fmr, fnmr] = rates(det, p)
  return fmr.compare(fnmr) >= 0 ? fmr : fnmr
}

function nearest(det: Det, before: number, after: number): number {
  const [a, b] = [gap(det, before), -gap(det, after)].map((x) => (x < 0n ? -x : x)) as [bigint, bigint]
  if (a !== b) return a < b ? before : after
  return sum(det, before).compare(sum(det, after)) > 0 ? before : after
}

/** Where the line from a (FMR > FNMR) to b (FMR <= FNMR) meets FMR = FNMR; null where both lie on one side. */
function meeting(det: Det, a: number, b: number): Exact | null {
  const [above, below] = [gap(det, a), gap(det, b)]
  if (below === 0n) return rates(det, b)[0]
  if (above <= 0n || below > 0n) return null
  const [from, to] = [rates(det, a)[0], rates(det, b)[0]]
  return from.plus(to.minus(from).times(Exact.ratio(above, above - below)))
}

/** Points of the lower convex hull of (false matches, false non-matches), thresholds ascending. */
function lowerHull(det: Det): number[] {
  const { falseMatches: x, falseNonMatches: y } = det
  const safe = det.genuine * det.impostor < 2 ** 52
  const bends = (a: number, b: number, c: number): boolean => {
    const [p, q] = [y[b]! - y[a]!, x[a]! - x[c]!]
    const [r, s] = [y[c]! - y[a]!, x[a]! - x[b]!]
    return safe ? p * q < r * s : BigInt(p) * BigInt(q) < BigInt(r) * BigInt(s)
  }
  const hull: number[] = []
  for (let c = 0; c < x.length; c++) {
    while (hull.length > 0 && dominates(det, c, hull.at(-1)!)) hull.pop()
    if (hull.length > 0 && dominates(det, hull.at(-1)!, c)) continue
    while (hull.length > 1 && !bends(hull.at(-2)!, hull.at(-1)!, c)) hull.pop()
    hull.push(c)
  }
  return hull
}

/** Whether p is nowhere worse than q. */
function dominates(det: Det, p: number, q: number): boolean {
  return det.falseMatches[p]! <= det.falseMatches[q]! && det.falseNonMatches[p]! <= det.falseNonMatches[q]!
}
