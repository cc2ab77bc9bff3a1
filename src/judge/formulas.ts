import type { Expr } from '../language/formula/tree.ts'
import type { Type } from '../language/types.ts'
import { call } from './calls.ts'
import type { Context, Variables } from './context.ts'
import { arith, compare, negate, not } from './ranges.ts'
import type { Frame } from './session.ts'
import { lookUp } from './tables.ts'
import {
  bool,
  both,
  hull,
  isPerhaps,
  type ListValue,
  type Member,
  type Num,
  na,
  no,
  nothing,
  num,
  perhaps,
  type Truth,
  truthNo,
  truthYes,
  unknown,
  type Value,
  type Why,
  type Word,
  whereApplies,
  whole,
  whyOf,
  yes,
} from './values.ts'

/** The exact evaluator: what a formula can be, given what is known. Everything it calls is exact; nothing here reads a clock. */
export function evaluate(e: Expr, c: Context): Value {
  switch (e.op) {
    case 'number':
      return num(e.value)
    case 'word':
      return { k: 'word', may: [e.value], why: nothing }
    case 'yes-no':
      return e.value ? truthYes : truthNo
    case 'list':
      return {
        k: 'list',
        items: e.items.map((i) => ({ value: evaluate(i, c), in: yes, why: nothing })),
        open: false,
        why: nothing,
        of: (e.type as Type & { k: 'list' }).of,
      }
    case 'subject':
      return c.session.subject
    case 'measure':
      return c.session.measure(e.measure, c.reading)
    case 'today':
      return num(c.session.today)
    case 'party':
      return c.session.party
    case 'table':
      return lookUp(
        c.session.standard.tables.get(e.table)!,
        e.args.map((a) => evaluate(a, c)),
        e.type,
        c,
      )
    case 'node':
      return { k: 'node', id: e.id, frame: frameOf(e.id, c) }
    case 'own':
      return own(e.what, c)
    case 'variable':
      return variable(e.name, c)
    case 'property':
      return property(e, c)
    case 'field':
      return field(evaluate(e.of, c), e.name, e.type, c)
    case 'index':
      return index(evaluate(e.of, c) as ListValue, e.at, e.type)
    case 'not': {
      const v = evaluate(e.arg, c)
      return v.k === 'bool' ? absorbing([v], bool(not(v.may), v.why)) : v
    }
    case 'negate': {
      const v = evaluate(e.arg, c)
      return v.k === 'num' ? absorbing([v], negate(v)) : v
    }
    case 'and':
      return all(e.args.map((a) => evaluate(a, c)))
    case 'or':
      return any(e.args.map((a) => evaluate(a, c)))
    case 'arith': {
      const a = evaluate(e.a, c)
      const b = evaluate(e.b, c)
      if (a.k === 'na' || b.k === 'na') return na(both(whyOf(a), whyOf(b)))
      if (a.k === 'list' && b.k === 'list')
        return { k: 'list', items: [...a.items, ...b.items], open: a.open || b.open, why: both(a.why, b.why), of: a.of }
      return absorbing([a, b], arith(e.sign, a as Num, b as Num))
    }
    case 'compare': {
      const a = evaluate(e.a, c)
      const b = evaluate(e.b, c)
      return absorbing([a, b], comparison(e, a, b))
    }
    case 'in': {
      const a = evaluate(e.a, c)
      const b = evaluate(e.b, c)
      return absorbing([a, b], membership(a, b))
    }
    case 'if': {
      const test = evaluate(e.test, c)
      if (test.k === 'na') return test
      const t = test as Value & { k: 'bool' }
      const chosen =
        t.may === yes
          ? evaluate(e.then, c)
          : t.may === no
            ? evaluate(e.else, c)
            : hull(evaluate(e.then, c), evaluate(e.else, c), e.type, t.why)
      return absorbing([t], chosen)
    }
    case 'macro':
      return macro(e, evaluate(e.list, c) as ListValue, c)
    case 'call':
      return call(e, c)
  }
}

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

function frameOf(id: string, c: Context): Frame {
  const scope = c.session.standard.nodes.get(id)!.scope
  let frame = c.frame
  while (frame.owner !== scope && frame.parent) frame = frame.parent
  return frame
}

function own(what: 'of' | 'leaves' | 'value' | 'level' | 'trying', c: Context): Value {
  switch (what) {
    case 'of':
      return c.nodes.parts(c.node!, c.frame, c.reading)
    case 'leaves':
      return c.nodes.leaves(c.node!, c.frame, c.reading)
    case 'value':
      return c.value!
    case 'level':
      return c.level!
    case 'trying':
      return c.trying!
  }
}

function variable(name: string, c: Context): Value {
  for (let v: Variables | undefined = c.variables; v; v = v.next) if (v.name === name) return v.value
  for (let f: Frame | undefined = c.frame; f; f = f.parent) if (f.as === name) return f.item!
  throw new Error(`unbound variable ${name}`)
}

