import type { ArithSign, CompareSign } from '../../language/formula/tree.ts'
import { known } from '../values.ts'
import { alwaysApplies, type Column, isConst, NA, NO, Program, UNKNOWN, YES } from './columns.ts'
import { unit } from './rounding.ts'

/** One loop for each operator: the engine turns each into straight machine code. */

/** Lanes in which either does not apply. */
export function mergedNa(p: Program, a?: Uint8Array, b?: Uint8Array): Uint8Array | undefined {
  if (!a || !b || a === b) return a ?? b
  const na = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) na[i] = a[i]! | b[i]!
  })
  return na
}

export function number(x: Float64Array, na?: Uint8Array): Column {
  return na ? { k: 'num', x, na } : { k: 'num', x }
}

export function arithmetic(p: Program, sign: ArithSign, ca: Column, cb: Column): Column {
  const { x: a, na: naA } = p.numbers(ca)
  const { x: b, na: naB } = p.numbers(cb)
  const out = p.num()
  const loops: Record<ArithSign, (n: number) => void> = {
    '+': (n) => {
      for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!
    },
    '-': (n) => {
      for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!
    },
    '*': (n) => {
      for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!
    },
    '/': (n) => {
      for (let i = 0; i < n; i++) out[i] = b[i] === 0 ? Number.NaN : a[i]! / b[i]!
    },
    '%': (n) => {
      for (let i = 0; i < n; i++)
        out[i] = b[i] === 0 || !Number.isInteger(a[i]!) || !Number.isInteger(b[i]!) ? Number.NaN : a[i]! % b[i]!
    },
  }
  p.step(loops[sign])
  rounded(p, sign, out, a, b)
  return number(out, mergedNa(p, naA, naB))
}

function rounded(p: Program, sign: ArithSign, out: Float64Array, a: Float64Array, b: Float64Array): void {
  const { rounding } = p
  if (!rounding || sign === '%') return
  if (sign !== '/') {
    rounding.from(out, [a, b], ([x, y], r) => {
      if (sign === '*') {
        r.mag = x!.mag * y!.mag
        r.err = x!.err * y!.mag + y!.err * x!.mag + x!.err * y!.err + unit * (r.mag + Number.MIN_VALUE)
      } else {
        r.mag = x!.mag + y!.mag
        r.err = x!.err + y!.err + unit * r.mag
      }
    })
    return
  }
  // a divisor that may be zero decides whether there is a quotient at all
  rounding.from(out, [a, b], ([x, y], r) => {
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < b.length; i++) {
      const d = Math.abs(b[i]!)
      if (d <= 2 * y!.err) rounding.close[i] = 1
      else if (d < least) least = d
    }
    r.mag = least === Number.POSITIVE_INFINITY ? 0 : x!.mag / (least - y!.err)
    r.err =
      r.mag === 0 && x!.mag === 0 ? 0 : (x!.err + r.mag * y!.err) / (least - y!.err) + unit * (r.mag + Number.MIN_VALUE)
  })
}

export function unary(p: Program, c: Column, f: (x: number) => number): Column {
  const { x, na } = p.numbers(c)
  const out = p.num()
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = f(x[i]!)
  })
  return number(out, na)
}

/**
 * Two numbers that are equal in exact arithmetic may differ in their last digits here, such as sums of weights: .30 + .20 + .15 + .15 is not .80. So
 * nearly the same is the same, unless the rounding is followed, which has such lanes judged exactly.
 */
const slackOf = (p: Program): number => (p.rounding ? 0 : 1e-13)

/** By the side on which the left operand lies: -1, 0 or 1. */
const verdicts: Record<CompareSign, (side: number) => boolean> = {
  '<': (side) => side < 0,
  '<=': (side) => side <= 0,
  '>': (side) => side > 0,
  '>=': (side) => side >= 0,
  '==': (side) => side === 0,
  '!=': (side) => side !== 0,
}

export function comparison(p: Program, sign: CompareSign, ca: Column, cb: Column): Column {
  const { x: a, na: naA } = p.numbers(ca)
  if (isConst(cb) && cb.v.k === 'num' && known(cb.v)) p.rounding?.comparedTo(a, [cb.v.lo])
  else p.rounding?.compared(a, p.numbers(cb).x)
  if (isConst(cb) && !naA && cb.v.k === 'num' && !Number.isNaN(Program.number(cb.v)))
    return againstConstant(p, sign, a, Program.number(cb.v))
  const { x: b, na: naB } = p.numbers(cb)
  const t = p.bits()
  const slack = slackOf(p)
  const holds = verdicts[sign]
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      const [x, y] = [a[i]!, b[i]!]
      const apart = x === y ? 0 : x - y
      const side = Math.abs(apart) <= slack * Math.min(Math.abs(x), Math.abs(y)) ? 0 : Math.sign(apart)
      t[i] = Number.isNaN(side) ? UNKNOWN : holds(side) ? YES : NO
    }
  })
  return marked(p, t, mergedNa(p, naA, naB))
}

