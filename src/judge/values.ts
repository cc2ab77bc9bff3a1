import { Exact } from '../language/exact.ts'
import type { NumberType, Type } from '../language/types.ts'

/** Why a value is not known: `missing: x`, `uncertain: y`, `no rule: t`. Sorted, no repeats. */
export type Why = readonly string[]

export const nothing: Why = []

/** What is known of a number, a yes-no or a word: the set of its possible values (language.md, 1.3). */
export type Value = Num | Bool | Word | WordSet | ListValue | RecordValue | NodeRef | ItemValue | NotApplicable

/** `opt`: it may turn out not to apply at all (language.md, 1.4), and then it is left out or absorbs, as `na` does. */
interface Perhaps {
  readonly opt?: true
}

export interface Num extends Perhaps {
  readonly k: 'num'
  readonly lo: Exact
  readonly hi: Exact
  readonly why: Why
}

/** Bit 1: may be no. Bit 2: may be yes. */
export type Truth = 1 | 2 | 3
export const no = 1
export const yes = 2
export const unknown = 3

export interface Bool extends Perhaps {
  readonly k: 'bool'
  readonly may: Truth
  readonly why: Why
}

/** `undefined`: any word at all. */
export interface Word extends Perhaps {
  readonly k: 'word'
  readonly may: readonly string[] | undefined
  readonly why: Why
}

/** A some-of: for each word whether it is in. `undefined`: nothing is known. */
export interface WordSet extends Perhaps {
  readonly k: 'words'
  readonly has: readonly string[] | undefined
  readonly of: readonly string[]
  readonly why: Why
}

export interface Member {
  readonly value: Value
  /** whether it is in the list: yes, or perhaps */
  readonly in: 2 | 3
  /** why that is not sure */
  readonly why: Why
}

/** `open`: the list itself is not known: beyond `items` there may be any number of members. */
export interface ListValue {
  readonly k: 'list'
  readonly items: readonly Member[]
  readonly open: boolean
  /** what any member can be by what is declared of it, whether it is there or not; absent or undefined where nothing is declared */
  readonly each?: () => Value | undefined
  readonly why: Why
  readonly of: Type
}

export interface RecordValue extends Perhaps {
  readonly k: 'record'
  field(name: string): Value
}

/** A node where it stands: in the standard, or in one item of a list. */
export interface NodeRef {
  readonly k: 'node'
  readonly id: string
  readonly frame: unknown
  /** seen as a member of a list that it may be left out of: inside the list it applies */
  readonly counted?: true
}

export interface ItemValue {
  readonly k: 'item'
  readonly frame: unknown
  readonly base: Value
}

export interface NotApplicable {
  readonly k: 'na'
  readonly why: Why
}

export function num(x: Exact): Num {
  return { k: 'num', lo: x, hi: x, why: nothing }
}

export function range(lo: Exact, hi: Exact, why: Why): Num {
  return { k: 'num', lo, hi, why: lo.equals(hi) ? nothing : why }
}

export const truthNo: Bool = { k: 'bool', may: no, why: nothing }
export const truthYes: Bool = { k: 'bool', may: yes, why: nothing }

export function bool(may: Truth, why: Why): Bool {
  return may === yes ? truthYes : may === no ? truthNo : { k: 'bool', may, why }
}

export function word(w: string): Word {
  return { k: 'word', may: [w], why: nothing }
}

export function na(why: Why): NotApplicable {
  return { k: 'na', why }
}

export function both(a: Why, b: Why): Why {
  if (a.length === 0) return b
  if (b.length === 0 || a === b) return a
  return [...new Set([...a, ...b])].sort()
}

/** The same value, which may however turn out not to apply. */
export function perhaps<V extends Value>(v: V, why: Why): V {
  switch (v.k) {
    case 'num':
    case 'bool':
    case 'word':
    case 'words':
      return { ...v, why: both(v.why, why), opt: true }
    case 'record':
      return { ...v, field: (name: string) => perhaps(v.field(name), why), opt: true }
    default:
      return v
  }
}

export function isPerhaps(v: Value): boolean {
  return 'opt' in v && v.opt === true
}

/** What the value is where it applies. */
export function whereApplies<V extends Value>(v: V): V {
  if (!isPerhaps(v)) return v
  const { opt: _, ...rest } = v as V & Perhaps
  return (
    rest.k === 'record' ? { ...rest, field: (name: string) => whereApplies((v as RecordValue).field(name)) } : rest
  ) as V
}

