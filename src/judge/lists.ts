import { Exact } from '../language/exact.ts'
import { everything } from './ranges.ts'
import { both, least, most, type Num, num, range, type Truth, type Why, yes } from './values.ts'

/** A number of a list with its weight; `in` says whether it is surely there. */
export interface Weighed {
  readonly x: Num
  readonly w: Num
  readonly in: Truth
  readonly why: Why
}

const reasons = (items: readonly Weighed[]): Why => items.reduce<Why>((a, i) => both(a, both(i.why, i.x.why)), [])

/** Undefined when the list may be empty: then the result claims nothing. */
export function leastOf(items: readonly Weighed[]): Num | undefined {
  const sure = items.filter((i) => i.in === yes)
  if (sure.length === 0) return undefined
  return range(items.map((i) => i.x.lo).reduce(least), sure.map((i) => i.x.hi).reduce(least), reasons(items))
}

export function mostOf(items: readonly Weighed[]): Num | undefined {
  const sure = items.filter((i) => i.in === yes)
  if (sure.length === 0) return undefined
  return range(sure.map((i) => i.x.lo).reduce(most), items.map((i) => i.x.hi).reduce(most), reasons(items))
}

export function sumOf(items: readonly Weighed[]): Num {
  let lo = Exact.zero
  let hi = Exact.zero
  for (const i of items) {
    lo = lo.plus(i.in === yes ? i.x.lo : least(i.x.lo, Exact.zero))
    hi = hi.plus(i.in === yes ? i.x.hi : most(i.x.hi, Exact.zero))
  }
  return range(lo, hi, reasons(items))
}

/**
 * The weighted mean over every choice of what is not known: values, weights and which items count.
 * With values sorted, the extreme has full weight on one side of a cut and least weight on the other.
 * Undefined when all weight may be nothing.
 */
export function meanOf(items: readonly Weighed[]): Num | undefined {
  const why = items.reduce((a, i) => both(a, i.w.why), reasons(items))
  const plain = items.every((i) => i.in === yes && i.w.lo === i.w.hi)
  if (plain) {
    const weight = items.reduce((a, i) => a.plus(i.w.lo), Exact.zero)
    if (weight.sign <= 0) return undefined
    let lo = Exact.zero
    for (const i of items) lo = lo.plus(i.x.lo.times(i.w.lo))
    if (items.every((i) => i.x.lo === i.x.hi)) return num(lo.over(weight))
    let hi = Exact.zero
    for (const i of items) hi = hi.plus(i.x.hi.times(i.w.lo))
    return range(lo.over(weight), hi.over(weight), why)
  }
  const box = items.map((i) => ({ lo: i.x.lo, hi: i.x.hi, least: i.in === yes ? i.w.lo : Exact.zero, most: i.w.hi }))
  const surely = box.reduce((a, b) => a.plus(b.least), Exact.zero)
  if (surely.sign <= 0) return undefined
  const low = extreme(
    [...box].sort((a, b) => a.lo.compare(b.lo)),
    (b) => b.lo,
    least,
  )
  const high = extreme(
    [...box].sort((a, b) => b.hi.compare(a.hi)),
    (b) => b.hi,
    most,
  )
  return range(low, high, why)
}

interface Boxed {
  readonly lo: Exact
  readonly hi: Exact
  readonly least: Exact
  readonly most: Exact
}

function extreme(sorted: readonly Boxed[], value: (b: Boxed) => Exact, better: (a: Exact, b: Exact) => Exact): Exact {
  let best: Exact | undefined
  for (let cut = 0; cut <= sorted.length; cut++) {
    let weight = Exact.zero
    let total = Exact.zero
    for (const [i, b] of sorted.entries()) {
      const w = i < cut ? b.most : b.least
      weight = weight.plus(w)
      total = total.plus(value(b).times(w))
    }
    if (weight.sign > 0 && weight.finite) {
      const mean = total.over(weight)
      best = best ? better(best, mean) : mean
    }
  }
  return best ?? value(sorted[0]!)
}

/** How many items there are. */
export function sizeOf(memberships: readonly Truth[], why: Why): Num {
  const sure = memberships.filter((m) => m === yes).length
  return range(Exact.whole(BigInt(sure)), Exact.whole(BigInt(memberships.length)), why)
}

/** The k-th highest of values that are ranges: between the k-th highest lower end and the k-th highest upper end. */
export function highest(items: readonly Weighed[], k: number): Num {
  const sure = items.filter((i) => i.in === yes)
  const desc = (xs: Exact[]) => xs.sort((a, b) => b.compare(a))
  const lo = desc(sure.map((i) => i.x.lo))[k]
  const hi = desc(items.map((i) => i.x.hi))[k]
  return lo && hi ? range(lo, hi, reasons(items)) : everything(both(reasons(items), ['missing: item']))
}