/** Without branches to guess wrong: a comparison is one bit, and NaN answers no to both questions. */
function againstConstant(p: Program, sign: CompareSign, a: Float64Array, c: number): Column {
  const t = p.bits()
  const slack = Number.isFinite(c) ? slackOf(p) * Math.abs(c) : 0
  const [low, high] = [c - slack, c + slack]
  const loops: Record<CompareSign, (n: number) => void> = {
    '<': (n) => {
      for (let i = 0; i < n; i++)
        t[i] = (-Number(a[i]! < low) & YES) | (-Number(!(a[i]! < low) && !(a[i]! >= low)) & UNKNOWN)
    },
    '<=': (n) => {
      for (let i = 0; i < n; i++)
        t[i] = (-Number(a[i]! <= high) & YES) | (-Number(!(a[i]! <= high) && !(a[i]! > high)) & UNKNOWN)
    },
    '>': (n) => {
      for (let i = 0; i < n; i++)
        t[i] = (-Number(a[i]! > high) & YES) | (-Number(!(a[i]! > high) && !(a[i]! <= high)) & UNKNOWN)
    },
    '>=': (n) => {
      for (let i = 0; i < n; i++)
        t[i] = (-Number(a[i]! >= low) & YES) | (-Number(!(a[i]! >= low) && !(a[i]! < low)) & UNKNOWN)
    },
    '==': (n) => {
      for (let i = 0; i < n; i++) t[i] = a[i]! >= low && a[i]! <= high ? YES : Number.isNaN(a[i]!) ? UNKNOWN : NO
    },
    '!=': (n) => {
      for (let i = 0; i < n; i++) t[i] = a[i]! >= low && a[i]! <= high ? NO : Number.isNaN(a[i]!) ? UNKNOWN : YES
    },
  }
  p.step(loops[sign])
  return { k: 'bool', t, applies: true }
}

/** Where an operand does not apply, neither does the comparison. */
export function marked(p: Program, t: Uint8Array, na: Uint8Array | undefined): Column {
  if (na) {
    p.step((n) => {
      for (let i = 0; i < n; i++) if (na[i]) t[i] = NA
    })
  }
  return na ? { k: 'bool', t } : { k: 'bool', t, applies: true }
}

export function wordsEqual(p: Program, ca: Column, cb: Column): Column {
  const a = p.codes(ca)
  const b = p.codes(cb)
  const t = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++)
      t[i] = a[i] === -2 || b[i] === -2 ? NA : a[i]! < 0 || b[i]! < 0 ? UNKNOWN : a[i] === b[i] ? YES : NO
  })
  return { k: 'bool', t }
}

export function truthsEqual(p: Program, ca: Column, cb: Column): Column {
  const a = p.truthsOf(ca)
  const b = p.truthsOf(cb)
  const t = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++)
      t[i] = a[i] === NA || b[i] === NA ? NA : a[i] === UNKNOWN || b[i] === UNKNOWN ? UNKNOWN : a[i] === b[i] ? YES : NO
  })
  return { k: 'bool', t }
}

const opposite = Uint8Array.of(YES, UNKNOWN, UNKNOWN, NO, UNKNOWN, UNKNOWN, UNKNOWN, NA)

export function negation(p: Program, c: Column): Column {
  const a = p.truthsOf(c)
  const t = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) t[i] = opposite[a[i]!]!
  })
  return alwaysApplies(c) ? { k: 'bool', t, applies: true } : { k: 'bool', t }
}

export function conjunction(p: Program, parts: readonly Column[]): Column {
  return folded(p, parts, 'and')
}

export function disjunction(p: Program, parts: readonly Column[]): Column {
  return folded(p, parts, 'or')
}

