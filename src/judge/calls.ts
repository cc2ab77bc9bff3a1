import { Exact } from '../language/exact.ts'
import { type Expr, parts as subs } from '../language/formula/tree.ts'
import { extremeOf, totalOf, weighed } from './aggregates.ts'
import type { Context } from './context.ts'
import { addMonths, addWorkdays, civil, dayNumber } from './dates.ts'
import { log10, sqrt } from './irrational.ts'
import { highest, leastOf, meanOf, mostOf, sizeOf, sumOf, type Weighed } from './lists.ts'
import { present } from './members.ts'
import { arith, compare, everything, maximum, minimum, monotone } from './ranges.ts'
import type { Frame } from './session.ts'
import { absorbing, all } from './truths.ts'
import {
  bool,
  both,
  isPerhaps,
  known,
  type ListValue,
  type Num,
  na,
  no,
  nothing,
  num,
  perhaps,
  range,
  truthYes,
  unknown,
  type Value,
  type Why,
  whetherKnown,
  whole,
  whyOf,
  yes,
} from './values.ts'

/** The functions of the language (language.md, 1.9), on what is known. */
export function call(e: Expr & { op: 'call' }, c: Context): Value {
  if (e.fn === 'round' || e.fn === 'floor' || e.fn === 'ceil') return rounded(e, c)
  const args = e.args.map((a) => c.evaluate(a, c))
  const lost = args.find((a) => a.k === 'na')
  if (lost) return na(args.reduce<Why>((w, a) => both(w, whyOf(a)), nothing))
  if (e.fn === 'known') return whetherKnown(args[0]!)
  return absorbing(args, called(e, args, c))
}

function called(e: Expr & { op: 'call' }, args: readonly Value[], c: Context): Value {
  const [a, b, d] = args as [Value, Value?, Value?]
  switch (e.fn) {
    case 'min':
    case 'max': {
      const isMin = e.fn === 'min'
      if (a.k !== 'list') {
        const nums = args as Num[]
        const why = nums.reduce<Why>((w, n) => both(w, n.why), nothing)
        return isMin ? minimum(nums, why) : maximum(nums, why)
      }
      return extremeOf(a, e, c, isMin ? leastOf : mostOf)
    }
    case 'sum':
      return a.k === 'list' ? totalOf(a, c) : everything(whyOf(a))
    case 'mean':
      return extremeOf(a as ListValue, e, c, meanOf)
    case 'size':
      return size(a, e, c)
    case 'weight': {
      const list = a as ListValue
      if (list.open) return range(Exact.zero, Exact.infinity, list.why)
      return sumOf(weighed(list, c).map((i) => ({ ...i, x: i.w })))
    }
    case 'met':
      return met(a as ListValue, b as Num | undefined, c)
    case 'ranked':
      return ranked(a as ListValue, c)
    case 'log10':
      return enclosed(a as Num, (x) => log10(x, c.digits ?? 30))
    case 'sqrt':
      return enclosed(a as Num, (x) => sqrt(x, c.digits ?? 30))
    case 'days':
    case 'hours':
      return a
    case 'date': {
      const parts = [a, b!, d!].map((v) => (known(v) ? Number((v as Num).lo.toString()) : Number.NaN))
      const day = dayNumber(parts[0]!, parts[1]!, parts[2]!)
      return day === undefined || Number.isNaN(day)
        ? everything(
            both(
              args.reduce<Why>((w, v) => both(w, whyOf(v)), nothing),
              ['no such day'],
            ),
          )
        : num(Exact.whole(BigInt(day)))
    }
    case 'dateOf':
      return monotone(a as Num, (h) => h.over(Exact.whole(24n)).floor())
    case 'year':
      return monotone(a as Num, (day) => (day.finite ? Exact.whole(BigInt(civil(Number(day.n)).year)) : day))
    case 'addMonths':
    case 'addWorkdays':
      return moved(e.fn, a as Num, b as Num, c)
    case 'gaps':
      return gaps(a as ListValue)
    default:
      throw new Error(`no function ${e.fn}`)
  }
}

