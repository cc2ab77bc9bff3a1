import { Exact } from '../language/exact.ts'
import type { Expr } from '../language/formula/tree.ts'
import type { Context } from './context.ts'
import { meanOf, sumOf, type Weighed } from './lists.ts'
import { present } from './members.ts'
import { arith, everything } from './ranges.ts'
import type { Frame } from './session.ts'
import {
  both,
  type ListValue,
  least,
  most,
  type Num,
  na,
  no,
  num,
  perhaps,
  range,
  unknown,
  type Value,
  type Why,
  whereApplies,
  whole,
  whyOf,
  yes,
} from './values.ts'

/** Min, max, mean and sum of lists: of what is there, of what perhaps is there, and of lists that are not known. */

const one = num(Exact.one)
const zero = num(Exact.zero)

/** Items as numbers with weights; a node counts with its level, else its value, else satisfied. */
export function weighed(list: ListValue, c: Context): Weighed[] {
  return present(list, c).flatMap((m) => {
    const node = m.value.k === 'node' ? m.value : undefined
    const v = node ? c.nodes.main(node.id, node.frame as Frame, c.reading) : m.value
    const x = asNumber(v)
    return x
      ? [{ x, w: node ? c.nodes.weight(node.id, node.frame as Frame, c.reading) : one, in: m.in, why: m.why }]
      : []
  })
}

function asNumber(v: Value): Num | undefined {
  if (v.k === 'num') return v
  if (v.k === 'bool') return v.may === yes ? one : v.may === no ? zero : range(Exact.zero, Exact.one, v.why)
  return v.k === 'na' ? undefined : everything(whyOf(v))
}

/** Of a list that may be empty, and of one that is not known, no more is claimed than what is declared of its members. */
export function extremeOf(
  list: ListValue,
  e: Expr,
  c: Context,
  f: (items: readonly Weighed[]) => Num | undefined,
): Value {
  const items = weighed(list, c)
  const any = items.every((i) => i.in === yes) && !list.open ? undefined : anyOf(list)
  if (list.open) {
    if (any === undefined) return perhaps(whole(e.type, list.why), list.why)
    // of any number of further members only the best counts: one that is perhaps there stands for all
    return (f === meanOf ? undefined : f([...items, any])) ?? between([...items, any], e)
  }
  if (items.length === 0) return na(both(list.why, ['empty list']))
  const found = f(items)
  if (found !== undefined) return found
  // with every member there, a mean is open only where all weight may be nothing
  if (items.every((i) => i.in === yes)) return between(items, e)
  return any === undefined ? unclaimed(items, e) : between([...items, any], e)
}

/** Where it applies, between the least and the most of what may be there, as weights are not negative. */
function between(items: readonly Weighed[], e: Expr): Value {
  if (items.some((i) => i.w.lo.sign < 0)) return unclaimed(items, e)
  const may = reasons(items)
  return perhaps(range(items.map((i) => i.x.lo).reduce(least), items.map((i) => i.x.hi).reduce(most), may), may)
}

function unclaimed(items: readonly Weighed[], e: Expr): Value {
  const may = reasons(items)
  return perhaps(whole(e.type, may), may)
}

const reasons = (items: readonly Weighed[]): Why =>
  items.reduce<Why>((w, i) => both(w, both(i.why, both(i.x.why, i.w.why))), ['may be empty'])

/** Of an unknown number of terms only the sign is known. */
export function totalOf(list: ListValue, c: Context): Num {
  const items = sumOf(weighed(list, c))
  if (!list.open) return items
  const x = anyOf(list)?.x
  const more = range(
    x && x.lo.sign >= 0 ? Exact.zero : Exact.minusInfinity,
    x && x.hi.sign <= 0 ? Exact.zero : Exact.infinity,
    list.why,
  )
  return arith('+', items, more)
}

/** What any member of the list would count as; undefined where nothing is declared of it. */
function anyOf(list: ListValue): Weighed | undefined {
  const v = list.each?.()
  const x = v && asNumber(whereApplies(v))
  return x && { x, w: one, in: unknown, why: list.why }
}