/** One possibility only. */
export function known(v: Value): boolean {
  if (isPerhaps(v)) return false
  switch (v.k) {
    case 'num':
      return v.lo === v.hi || v.lo.equals(v.hi)
    case 'bool':
      return v.may !== unknown
    case 'word':
      return v.may?.length === 1
    case 'words':
      return v.has !== undefined
    case 'list':
      return !v.open && v.items.every((m) => m.in === 2 && known(m.value))
    default:
      return true
  }
}

/** The reason that a value carries because a number in it was taken to lie anywhere in a span. */
export const spanned = (path: string): string => `spanned: ${path}`
export const isSpanned = (why: string): boolean => why.startsWith('spanned: ')

/** Whether it is known. What only a span keeps from being known is known at each number of the span, or not: that is not told. */
export function whetherKnown(v: Value): Bool {
  if (known(v)) return truthYes
  const why = whyOf(v)
  return why.some(isSpanned) ? bool(unknown, why) : truthNo
}

export function whyOf(v: Value): Why {
  if (v.k === 'list') return v.items.reduce((w, m) => both(w, both(m.why, whyOf(m.value))), v.why)
  return 'why' in v ? v.why : nothing
}

/** Anything that a value of this type can be. */
export function whole(t: Type, why: Why): Value {
  switch (t.k) {
    case 'number':
      return domain(t, why)
    case 'yes-no':
      return { k: 'bool', may: unknown, why }
    case 'word':
      return t.words?.length === 1 ? word(t.words[0]!) : { k: 'word', may: t.words && [...t.words].sort(), why }
    case 'words':
      return { k: 'words', has: undefined, of: t.words, why }
    case 'text':
      return { k: 'word', may: undefined, why }
    case 'date':
    case 'time':
      return range(Exact.minusInfinity, Exact.infinity, why)
    case 'list': {
      // a list of declared size has its items, whatever they are
      const items = Array.from({ length: t.size ?? 0 }, () => ({ value: whole(t.of, why), in: yes as 2, why: nothing }))
      if (t.size !== undefined) return { k: 'list', items, open: false, why, of: t.of }
      return { k: 'list', items, open: true, ...declared(t.of, why), why, of: t.of }
    }
    case 'record':
      return { k: 'record', field: (name) => whole(t.fields.get(name) ?? { k: 'any' }, why) }
    case 'item':
      return whole(t.base, why)
    default:
      return range(Exact.minusInfinity, Exact.infinity, why)
  }
}

/** What can be said of a member before it is known. Nodes stand in frames, which an unknown member does not have. */
export function declared(of: Type, why: Why): Pick<ListValue, 'each'> {
  return of.k === 'number' || of.k === 'yes-no' || of.k === 'record' ? { each: () => whole(of, why) } : {}
}

export function domain(t: NumberType, why: Why): Num {
  return range(t.lo, t.hi, why)
}

/** All that either could be. One side not applicable and the other not claims nothing: the whole domain. */
export function hull(a: Value, b: Value, type: Type, why: Why): Value {
  if (a === b) return a
  if (a.k === 'na' && b.k === 'na') return na(both(a.why, b.why))
  const reasons = both(both(whyOf(a), whyOf(b)), why)
  if (a.k === 'na' || b.k === 'na') return perhaps(whole(type, reasons), reasons)
  if (isPerhaps(a) || isPerhaps(b)) return perhaps(hull(whereApplies(a), whereApplies(b), type, why), reasons)
  if (a.k === 'num' && b.k === 'num') return range(least(a.lo, b.lo), most(a.hi, b.hi), reasons)
  if (a.k === 'bool' && b.k === 'bool') return bool((a.may | b.may) as Truth, reasons)
  if (a.k === 'word' && b.k === 'word') {
    const may = a.may && b.may ? [...new Set([...a.may, ...b.may])].sort() : undefined
    return { k: 'word', may, why: may?.length === 1 ? nothing : reasons }
  }
  if (a.k === 'record' && b.k === 'record') {
    const fields = type.k === 'record' ? type.fields : undefined
    return {
      k: 'record',
      field: (name) => hull(a.field(name), b.field(name), fields?.get(name) ?? { k: 'any' }, reasons),
    }
  }
  if (a.k === 'words' && b.k === 'words' && same(a.has, b.has)) return a
  return whole(type, reasons)
}

function same(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((w) => b.includes(w))
}

export function least(a: Exact, b: Exact): Exact {
  return a.compare(b) <= 0 ? a : b
}

export function most(a: Exact, b: Exact): Exact {
  return a.compare(b) >= 0 ? a : b
}