function folded(p: Program, parts: readonly Column[], how: 'and' | 'or'): Column {
  const all = parts.map((c) => p.truthsOf(c))
  if (all.length === 0) return { k: 'bool', t: p.truth(NA) }
  const applies = parts.every(alwaysApplies)
  const made = (t: Uint8Array): Column => (applies ? { k: 'bool', t, applies } : { k: 'bool', t })
  if (all.length === 1) return made(all[0]!)
  const t = p.bits()
  const first = all[0]!
  if (applies && all.length === 2) {
    const second = all[1]!
    p.step(
      how === 'and'
        ? (n) => {
            for (let i = 0; i < n; i++) t[i] = first[i]! & second[i]!
          }
        : (n) => {
            for (let i = 0; i < n; i++) t[i] = first[i]! | second[i]!
          },
    )
    return made(t)
  }
  p.step((n) => t.set(first.subarray(0, n)))
  for (const b of all.slice(1)) {
    p.step(
      how === 'and'
        ? (n) => {
            for (let i = 0; i < n; i++) t[i] = t[i]! & b[i]!
          }
        : (n) => {
            for (let i = 0; i < n; i++) t[i] = t[i] === NA ? b[i]! : b[i] === NA ? t[i]! : t[i]! | b[i]!
          },
    )
  }
  return made(t)
}

/** `test ? a : b`; where the test is unknown the result is known only if both agree. */
export function choice(p: Program, test: Column, ca: Column, cb: Column): Column {
  const t = p.truthsOf(test)
  // an unknown test leaves a choice between equals, which float64 cannot tell
  p.rounding?.where((i) => t[i] === UNKNOWN)
  const kind = [ca, cb].some((c) => c.k === 'word' || (c.k === 'const' && c.v.k === 'word'))
    ? 'word'
    : [ca, cb].some((c) => c.k === 'bool' || (c.k === 'const' && c.v.k === 'bool'))
      ? 'bool'
      : 'num'
  if (kind === 'bool') {
    const a = p.truthsOf(ca)
    const b = p.truthsOf(cb)
    const out = p.bits()
    p.step((n) => {
      for (let i = 0; i < n; i++)
        out[i] = t[i] === YES ? a[i]! : t[i] === NO ? b[i]! : t[i] === NA ? NA : a[i] === b[i] ? a[i]! : UNKNOWN
    })
    return { k: 'bool', t: out }
  }
  if (kind === 'word') {
    const a = p.codes(ca)
    const b = p.codes(cb)
    const w = new Int32Array(a.length)
    p.step((n) => {
      for (let i = 0; i < n; i++)
        w[i] = t[i] === YES ? a[i]! : t[i] === NO ? b[i]! : t[i] === NA ? -2 : a[i] === b[i] ? a[i]! : -1
    })
    return { k: 'word', w }
  }
  if (alwaysApplies(test) && isConst(ca) && isConst(cb) && ca.v.k === 'num' && cb.v.k === 'num') {
    // the commonest formula of all, points for a condition: looked up by the two bits of truth
    const points = Float64Array.of(Program.number(cb.v), Number.NaN, Number.NaN, Program.number(ca.v))
    const out = p.num()
    p.rounding?.pick(out, [p.numbers(ca).x, p.numbers(cb).x])
    p.step((n) => {
      for (let i = 0; i < n; i++) out[i] = points[t[i]!]!
    })
    return number(out)
  }
  const { x: a, na: naA } = p.numbers(ca)
  const { x: b, na: naB } = p.numbers(cb)
  const out = p.num()
  p.rounding?.pick(out, [a, b])
  if (alwaysApplies(test) && !naA && !naB) {
    p.step((n) => {
      for (let i = 0; i < n; i++)
        out[i] = t[i] === YES ? a[i]! : t[i] === NO ? b[i]! : a[i] === b[i] ? a[i]! : Number.NaN
    })
    return number(out)
  }
  const na = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      out[i] = t[i] === YES ? a[i]! : t[i] === NO ? b[i]! : a[i] === b[i] ? a[i]! : Number.NaN
      na[i] = t[i] === NA || (t[i] === YES && naA?.[i]) || (t[i] === NO && naB?.[i]) ? 1 : 0
    }
  })
  return number(out, na)
}

/** Half to even at that many places, as GB/T 8170; near a tie a double may fall on the other side than the exact value. */
export function halfEven(places: number): (x: number) => number {
  const scale = 10 ** places
  return (x) => {
    const y = x * scale
    const down = Math.floor(y)
    const rest = y - down
    const up = rest > 0.5 || (rest === 0.5 && down % 2 !== 0)
    return (up ? down + 1 : down) / scale
  }
}