function size(v: Value, e: Expr, c: Context): Value {
  if (v.k === 'words')
    return v.has ? num(Exact.whole(BigInt(v.has.length))) : range(Exact.zero, Exact.whole(BigInt(v.of.length)), v.why)
  const list = v as ListValue
  if (list.open) return whole(e.type, list.why)
  const members = present(list, c)
  return sizeOf(
    members.map((m) => m.in),
    members.reduce<Why>((w, m) => both(w, m.why), list.why),
  )
}

/** Every applicable requirement that says shall or says nothing; with a level, those asked up to it. */
function met(list: ListValue, level: Num | undefined, c: Context): Value {
  if (list.open) return perhaps(bool(unknown, list.why), list.why)
  const parts: Value[] = []
  for (const m of present(list, c)) {
    if (m.value.k !== 'node') continue
    const { id } = m.value
    const frame = m.value.frame as Frame
    const node = c.session.standard.nodes.get(id)!
    let asked: Value = m.in === yes ? truthYes : bool(unknown, m.why)
    if (level && node.at) asked = all([asked, bool(compare('<=', num(node.at.level.number), level), level.why)])
    if (node.says) {
      const says = c.nodes.property(m.value, 'says', c.reading, { k: 'word' })
      const may = says.k === 'word' ? says.may : undefined
      const binding = may
        ? may.every((w) => w === 'shall' || w === 'none')
          ? yes
          : may.some((w) => w === 'shall' || w === 'none')
            ? unknown
            : no
        : unknown
      asked = all([asked, bool(binding, whyOf(says))])
    }
    const t = (asked as Value & { k: 'bool' }).may
    if (t === no) continue
    const satisfied = c.nodes.result(id, frame, c.reading).satisfied ?? na(nothing)
    if (satisfied.k !== 'bool') {
      if (satisfied.k !== 'na') parts.push(perhaps(bool(unknown, whyOf(satisfied)), whyOf(asked)))
      continue
    }
    // where it is perhaps not asked, it is perhaps not there at all
    parts.push(t === yes ? satisfied : perhaps(satisfied, whyOf(asked)))
  }
  return all(parts)
}

/** Highest first, ties in written order. Where ranges overlap, a place holds every node that may stand there. */
function ranked(list: ListValue, c: Context): Value {
  if (list.open) return list
  const members = present(list, c).filter((m) => m.value.k === 'node')
  const items = weighed({ ...list, items: members }, c)
  const sure = members.every((m) => m.in === yes) && items.every((i) => i.x.lo.equals(i.x.hi))
  if (sure) {
    const order = members.map((m, i) => ({ m, x: items[i]!.x.lo, i })).sort((p, q) => q.x.compare(p.x) || p.i - q.i)
    return { ...list, items: order.map((o) => o.m) }
  }
  const places = members.map((_, place) => {
    const value = highest(items, place)
    const may = members
      .filter((_, i) => mayStand(items, i, place))
      .map((m) => (m.value as { id: string }).id)
      .sort()
    return {
      value: {
        k: 'record' as const,
        field: (name: string): Value =>
          name === 'id'
            ? { k: 'word', may, why: may.length === 1 ? nothing : value.why }
            : name === 'value' || name === 'level'
              ? value
              : whole({ k: 'any' }, value.why),
      },
      in: yes as 2,
      why: nothing,
    }
  })
  return { ...list, items: places }
}

/** Whether an item may be at a place: not more surely above it than the place allows, and enough that may be above it. */
function mayStand(items: readonly Weighed[], i: number, place: number): boolean {
  const own = items[i]!.x
  let surelyAbove = 0
  let perhapsAbove = 0
  items.forEach((o, j) => {
    if (j === i) return
    const tie = j < i
    if (o.in === yes && (tie ? o.x.lo.compare(own.hi) >= 0 : o.x.lo.compare(own.hi) > 0)) surelyAbove++
    if (tie ? o.x.hi.compare(own.lo) >= 0 : o.x.hi.compare(own.lo) > 0) perhapsAbove++
  })
  return surelyAbove <= place && place <= perhapsAbove
}

