import { compare } from './ranges.ts'
import { all, any } from './truths.ts'
import {
  bool,
  both,
  isPerhaps,
  type ListValue,
  na,
  no,
  type Truth,
  truthNo,
  unknown,
  type Value,
  type Word,
  whyOf,
  yes,
} from './values.ts'

/** Whether two values are the same, for every pair of possible values or for none. */
export function equal(a: Value, b: Value): Truth {
  if (a.k === 'num' && b.k === 'num') return compare('==', a, b)
  if (a.k === 'bool' && b.k === 'bool')
    return a.may === unknown || b.may === unknown ? unknown : a.may === b.may ? yes : no
  if (a.k === 'word' && b.k === 'word') return sameWord(a, b)
  const sets = [a, b].map((v) =>
    v.k === 'words' ? v.has : v.k === 'list' && !v.open ? v.items.map((m) => (m.value as Word).may?.[0]) : undefined,
  )
  const [x, y] = sets
  if (!x || !y) return unknown
  const xs = new Set(x)
  const ys = new Set(y)
  return xs.size === ys.size && [...xs].every((w) => ys.has(w)) ? yes : no
}

function sameWord(a: Word, b: Word): Truth {
  if (!a.may || !b.may) return unknown
  if (a.may.length === 1 && b.may.length === 1) return a.may[0] === b.may[0] ? yes : no
  return a.may.some((w) => b.may!.includes(w)) ? unknown : no
}

export function membership(a: Value, b: Value): Value {
  if (a.k === 'na' || b.k === 'na') return na(both(whyOf(a), whyOf(b)))
  const why = both(whyOf(a), whyOf(b))
  if (b.k === 'words') {
    const may = a.k === 'word' ? a.may : undefined
    if (!b.has || !may) return bool(unknown, why)
    const inside = may.filter((w) => b.has!.includes(w)).length
    return bool(inside === may.length ? yes : inside === 0 ? no : unknown, why)
  }
  const list = b as ListValue
  if (list.open) return bool(unknown, why)
  // a word that may be any of the listed words is surely one of them
  if (
    a.k === 'word' &&
    a.may &&
    list.items.every((m) => m.in === yes && m.value.k === 'word' && m.value.may?.length === 1 && !isPerhaps(m.value))
  ) {
    const words = new Set(list.items.map((m) => (m.value as Word).may![0]))
    const inside = a.may.filter((w) => words.has(w)).length
    return bool(inside === a.may.length ? yes : inside === 0 ? no : unknown, why)
  }
  const items = list.items.filter((m) => m.value.k !== 'na')
  return any([
    truthNo,
    ...items.map((m) =>
      m.in === yes && !isPerhaps(m.value)
        ? bool(equal(a, m.value), why)
        : all([bool(unknown, both(m.why, whyOf(m.value))), bool(equal(a, m.value), why)]),
    ),
  ])
}
