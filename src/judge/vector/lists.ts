import { type Column, type ColumnMember, NA, NO, type Program, UNKNOWN, YES } from './columns.ts'
import { number } from './operators.ts'
import { unit } from './rounding.ts'

/** A member as a number with its weight: a constant, or a column where weights differ between lanes. */
export interface WeighedColumn {
  readonly x: Float64Array
  readonly na?: Uint8Array
  readonly in?: Uint8Array
  readonly w: number | Float64Array
}

function present(m: { na?: Uint8Array; in?: Uint8Array }, i: number): number {
  if (m.na?.[i]) return NO
  const t = m.in ? m.in[i]! : YES
  return t === NA ? NO : t
}

export function sum(p: Program, items: readonly WeighedColumn[], emptyIsNa = false): Column {
  const out = p.num()
  p.rounding?.from(
    out,
    items.map((m) => m.x),
    (all, b) => {
      b.mag = all.reduce((a, o) => a + o.mag, 0)
      b.err = all.reduce((a, o) => a + o.err, 0) + unit * all.length * b.mag
    },
  )
  p.step((n) => out.fill(0, 0, n))
  for (const m of items) {
    const { x } = m
    if (!m.in && !m.na) {
      p.step((n) => {
        for (let i = 0; i < n; i++) out[i] = out[i]! + x[i]!
      })
    } else {
      p.step((n) => {
        for (let i = 0; i < n; i++) {
          const t = present(m, i)
          if (t !== NO) out[i] = t === YES ? out[i]! + x[i]! : Number.NaN
        }
      })
    }
  }
  return number(out, emptyIsNa ? emptiness(p, items) : undefined)
}

/** Lanes in which no member is left. Undefined when some member is always there. */
function emptiness(p: Program, items: readonly WeighedColumn[]): Uint8Array | undefined {
  if (items.some((m) => !m.in && !m.na)) return undefined
  const na = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) na[i] = items.some((m) => present(m, i) !== NO) ? 0 : 1
  })
  return na
}

export function mean(p: Program, items: readonly WeighedColumn[]): Column {
  const out = p.num()
  const fixed = items.every((m) => !m.in && !m.na && typeof m.w === 'number')
  if (fixed && items.length > 0) {
    const total = items.reduce((a, m) => a + (m.w as number), 0)
    const first = items[0]!
    const scale = 1 / total
    p.step((n) => {
      const w = first.w as number
      for (let i = 0; i < n; i++) out[i] = first.x[i]! * w
    })
    for (const { x, w } of items.slice(1)) {
      const weight = w as number
      p.step((n) => {
        for (let i = 0; i < n; i++) out[i] = out[i]! + x[i]! * weight
      })
    }
    p.step((n) => {
      for (let i = 0; i < n; i++) out[i] = total === 0 ? Number.NaN : out[i]! * scale
    })
    meanRounded(p, out, items, () => total)
    return number(out)
  }
  const weights = p.num()
  p.step((n) => {
    out.fill(0, 0, n)
    weights.fill(0, 0, n)
  })
  for (const m of items) {
    const { x, w } = m
    p.step((n) => {
      for (let i = 0; i < n; i++) {
        const t = present(m, i)
        if (t === NO) continue
        const weight = typeof w === 'number' ? w : w[i]!
        out[i] = t === YES ? out[i]! + x[i]! * weight : Number.NaN
        weights[i] = weights[i]! + weight
      }
    })
  }
  meanRounded(p, out, items, () => {
    let least = Number.POSITIVE_INFINITY
    for (const w of weights) if (w > 0 && w < least) least = w
    return least
  })
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = weights[i] === 0 ? Number.NaN : out[i]! / weights[i]!
  })
  return number(out, emptiness(p, items))
}

/** `total`: the least sum of weights of any lane, which is known once these are added up. Weights that vary or are negative are not followed. */
function meanRounded(p: Program, out: Float64Array, items: readonly WeighedColumn[], total: () => number): void {
  const weights = items.map((m) => m.w)
  if (!weights.every((w) => typeof w === 'number' && w >= 0)) return
  p.rounding?.from(
    out,
    items.map((m) => m.x),
    (all, b) => {
      const least = total()
      const mag = all.reduce((a, o, k) => a + (weights[k] as number) * o.mag, 0)
      const err = all.reduce((a, o, k) => a + (weights[k] as number) * o.err, 0)
      b.mag = least > 0 ? mag / least : 0
      b.err = least > 0 ? (err + unit * (2 * all.length + 8) * mag) / least : 0
    },
  )
}

export function extreme(p: Program, items: readonly WeighedColumn[], how: 'min' | 'max'): Column {
  const out = p.num()
  p.rounding?.pick(
    out,
    items.map((m) => m.x),
  )
  const start = how === 'min' ? Infinity : -Infinity
  p.step((n) => out.fill(start, 0, n))
  const pick = how === 'min' ? Math.min : Math.max
  for (const m of items) {
    const { x } = m
    if (!m.in && !m.na) {
      p.step(
        how === 'min'
          ? (n) => {
              for (let i = 0; i < n; i++) out[i] = Math.min(out[i]!, x[i]!)
            }
          : (n) => {
              for (let i = 0; i < n; i++) out[i] = Math.max(out[i]!, x[i]!)
            },
      )
    } else {
      p.step((n) => {
        for (let i = 0; i < n; i++) {
          const t = present(m, i)
          if (t !== NO) out[i] = t === YES ? pick(out[i]!, x[i]!) : Number.NaN
        }
      })
    }
  }
  return number(out, emptiness(p, items))
}

/** All members hold, or some does; a member that a lane lacks is passed over, one that it perhaps has may only spoil certainty. */
export function quantified(
  p: Program,
  items: readonly { t: Uint8Array; in?: Uint8Array }[],
  how: 'all' | 'exists',
): Column {
  const t = p.bits()
  const decided = how === 'all' ? NO : YES
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      let result = how === 'all' ? YES : NO
      // members whose condition applies, and those whose condition does not, each surely or perhaps there
      let counted = NO
      let lost = NO
      for (const m of items) {
        const here = m.in ? m.in[i]! : YES
        if (here === NO || here === NA) continue
        let v = m.t[i]!
        if (v === NA) {
          lost |= here
          continue
        }
        counted |= here
        if (here === UNKNOWN && v === decided) v = UNKNOWN
        result = how === 'all' ? result & v : result | v
      }
      t[i] = counted === YES || lost === NO ? result : lost === YES && counted === NO ? NA : UNKNOWN
    }
  })
  return { k: 'bool', t }
}

/** The members in and-ed with a condition; where it is unknown, the member is there perhaps. */
export function filtered(p: Program, m: ColumnMember, condition: Uint8Array): ColumnMember {
  const t = p.bits()
  const before = m.in
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      const c = condition[i] === NA ? NO : condition[i]!
      t[i] = before ? (before[i] === NA ? NO : before[i]!) & c : c
    }
  })
  return { v: m.v, in: t }
}

export function count(p: Program, items: readonly { na?: Uint8Array; in?: Uint8Array }[]): Column {
  const out = p.num()
  p.rounding?.put(out, { mag: items.length, err: 0, decimal: true })
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      let k = 0
      for (const m of items) {
        const t = present(m, i)
        k = t === UNKNOWN ? Number.NaN : t === YES ? k + 1 : k
      }
      out[i] = k
    }
  })
  return number(out)
}