function enclosed(a: Num, f: (x: Exact) => { lo: Exact; hi: Exact } | undefined): Value {
  const lo = a.lo.finite ? f(a.lo) : a.lo.sign < 0 ? undefined : { lo: a.lo, hi: a.lo }
  const hi = a.hi.finite ? f(a.hi) : { lo: a.hi, hi: a.hi }
  if (!lo || !hi) return everything(a.why.length > 0 ? a.why : ['logarithm or root of a number that has none'])
  return { k: 'num', lo: lo.lo, hi: hi.hi, why: a.why }
}

/**
 * Rounding what may be irrational: digits are computed until the answer is fixed.
 * An argument without log10 or sqrt is exact at once.
 */
function rounded(e: Expr & { op: 'call' }, c: Context): Value {
  const digitArg = e.args[1]
  const places = digitArg === undefined ? 0 : Number(evaluateWhole(digitArg))
  const f = (x: Exact) => (e.fn === 'floor' ? x.floor() : e.fn === 'ceil' ? x.ceil() : x.round(places))
  if (!hasIrrational(e.args[0]!)) {
    const v = c.evaluate(e.args[0]!, c)
    return v.k === 'num' ? absorbing([v], monotone(v, f)) : v
  }
  let before: Num | undefined
  for (const digits of [20, 40, 80, 160]) {
    const v = c.evaluate(e.args[0]!, { ...c, digits })
    if (v.k !== 'num') return v
    const now = { k: 'num' as const, lo: f(v.lo), hi: f(v.hi), why: v.why }
    if (v.why.length === 0 && now.lo.equals(now.hi)) return num(now.lo)
    if (v.why.length > 0 && before && before.lo.equals(now.lo) && before.hi.equals(now.hi))
      return absorbing([v], range(now.lo, now.hi, now.why))
    before = now
  }
  return { ...before!, why: both(before!.why, ['digits never fixed']) }
}

function evaluateWhole(e: Expr): bigint {
  return e.op === 'negate' ? -evaluateWhole(e.arg) : e.op === 'number' ? e.value.n : 0n
}

const irrationals = new WeakMap<Expr, boolean>()

function hasIrrational(e: Expr): boolean {
  const known = irrationals.get(e)
  if (known !== undefined) return known
  const found = (e.op === 'call' && (e.fn === 'log10' || e.fn === 'sqrt')) || subs(e).some(hasIrrational)
  irrationals.set(e, found)
  return found
}

function moved(fn: string, a: Num, n: Num, c: Context): Value {
  const step = (day: Exact, k: Exact): Exact => {
    if (!day.finite || !k.finite) return day
    const d = Number(day.n)
    const count = Number(k.floor().n)
    return Exact.whole(BigInt(fn === 'addMonths' ? addMonths(d, count) : addWorkdays(d, count, c.session.calendar)))
  }
  if (!n.lo.finite || !n.hi.finite) return everything(both(a.why, n.why))
  return range(step(a.lo, n.lo), step(a.hi, n.hi), both(a.why, n.why))
}

/** The days between one date and the next, in the order written. */
function gaps(list: ListValue): Value {
  const days: ListValue['of'] = { k: 'number', lo: Exact.minusInfinity, hi: Exact.infinity, unit: 'd' }
  const dates = list.items.filter((m) => m.value.k !== 'na')
  if (list.open || dates.some((m) => m.in !== yes || isPerhaps(m.value)))
    return { k: 'list', items: [], open: true, why: whyOf(list), of: days }
  const items = dates
    .slice(1)
    .map((m, i) => ({ value: arith('-', m.value as Num, dates[i]!.value as Num), in: yes as 2, why: nothing }))
  return { k: 'list', items, open: false, why: nothing, of: days }
}