function property(e: Expr & { op: 'property' }, c: Context): Value {
  const of = evaluate(e.of, c)
  if (of.k === 'node') return c.nodes.property(of, e.name, c.reading, e.type)
  // a place in a ranking: which node stands there may not be known
  if (of.k === 'record') return of.field(e.name)
  return of.k === 'na' ? of : whole(e.type, whyOf(of))
}

function field(of: Value, name: string, type: Type, c: Context): Value {
  if (of.k === 'record') return of.field(name)
  if (of.k === 'item') {
    const frame = of.frame as Frame
    const node = c.session.standard.nodes.get(name)
    if (node?.scope !== undefined && node.scope === frame.owner) return { k: 'node', id: name, frame }
    return field(of.base, name, type, c)
  }
  return of.k === 'na' ? of : whole(type, whyOf(of))
}

function index(list: ListValue, at: number, type: Type): Value {
  const item = list.items[at]
  if (list.open || list.items.slice(0, at + 1).some((m) => m.in !== yes))
    return whole(
      type,
      list.items.reduce((w, m) => both(w, m.why), list.why),
    )
  return item ? item.value : whole(type, both(list.why, ['missing: item']))
}

function comparison(e: Expr & { op: 'compare' }, a: Value, b: Value): Value {
  if (a.k === 'na' || b.k === 'na') return na(both(whyOf(a), whyOf(b)))
  if (a.k === 'num' && b.k === 'num') return bool(compare(e.sign, a, b), both(a.why, b.why))
  const t = equal(a, b)
  return bool(e.sign === '!=' ? not(t) : t, both(whyOf(a), whyOf(b)))
}

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

function membership(a: Value, b: Value): Value {
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

/** The items that count: not applicable nodes are left out of every list. */
export function present(list: ListValue, c: Context): Member[] {
  return list.items.flatMap((m) => {
    if (m.value.k === 'na') return []
    if (isPerhaps(m.value)) return [{ value: whereApplies(m.value), in: unknown, why: both(m.why, whyOf(m.value)) }]
    if (m.value.k !== 'node') return [m]
    const r = c.nodes.result(m.value.id, m.value.frame as Frame, c.reading)
    if (r.applies === no) return []
    return r.applies === unknown
      ? [{ value: { ...m.value, counted: true }, in: unknown, why: both(m.why, r.whyApplies) }]
      : [m]
  })
}

function macro(e: Expr & { op: 'macro' }, list: ListValue, c: Context): Value {
  if ((list as Value).k === 'na') return list
  if (list.open)
    return e.macro === 'map' || e.macro === 'filter'
      ? { k: 'list', items: [], open: true, why: list.why, of: (e.type as Type & { k: 'list' }).of }
      : perhaps(bool(unknown, list.why), list.why)
  const each = present(list, c).map((m) => ({
    m,
    v: evaluate(e.body, { ...c, variables: { name: e.as, value: m.value, next: c.variables } }),
  }))
  switch (e.macro) {
    case 'map':
      return {
        k: 'list',
        items: each.map(({ m, v }) => ({ ...m, value: v })),
        open: false,
        why: list.why,
        of: (e.type as Type & { k: 'list' }).of,
      }
    case 'filter': {
      const items = each.flatMap(({ m, v }): Member[] => {
        const t = truth(v)
        if (t === 'na' || t === no) return []
        return t === yes ? [m] : [{ value: m.value, in: unknown, why: both(m.why, whyOf(v)) }]
      })
      return { k: 'list', items, open: false, why: list.why, of: list.of }
    }
    case 'all':
    case 'exists': {
      // a perhaps-member counts only if it is there: it can make "all" fail or "exists" hold, never surely
      const parts = each.map(({ m, v }) =>
        m.in === yes || v.k !== 'bool'
          ? v
          : v.may === (e.macro === 'all' ? yes : no)
            ? v
            : bool(unknown, both(m.why, whyOf(v))),
      )
      if (parts.length > 0 && each.every(({ m }) => m.in === yes) && parts.every((p) => p.k === 'na'))
        return na(parts.reduce<Why>((w, p) => both(w, whyOf(p)), nothing))
      const result = e.macro === 'all' ? all([truthYes, ...parts]) : any([truthNo, ...parts])
      // with nothing left but members whose condition does not apply, it does not apply either
      const lost = each.filter(({ v }) => v.k === 'na' || isPerhaps(v))
      const may = lost.length > 0 && each.every(({ m, v }) => m.in !== yes || v.k === 'na' || isPerhaps(v))
      return may
        ? perhaps(
            result,
            lost.reduce<Why>((w, { m, v }) => both(w, both(m.why, whyOf(v))), nothing),
          )
        : result
    }
  }
}
