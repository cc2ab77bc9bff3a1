import { Exact } from '../language/exact.ts'
import type { ArithSign, CompareSign } from '../language/formula/tree.ts'
import { both, least, most, type Num, no, range, type Truth, unknown, type Why, yes } from './values.ts'

/** Arithmetic on ranges: the result holds every value that the operands allow (interval arithmetic, exact at both ends). */

const limit = 1n << 4096n

function tame(lo: Exact, hi: Exact, why: Why): Num {
  for (const x of [lo, hi]) {
    if (x.n >= limit || x.n <= -limit || x.d >= limit)
      return { k: 'num', lo: Exact.minusInfinity, hi: Exact.infinity, why: both(why, ['number too large']) }
  }
  return range(lo, hi, why)
}

export function everything(why: Why): Num {
  return { k: 'num', lo: Exact.minusInfinity, hi: Exact.infinity, why }
}

function oneValue(a: Num): boolean {
  return a.lo === a.hi || a.lo.equals(a.hi)
}

export function arith(sign: ArithSign, a: Num, b: Num): Num {
  const why = both(a.why, b.why)
  const single = oneValue(a) && oneValue(b)
  switch (sign) {
    case '+':
      return single ? exactly(a.lo.plus(b.lo), why) : tame(a.lo.plus(b.lo), a.hi.plus(b.hi), why)
    case '-':
      return single ? exactly(a.lo.minus(b.lo), why) : tame(a.lo.minus(b.hi), a.hi.minus(b.lo), why)
    case '*':
      return single ? exactly(a.lo.times(b.lo), why) : corners(a, b, (x, y) => x.times(y), why)
    case '/': {
      const zero = b.lo.sign <= 0 && b.hi.sign >= 0
      if (zero)
        return everything(
          both(
            why,
            b.lo.sign === 0 && b.hi.sign === 0 ? ['division by zero'] : why.length > 0 ? why : ['division by zero'],
          ),
        )
      return single ? exactly(a.lo.over(b.lo), why) : corners(a, b, (x, y) => x.over(y), why)
    }
    case '%': {
      if (!single || !a.lo.whole || !b.lo.whole || b.lo.sign === 0)
        return everything(both(why, why.length > 0 ? why : ['remainder of numbers that are not whole']))
      return exactly(Exact.whole(a.lo.n % b.lo.n), why)
    }
  }
}

function exactly(x: Exact, why: Why): Num {
  return tame(x, x, why)
}

function corners(a: Num, b: Num, f: (x: Exact, y: Exact) => Exact, why: Why): Num {
  const all = [f(a.lo, b.lo), f(a.lo, b.hi), f(a.hi, b.lo), f(a.hi, b.hi)]
  return tame(all.reduce(least), all.reduce(most), why)
}

export function negate(a: Num): Num {
  if (oneValue(a)) return exactly(a.lo.negated(), a.why)
  return range(a.hi.negated(), a.lo.negated(), a.why)
}

/** Floor, ceil and rounding never turn the order round, so the ends map to the ends. */
export function monotone(a: Num, f: (x: Exact) => Exact): Num {
  if (a.lo === a.hi) {
    const x = f(a.lo)
    return range(x, x, a.why)
  }
  return range(f(a.lo), f(a.hi), a.why)
}

/** True if it holds for every pair of possible values, false if for none. */
export function compare(sign: CompareSign, a: Num, b: Num): Truth {
  switch (sign) {
    case '<':
      return a.hi.compare(b.lo) < 0 ? yes : a.lo.compare(b.hi) >= 0 ? no : unknown
    case '<=':
      return a.hi.compare(b.lo) <= 0 ? yes : a.lo.compare(b.hi) > 0 ? no : unknown
    case '>':
      return compare('<', b, a)
    case '>=':
      return compare('<=', b, a)
    case '==':
      if (a.hi.compare(b.lo) < 0 || b.hi.compare(a.lo) < 0) return no
      return a.lo.equals(a.hi) && b.lo.equals(b.hi) ? yes : unknown
    case '!=': {
      const equal = compare('==', a, b)
      return equal === unknown ? unknown : equal === yes ? no : yes
    }
  }
}

export function not(t: Truth): Truth {
  return t === unknown ? unknown : t === yes ? no : yes
}

export function minimum(items: readonly Num[], why: Why): Num {
  return range(items.map((i) => i.lo).reduce(least), items.map((i) => i.hi).reduce(least), why)
}

export function maximum(items: readonly Num[], why: Why): Num {
  return range(items.map((i) => i.lo).reduce(most), items.map((i) => i.hi).reduce(most), why)
}
