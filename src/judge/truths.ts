import {
  bool,
  both,
  isPerhaps,
  na,
  no,
  nothing,
  perhaps,
  type Truth,
  truthNo,
  truthYes,
  unknown,
  type Value,
  type Why,
  whyOf,
  yes,
} from './values.ts'

/** What does not apply absorbs (language.md, 1.4), so what perhaps does not apply gives a result that perhaps does not. */
export function absorbing(operands: readonly Value[], result: Value): Value {
  const open = operands.filter(isPerhaps)
  return open.length === 0
    ? result
    : perhaps(
        result,
        open.reduce<Why>((w, v) => both(w, whyOf(v)), nothing),
      )
}

/** The condition, as a truth, where one that does not apply does not hold; surely not applicable is its own answer. */
export function truth(v: Value): Truth | 'na' {
  if (v.k === 'na') return 'na'
  if (v.k !== 'bool') return unknown
  return v.may === yes && isPerhaps(v) ? unknown : v.may
}

/** The same for a ladder, where a condition that does not apply counts as met. */
export function metOrNot(v: Value): Truth | 'na' {
  return v.k === 'bool' && v.may === no && isPerhaps(v) ? unknown : v.k === 'bool' ? v.may : truth(v)
}

/** Kleene's and; what is not applicable is left out, as if it were not written. */
export function all(parts: readonly Value[]): Value {
  return fold(parts, no)
}

export function any(parts: readonly Value[]): Value {
  return fold(parts, yes)
}

function fold(parts: readonly Value[], decides: Truth): Value {
  let why: Why = nothing
  let sure = false
  let open = false
  const live = parts.filter((p) => p.k !== 'na')
  for (const p of live) {
    if (p.k === 'bool' && p.may === decides && !isPerhaps(p)) return p
    sure ||= !isPerhaps(p)
    // a part that would decide, but perhaps does not apply, leaves both ways open
    if (p.k !== 'bool' || p.may === unknown || p.may === decides) {
      open = true
      why = both(why, whyOf(p))
    }
  }
  if (live.length === 0) return na(parts.reduce<Why>((w, p) => both(w, whyOf(p)), nothing))
  const decided = live.every((p) => p.k === 'bool' && p.may === decides)
  const all = decided ? bool(decides, why) : open ? bool(unknown, why) : decides === no ? truthYes : truthNo
  return sure ? all : absorbing(live, all)
}
