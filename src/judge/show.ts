import type { Exact } from '../language/exact.ts'
import type { Scale } from '../language/standard.ts'
import type { Type } from '../language/types.ts'
import { showDay } from './dates.ts'
import { type ListValue, type Num, type Truth, unknown, type Value, yes } from './values.ts'

/** A number known to lie between two ends; equal ends when it is known. Canonical text: `0.8`, `600/7`, `-inf`. */
export interface Between {
  readonly lo: string
  readonly hi: string
}

export function between(v: Num): Between {
  return { lo: v.lo.toString(), hi: v.hi.toString() }
}

export function levels(v: Num, scale: Scale): Between {
  const id = (x: Exact) => scale.levels.find((l) => l.number.equals(x))?.id ?? x.toString()
  return { lo: id(v.lo), hi: id(v.hi) }
}

export function truthWord(t: Truth): 'yes' | 'no' | 'unknown' {
  return t === unknown ? 'unknown' : t === yes ? 'yes' : 'no'
}

/** One line for a value of any kind: `L3..L5`, `[75..100]`, `graded | blocked`, `2026-11-22`. */
export function showValue(v: Value, type: Type, scales: ReadonlyMap<string, Scale>): string {
  switch (v.k) {
    case 'na':
      return 'not-applicable'
    case 'bool':
      return v.may === unknown ? 'unknown' : v.may === yes ? 'true' : 'false'
    case 'word':
      return v.may ? v.may.join(' | ') : 'unknown'
    case 'words':
      return v.has ? `[${v.has.join(', ')}]` : 'unknown'
    case 'list':
      return v.open ? 'unknown' : (listedWords(v) ?? `${v.items.length} items`)
    case 'num': {
      const scale = type.k === 'number' && type.scale ? scales.get(type.scale) : undefined
      if (scale) return showBetween(levels(v, scale), true)
      if (type.k === 'date') return showBetween({ lo: day(v.lo), hi: day(v.hi) }, true)
      return showBetween(between(v), false)
    }
    default:
      return v.k
  }
}

/** `[R4, R13]`: the members, where each is surely in and a known word. */
function listedWords({ items }: ListValue): string | undefined {
  const words = items.flatMap((m) =>
    m.in === yes && m.value.k === 'word' && m.value.may?.length === 1 ? m.value.may : [],
  )
  return words.length > 0 && words.length === items.length ? `[${words.join(', ')}]` : undefined
}

function day(x: Exact): string {
  return x.finite ? showDay(Number(x.floor().n)) : x.toString()
}

/** `L3`, `L3..L5` for words; `80`, `[75..100]` for numbers. */
export function showBetween(b: Between, words: boolean): string {
  if (b.lo === b.hi) return b.lo
  return words ? `${b.lo}..${b.hi}` : `[${b.lo}..${b.hi}]`
}
