import { type Column, isConst, NA, NO, type Program, UNKNOWN, YES } from './columns.ts'
import { number } from './operators.ts'

export function whereApplies(p: Program, c: Column, applies: Uint8Array | undefined): Column {
  if (!applies) return c
  if (c.k === 'word' || (isConst(c) && c.v.k === 'word')) {
    const codes = p.codes(c)
    const w = new Int32Array(codes.length)
    p.step((n) => {
      for (let i = 0; i < n; i++) w[i] = applies[i] === NO ? -2 : applies[i] === UNKNOWN ? -1 : codes[i]!
    })
    return { k: 'word', w }
  }
  if (c.k === 'bool' || (isConst(c) && c.v.k === 'bool')) {
    const from = p.truthsOf(c)
    const t = p.bits()
    p.step((n) => {
      for (let i = 0; i < n; i++) t[i] = applies[i] === NO ? NA : applies[i] === UNKNOWN ? UNKNOWN : from[i]!
    })
    return { k: 'bool', t }
  }
  const { x } = p.numbers(c)
  const out = p.num()
  p.rounding?.pick(out, [x])
  const mask = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      out[i] = applies[i] === YES ? x[i]! : Number.NaN
      mask[i] = applies[i] === NO ? 1 : 0
    }
  })
  return number(out, mask)
}

export function appliesWhere(p: Program, t: Uint8Array): Uint8Array {
  const out = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = t[i] === NA ? NO : t[i]!
  })
  return out
}

export function anyOf(p: Program, all: readonly Uint8Array[]): Uint8Array {
  const out = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) {
      let t = NO
      for (const a of all) t |= a[i]!
      out[i] = t
    }
  })
  return out
}

export function both(p: Program, a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a === b) return a
  const out = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! & b[i]!
  })
  return out
}

export function without(p: Program, applies: Uint8Array | undefined, lost: Uint8Array): Uint8Array {
  const out = p.bits()
  p.step((n) => {
    for (let i = 0; i < n; i++) out[i] = lost[i] ? NO : applies ? applies[i]! : YES
  })
  return out
}
