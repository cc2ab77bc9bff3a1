import type { Expr } from '../language/formula/tree.ts'
import type { Type } from '../language/types.ts'
import { call } from './calls.ts'
import type { Context, Variables } from './context.ts'
import { equal, membership } from './equality.ts'
import { macro } from './macros.ts'
import { arith, compare, negate, not } from './ranges.ts'
import type { Frame } from './session.ts'
import { lookUp } from './tables.ts'
import { absorbing, all, any } from './truths.ts'
import {
  bool,
  both,
  hull,
  type ListValue,
  type Num,
  na,
  no,
  nothing,
  num,
  truthNo,
  truthYes,
  type Value,
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
      if (a.k === 'list' && b.k === 'list') return joined(a, b, e.type as Type & { k: 'list' })
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
          ? evaluate(e.yes, c)
          : t.may === no
            ? evaluate(e.no, c)
            : hull(evaluate(e.yes, c), evaluate(e.no, c), e.type, t.why)
      return absorbing([t], chosen)
    }
    case 'macro':
      return macro(e, evaluate(e.list, c) as ListValue, c)
    case 'call':
      return call(e, c)
  }
}

/** One after the other. What is written out needs no declaration; of two lists that have one a member is of either. */
function joined(a: ListValue, b: ListValue, { of }: Type & { k: 'list' }): ListValue {
  const why = both(a.why, b.why)
  const known = [a, b].every((l) => l.each !== undefined || !l.open)
  const each = (): Value | undefined => {
    const [x, y] = [a, b].flatMap((l) => (l.each === undefined ? [] : [l.each()]))
    return x !== undefined && y !== undefined ? hull(x, y, of, why) : a.each && b.each ? undefined : x
  }
  return {
    k: 'list',
    items: [...a.items, ...b.items],
    open: a.open || b.open,
    ...(known && (a.each ?? b.each) ? { each } : {}),
    why,
    of: a.of,
  }
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
  for (let f: Frame | undefined = c.frame; f; f = f.parent) if (f.as === name) return f.again?.(c.reading) ?? f.item!
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
